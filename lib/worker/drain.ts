import { sender } from '@/lib/queue/boss';
import { takePending } from '@/lib/queue/enqueue';
import type { Handler } from '@/lib/worker/handlers';
import { handlers } from '@/lib/worker/registry';
import { runJob } from '@/lib/worker/run-job';

const ROOM_MS = 2_000;

/** Told of every job that ran, whatever came of it. */
export type Ran = (name: string, data: unknown) => void;

/** Runs the oldest job of the queue, if it has one. False when it is empty. */
async function runOne(handler: Handler, signal: AbortSignal, ran?: Ran): Promise<boolean> {
  const boss = await sender();
  const [job] = await boss.fetch(handler.kind.name, {
    includeMetadata: true,
    groupConcurrency: handler.kind.perGroup,
  });
  if (!job) return false;
  // fetch() outside a worker sends no heartbeats: do it here, or another process would take the job.
  const beat = setInterval(() => void boss.touch(handler.kind.name, job.id).catch(() => {}), 3_000);
  try {
    await runJob(handler, { ...job, signal: job.signal ?? signal, data: job.data }, signal);
    await boss.complete(handler.kind.name, job.id);
  } catch (error) {
    await boss.fail(handler.kind.name, job.id, { message: (error as Error).message });
  } finally {
    clearInterval(beat);
    ran?.(handler.kind.name, job.data);
  }
  return true;
}

/**
 * Works until the queues are empty or the time is up, for hosts without a worker process. Work that is cut off
 * goes on from its checkpoint at the next call. Returns how many jobs ran.
 */
export async function drain(
  budgetMs: number,
  names?: readonly string[],
  onRan?: Ran,
): Promise<number> {
  const until = Date.now() + budgetMs - ROOM_MS;
  const signal = AbortSignal.timeout(Math.max(1, budgetMs - ROOM_MS));
  const chosen = handlers.filter((h) => !names || names.includes(h.kind.name));
  let ran = 0;
  const lane = async () => {
    for (let idle = false; !idle && Date.now() < until; ) {
      idle = true;
      for (const handler of chosen)
        while (Date.now() < until && (await runOne(handler, signal, onRan))) {
          ran++;
          idle = false;
        }
    }
  };
  await Promise.all(Array.from({ length: 4 }, lane));
  return ran;
}

/** Drains what this process has enqueued since the last call, and what that work enqueues in turn. */
export async function drainPending(budgetMs: number): Promise<void> {
  const until = Date.now() + budgetMs;
  for (
    let names = takePending();
    names.length > 0 && Date.now() < until - ROOM_MS;
    names = takePending()
  )
    await drain(until - Date.now(), names);
}

/**
 * What a worker process does all the time, once: the queue's upkeep (jobs of dead processes are freed), recurring
 * work that has come due since the last minute, then everything that waits. Returns how many jobs ran.
 */
export async function keepUp(budgetMs: number): Promise<number> {
  const until = Date.now() + budgetMs;
  const boss = await sender();
  await boss.supervise();
  const minuteAgo = new Date(Date.now() - 60_000);
  for (const { kind } of handlers) {
    if (!kind.cron) continue;
    const [due] = boss.previewSchedule(kind.cron, { from: minuteAgo, count: 1 });
    // One per slot, however many calls come at once.
    if (due && due.getTime() <= Date.now())
      await boss.send(kind.name, {}, { singletonKey: due.toISOString(), singletonSeconds: 60 });
  }
  return drain(until - Date.now());
}
