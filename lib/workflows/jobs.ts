import { z } from 'zod';
import { job } from '@/lib/queue/job';

const run = z.object({ runId: z.uuid() });

/** Takes a run and stays with it until it ends or waits. */
export const runWorkflow = job({
  name: 'workflows.run',
  schema: run,
  // A dead worker is noticed by its heartbeat long before; a run that is always busy is handed on every two hours.
  timeoutSeconds: 2 * 3600,
  // Deaths of workers count as attempts too: they are no fault of the run.
  retries: 10_000,
  // However often its workers have died, a run goes on soon after its lease.
  longestWaitSeconds: 5,
  concurrency: 64,
});

/** A timer of a run is due; without its row it does nothing. */
export const fireTimer = job({
  name: 'workflows.timer',
  schema: run.extend({ timerId: z.string() }),
  concurrency: 16,
});

/** Makes the job that a step asks for: the room of jobs does it, and its end signals the run. */
export const startJob = job({
  name: 'workflows.start-job',
  schema: run.extend({
    key: z.string(),
    attempt: z.int(),
    workId: z.uuid(),
    input: z.json(),
    mode: z.enum(['wait', 'detach']),
  }),
  concurrency: 8,
});

/** Stops what a step had outstanding elsewhere: an execution, another run, a job. */
export const stopWork = job({
  name: 'workflows.stop',
  schema: z.object({ workType: z.enum(['execution', 'run', 'job']), workId: z.uuid() }),
  concurrency: 8,
});

/** Finds runs and timers whose job is gone; removes what is older than it is kept. */
export const workflowSweep = job({
  name: 'workflows.sweep',
  schema: z.object({}),
  cron: '* * * * *',
  concurrency: 1,
});
