import { log } from '@/lib/core/log';
import { runner } from '@/lib/queue/boss';
import type { Handler } from '@/lib/worker/handlers';
import { type Fetched, runJob } from '@/lib/worker/run-job';

/** Runs background work until stopped. Several processes may loop at once: each job goes to one. */
export async function startLoop(handlers: readonly Handler[]) {
  const boss = runner();
  const stopping = new AbortController();
  await boss.start();
  for (const handler of handlers) {
    await boss.work(
      handler.kind.name,
      {
        batchSize: 1,
        localConcurrency: handler.kind.concurrency,
        includeMetadata: true,
        pollingIntervalSeconds: 2,
        notifyPollingIntervalSeconds: 2,
        heartbeatRefreshSeconds: 3,
      },
      async (jobs) => {
        for (const job of jobs) await runJob(handler, job as unknown as Fetched, stopping.signal);
      },
    );
  }
  log().info({ queues: handlers.length }, 'worker started');
  return {
    /** Lets running jobs stop at their next checkpoint; what is left goes to another process. */
    async stop(graceMs: number) {
      stopping.abort(new Error('The worker is stopping.'));
      await boss.stop({ graceful: true, timeout: graceMs });
    },
  };
}
