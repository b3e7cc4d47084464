import { z } from 'zod';
import { LONGEST_MS } from '@/lib/jobs/contract';
import { job } from '@/lib/queue/job';

/**
 * A token: the right to run one job that is due, whichever is chosen. With `jobId`, that one becomes due
 * first (its time has come, or its schedule's). There is at least one token for each job that waits.
 */
export const runJobs = job({
  name: 'jobs.run',
  schema: z.object({ jobId: z.uuid().optional() }),
  timeoutSeconds: LONGEST_MS / 1000 + 600,
  // Only crashes and stopping workers come back here: a failed attempt plans its own successor.
  retries: 50,
  concurrency: 16,
});

/** Ends a job that waits without a worker when its time is up. */
export const jobDeadline = job({
  name: 'jobs.deadline',
  schema: z.object({ jobId: z.uuid(), fence: z.int() }),
});

/** Frees jobs of dead workers, renews lost tokens, and looks after jobs whose wait is over. */
export const jobSweep = job({
  name: 'jobs.sweep',
  schema: z.object({}),
  cron: '* * * * *',
  timeoutSeconds: 120,
  concurrency: 1,
});

/** Mails the link of a report to one member. */
export const reportMail = job({
  name: 'jobs.mail',
  schema: z.object({
    to: z.email().max(254),
    jobId: z.uuid(),
    title: z.string(),
    url: z.string(),
  }),
  concurrency: 1,
});
