import { z } from 'zod';
import { job } from '@/lib/queue/job';

/** Asks one person to decide, or reminds them. */
export const approvalMail = job({
  name: 'approvals.mail',
  schema: z.object({
    to: z.email().max(254),
    approvalId: z.uuid(),
    reminder: z.boolean().default(false),
  }),
  retries: 8,
  concurrency: 2,
});

/** Ends what nobody decided in time, and reminds of what is due soon. */
export const approvalSweep = job({
  name: 'approvals.sweep',
  schema: z.object({}),
  cron: '* * * * *',
  timeoutSeconds: 120,
  concurrency: 1,
});
