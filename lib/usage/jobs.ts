import { z } from 'zod';
import { job } from '@/lib/queue/job';

/** Removes exports whose links have expired. */
export const exportSweep = job({
  name: 'usage.sweep_exports',
  schema: z.object({}),
  cron: '41 3 * * *',
  timeoutSeconds: 600,
  concurrency: 1,
});
