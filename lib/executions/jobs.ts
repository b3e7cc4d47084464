import { z } from 'zod';
import { job } from '@/lib/queue/job';

/** Runs an execution from its last checkpoint until it ends, waits or is taken away. */
export const runExecution = job({
  name: 'executions.run',
  schema: z.object({ executionId: z.uuid() }),
  // An agent may work for an hour; a dead worker is noticed by its heartbeat long before.
  timeoutSeconds: 2 * 3600,
  retries: 50,
  concurrency: 16,
});

/** Removes live output of executions that ended more than an hour ago. */
export const sweepChunks = job({
  name: 'executions.sweep',
  schema: z.object({}),
  cron: '*/10 * * * *',
  concurrency: 1,
});
