import { PgBoss } from 'pg-boss';
import { env } from '@/lib/core/env';
import { QUEUE_SCHEMA } from '@/lib/queue/boss';
import type { JobKind } from '@/lib/queue/job';

/** Seconds without a sign of life after which a worker's job goes to another. 10 is pg-boss's least. */
export const HEARTBEAT_SECONDS = 10;

/** Installs or migrates pg-boss and makes one queue per kind of job. Safe to run at every start. */
export async function setupQueues(
  kinds: readonly JobKind[],
  connectionString = env().DATABASE_URL,
) {
  const boss = new PgBoss({
    connectionString,
    max: 2,
    schema: QUEUE_SCHEMA,
    supervise: false,
    schedule: false,
  });
  boss.on('error', () => {});
  await boss.start();
  try {
    const existing = new Set((await boss.getQueues()).map((q) => q.name));
    for (const kind of kinds) {
      const options = {
        expireInSeconds: kind.timeoutSeconds,
        retryLimit: kind.retries,
        retryDelay: 1,
        retryBackoff: true,
        retryDelayMax: kind.longestWaitSeconds ?? 300,
        heartbeatSeconds: HEARTBEAT_SECONDS,
        deleteAfterSeconds: 24 * 3600,
        notify: true,
      };
      if (existing.has(kind.name)) await boss.updateQueue(kind.name, options);
      else await boss.createQueue(kind.name, options);
    }
    for (const schedule of await boss.getSchedules())
      if (!kinds.some((k) => k.name === schedule.name && k.cron))
        await boss.unschedule(schedule.name);
    for (const kind of kinds) if (kind.cron) await boss.schedule(kind.name, kind.cron, {});
  } finally {
    await boss.stop({ graceful: false });
  }
}
