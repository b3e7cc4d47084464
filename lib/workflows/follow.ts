import type { Ctx } from '@/lib/core/context';
import { watch } from '@/lib/core/db/watch';
import { isDatabaseOut } from '@/lib/core/errors';
import type { Send } from '@/lib/core/sse';
import type { RunDescription } from '@/lib/workflows/host';
import { CHANNEL } from '@/lib/workflows/postgres/commit';
import { host } from '@/lib/workflows/postgres/host';
import { pinnedPlan, presentStep } from '@/lib/workflows/run-steps';
import { presentRun } from '@/lib/workflows/runs';
import { isOpen, outward } from '@/lib/workflows/statuses';

const MOST_EVENTS = 1000;

/** The run when it has ended, or as it is after `seconds`. */
export async function waitForEnd(
  ctx: Ctx,
  id: string,
  seconds: number,
  signal: AbortSignal,
): Promise<RunDescription> {
  let run = await host.describe(ctx, id);
  if (seconds <= 0 || !isOpen(run.status)) return run;
  const until = Date.now() + seconds * 1000;
  const watcher = await watch(CHANNEL, run.id, signal);
  try {
    // It may have ended between the look and the listening.
    run = await host.describe(ctx, id);
    while (isOpen(run.status) && Date.now() < until && !signal.aborted) {
      await watcher.next(until - Date.now());
      run = await host.describe(ctx, id);
    }
    return run;
  } finally {
    watcher.stop();
  }
}

type Ready = () => Promise<void>;

/** Sends what a run does, from after the event `after`, until it ends: then `done` with all of it. */
export async function followRun(
  ctx: Ctx,
  id: string,
  after: number,
  send: Send,
  signal: AbortSignal,
  ready: Ready,
): Promise<void> {
  const plan = await pinnedPlan(ctx, id);
  const watcher = await watch(CHANNEL, id, signal);
  const seen = new Map<string, string>();
  let last = after;
  let status = '';
  try {
    while (!signal.aborted) {
      try {
        // Read before the rest, so that nothing of an ended run is missing when `done` is sent.
        const run = await host.describe(ctx, id);
        for (let more = true; more; ) {
          const { events } = await host.history(ctx, id, { after: last, limit: MOST_EVENTS });
          for (const event of events) {
            await ready();
            send('history', event, event.eventId);
            last = event.eventId;
          }
          more = events.length === MOST_EVENTS;
        }
        const steps = await changed(ctx, id, seen);
        for (const row of steps) {
          await ready();
          send('step', presentStep(row, plan));
        }
        const now = `${run.status} ${run.waitReason}`;
        if (now !== status)
          send('status', {
            status: outward(run.status),
            state: run.status,
            wait_reason: isOpen(run.status) ? run.waitReason : null,
          });
        status = now;
        if (!isOpen(run.status)) {
          send('done', await presentRun(ctx, run));
          return;
        }
      } catch (error) {
        // A database that is restarting is no reason to leave the reader: try again with the next poll.
        if (!isDatabaseOut(error)) throw error;
      }
      await watcher.next();
    }
  } finally {
    watcher.stop();
  }
}

/** The steps that are not as they were when they were sent last. */
async function changed(ctx: Ctx, runId: string, seen: Map<string, string>) {
  const brief = await ctx.db.workflowStep.findMany({
    where: { runId, step: { not: null } },
    select: { key: true, status: true, attempt: true, workId: true, completedAt: true },
    orderBy: [{ startedAt: { sort: 'asc', nulls: 'last' } }, { key: 'asc' }],
  });
  const keys = brief
    .filter((row) => {
      const mark = `${row.status} ${row.attempt} ${row.workId} ${row.completedAt?.getTime()}`;
      const same = seen.get(row.key) === mark;
      seen.set(row.key, mark);
      return !same;
    })
    .map(({ key }) => key);
  if (keys.length === 0) return [];
  const rows = await ctx.db.workflowStep.findMany({ where: { runId, key: { in: keys } } });
  const place = new Map(keys.map((key, i) => [key, i]));
  return rows.sort((a, b) => (place.get(a.key) ?? 0) - (place.get(b.key) ?? 0));
}
