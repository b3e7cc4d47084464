import { z } from 'zod';
import { job } from '@/lib/queue/job';

/** Judges what has ended of a run, starts its next cases, or ends it. */
export const advanceRun = job({
  name: 'tests.advance',
  schema: z.object({ runId: z.uuid() }),
  retries: 20,
});

/** Looks after open runs whose job was lost. */
export const testSweep = job({
  name: 'tests.sweep',
  schema: z.object({}),
  cron: '*/2 * * * *',
  concurrency: 1,
});
