import { createHash } from 'node:crypto';
import { listen } from '@/lib/core/db/listen';
import { pool } from '@/lib/core/db/pool';
import { log } from '@/lib/core/log';
import { QUEUE_SCHEMA, runner } from '@/lib/queue/boss';
import type { Handler } from '@/lib/worker/handlers';
import { Lane } from '@/lib/worker/lane';

/** Notifications may be lost, and work that was put off is not notified: look this often. */
const POLL_MS = 1_000;
const BEAT_MS = 3_000;

/** The channel pg-boss notifies when a job lands in a queue; the payload is the queue's name. */
const CHANNEL = `pgboss_${createHash('sha224').update(QUEUE_SCHEMA).digest('hex').slice(0, 24)}`;

/** One cheap look for all queues: asking each to hand out what it has would be dozens of updates a second. */
const DUE = `SELECT q.name FROM unnest($1::text[]) AS q(name) WHERE EXISTS (
  SELECT FROM ${QUEUE_SCHEMA}.job j
  WHERE j.name = q.name AND j.state < 'active' AND NOT j.blocked AND j.start_after <= now())`;

/** Runs background work until stopped. Several processes may loop at once: each job goes to one. */
export async function startLoop(handlers: readonly Handler[]) {
  const boss = runner();
  const stopping = new AbortController();
  await boss.start();
  const lanes = new Map(
    handlers.map((handler) => [handler.kind.name, new Lane(boss, handler, stopping.signal)]),
  );
  const wakeAll = () => {
    for (const lane of lanes.values()) lane.wake();
  };
  const deaf = await listen(CHANNEL, (queue) => {
    if (queue === '') wakeAll();
    else lanes.get(queue)?.wake();
  });
  const names = [...lanes.keys()];
  const wakeDue = async () => {
    try {
      const { rows } = await pool().query({ name: 'queues_due', text: DUE, values: [names] });
      for (const { name } of rows) lanes.get(name)?.wake();
    } catch (error) {
      log().warn({ err: (error as Error).message }, 'queues out of reach');
    }
  };
  const poll = setInterval(() => void wakeDue(), POLL_MS);
  const beat = setInterval(() => {
    for (const lane of lanes.values()) void lane.beat();
  }, BEAT_MS);
  wakeAll();
  log().info({ queues: handlers.length }, 'worker started');
  return {
    /** Lets running jobs stop at their next checkpoint; what is left goes to another process. */
    async stop(graceMs: number) {
      stopping.abort(new Error('The worker is stopping.'));
      deaf();
      clearInterval(poll);
      const all = Promise.all([...lanes.values()].map((lane) => lane.idle()));
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise((resolve) => {
        timer = setTimeout(resolve, graceMs);
      });
      await Promise.race([all, late]);
      clearTimeout(timer);
      clearInterval(beat);
      await boss.stop({ graceful: false });
    },
  };
}
