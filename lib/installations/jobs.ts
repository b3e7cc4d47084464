import { z } from 'zod';
import { job } from '@/lib/queue/job';

/** Makes what an installation brings. */
export const runInstallation = job({
  name: 'installations.run',
  schema: z.object({ installationId: z.uuid() }),
  timeoutSeconds: 120,
  retries: 8,
});

/** Finds open installations whose job was lost. */
export const installationSweep = job({
  name: 'installations.sweep',
  schema: z.object({}),
  cron: '1-59/2 * * * *',
  concurrency: 1,
});
