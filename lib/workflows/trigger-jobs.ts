import { z } from 'zod';
import { job } from '@/lib/queue/job';

/** Starts what schedules say is due. */
export const scheduleSweep = job({
  name: 'workflows.schedules',
  schema: z.object({}),
  cron: '* * * * *',
  timeoutSeconds: 300,
  concurrency: 1,
});
