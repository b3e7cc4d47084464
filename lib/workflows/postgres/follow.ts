import type { Ctx } from '@/lib/core/context';
import { listen } from '@/lib/core/db/listen';
import { isDatabaseOut } from '@/lib/core/errors';
import type { Json } from '@/lib/engine/json';
import type { HistoryEvent } from '@/lib/engine/protocol';
import type { RunDescription } from '@/lib/workflows/host';
import { CHANNEL } from '@/lib/workflows/postgres/commit';
import { describe, presentEvent } from '@/lib/workflows/postgres/describe';

/** How one instance of a step stands; of inputs and outputs the page of the run tells. */
export interface StepView {
  key: string;
  step: string;
  status: string;
  attempt: number;
  error: Json | null;
  workType: string | null;
  workId: string | null;
  credits: number;
  startedAt: string | null;
  completedAt: string | null;
}

export type Followed =
  | { type: 'history'; event: HistoryEvent }
  | { type: 'step'; step: StepView }
  | { type: 'run'; run: RunDescription };

/** Notifications may be lost: look again at least this often. */
const POLL_MS = 1_000;
const MOST = 500;

/**
 * Yields what has happened to a run after history event `after`, then what happens, until it ends or the signal
 * fires: history, steps whose state has changed, and the run itself when its status has; its end comes last.
 */
export async function* follow(
  ctx: Ctx,
  runId: string,
  { after = 0, signal }: { after?: number; signal: AbortSignal },
): AsyncGenerator<Followed> {
  let wake = () => {};
  let heard = false;
  const deaf = await listen(CHANNEL, (payload) => {
    if (payload !== '' && payload !== runId) return;
    heard = true;
    wake();
  });
  const known = new Map<string, string>();
  let seen = after;
  let shown = '';
  try {
    while (!signal.aborted) {
      try {
        // Read before the rest: what belongs to an end is there when the end is seen.
        const run = await describe(ctx, runId);
        for (;;) {
          const events = await eventsAfter(ctx, runId, seen);
          for (const event of events) yield { type: 'history', event };
          seen = events.at(-1)?.eventId ?? seen;
          if (events.length < MOST) break;
        }
        for (const step of await findSteps(ctx, runId)) {
          const text = JSON.stringify(step);
          if (known.get(step.key) === text) continue;
          known.set(step.key, text);
          yield { type: 'step', step };
        }
        const state = `${run.status}:${run.waitReason}`;
        if (state !== shown) yield { type: 'run', run };
        shown = state;
        if (run.completedAt) return;
      } catch (error) {
        // A database that is restarting is no reason to leave the reader: try again with the next look.
        if (!isDatabaseOut(error)) throw error;
      }
      if (!heard)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, POLL_MS);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
          signal.addEventListener('abort', wake, { once: true });
        });
      signal.removeEventListener('abort', wake);
      heard = false;
    }
  } finally {
    deaf();
  }
}

async function eventsAfter(ctx: Ctx, runId: string, after: number): Promise<HistoryEvent[]> {
  const rows = await ctx.db.workflowHistory.findMany({
    where: { runId, eventId: { gt: after } },
    orderBy: { eventId: 'asc' },
    take: MOST,
  });
  return rows.map(presentEvent);
}

/** How the steps of a run stand, in the order in which they began. */
export async function findSteps(ctx: Ctx, runId: string): Promise<StepView[]> {
  const rows = await ctx.db.workflowStep.findMany({
    where: { runId, step: { not: null } },
    omit: { input: true, output: true, secrets: true },
    orderBy: [{ startedAt: 'asc' }, { key: 'asc' }],
    take: 5_000,
  });
  return rows.map((row) => ({
    key: row.key,
    step: row.step as string,
    status: row.status,
    attempt: row.attempt,
    error: row.error as Json | null,
    workType: row.workType,
    workId: row.workId,
    credits: Number(row.microCredits) / 1e6,
    startedAt: row.startedAt?.toISOString() ?? null,
    completedAt: row.completedAt?.toISOString() ?? null,
  }));
}
