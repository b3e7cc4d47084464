import { z } from 'zod';
import { job } from '@/lib/queue/job';

/** Sends one mail of this room. `sealed` is encrypted: a link's token never lies in the queue in clear. */
export const accountMail = job({
  name: 'accounts.mail',
  schema: z.object({ to: z.email().max(254), sealed: z.string() }),
  timeoutSeconds: 60,
  retries: 8,
  concurrency: 4,
});

/** Removes sessions and links that nobody can use any more. */
export const accountSweep = job({
  name: 'accounts.sweep',
  schema: z.object({}),
  cron: '17 3 * * *',
  timeoutSeconds: 600,
  concurrency: 1,
});
