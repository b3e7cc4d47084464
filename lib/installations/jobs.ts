import { z } from 'zod';
import { job } from '@/lib/queue/job';

/** Makes what an installation brings. */
export const runInstallation = job({
  name: 'installations.run',
  schema: z.object({ installationId: z.uuid() }),
  timeoutSeconds: 120,
  retries: 8,
});
