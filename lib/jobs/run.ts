import type { Job } from '@/generated/prisma/client';
import { type Ctx, makeCtx, transaction } from '@/lib/core/context';
import { EgressError } from '@/lib/core/egress/error';
import { isAppError, isDatabaseOut } from '@/lib/core/errors';
import { formatDuration } from '@/lib/engine/duration';
import { type Ending, finish } from '@/lib/jobs/finish';
import { runJobs } from '@/lib/jobs/jobs';
import type { Kept } from '@/lib/jobs/present';
import { unseal } from '@/lib/jobs/sealed';
import { addLog, fenced, notify, Overtaken } from '@/lib/jobs/store';
import { type Outcome, TaskFailed, type Work } from '@/lib/jobs/task';
import { taskOf } from '@/lib/jobs/tasks';
import { park } from '@/lib/jobs/wait';
import { CancelRequested, TimeIsUp, watch } from '@/lib/jobs/watch';
import { enqueue } from '@/lib/queue/enqueue';

const LONGEST_RESULT = 512 * 1024;

/**
 * Runs one attempt at a claimed job until it ends, waits or is taken away. Throws when the worker is to
 * stop or the database is out: the job then goes to another.
 */
export async function run(ctx: Ctx, held: Job, outer: AbortSignal): Promise<void> {
  if (held.cancelRequestedAt) return unlessOvertaken(finish(ctx, held, { status: 'cancelled' }));
  const watching = await watch(ctx, held, outer);
  try {
    const task = taskOf(held.taskType);
    const outcome = await untilAborted(task(workOf(ctx, held, watching.signal)), watching.signal);
    // What a task gives after it was told to stop does not count, however soon it was.
    if (watching.signal.aborted && !outer.aborted) throw watching.signal.reason;
    if ('wait' in outcome) await park(ctx, held, outcome.wait);
    else await finish(ctx, held, { status: 'completed', result: bounded(outcome) });
  } catch (error) {
    await settleFailure(ctx, held, error, { signal: watching.signal, outer });
  } finally {
    watching.close();
  }
}

/** A task that does not listen must not hold its worker: what it does afterwards is refused. */
async function untilAborted(work: Promise<Outcome>, signal: AbortSignal): Promise<Outcome> {
  let leave = () => {};
  const aborted = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason);
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
  });
  work.catch(() => {});
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

const PROGRESS_MS = 1_000;

function workOf(ctx: Ctx, held: Job, signal: AbortSignal): Work {
  let last = 0;
  return {
    ctx: onBehalf(ctx, held),
    job: held,
    payload: held.payload as Record<string, unknown>,
    secrets: unseal(held),
    signal,
    log: (level, message) => addLog(ctx, held, level, message),
    async progress(now) {
      if (Date.now() - last < PROGRESS_MS) return;
      last = Date.now();
      await fenced(ctx, held, { progress: now as object });
      await notify(ctx, held.id);
    },
  };
}

/** What a key's job starts counts as the key's own, for spending limits and the audit log. */
function onBehalf(ctx: Ctx, { actorKind, actorId }: Job): Ctx {
  if (actorKind !== 'key' || !actorId) return ctx;
  const { organizationId, scopes, requestId, log } = ctx;
  const actor = { kind: 'key', id: actorId, userId: actorId, role: 'member', name: 'job' } as const;
  return makeCtx({ organizationId, scopes, requestId, log, actor });
}

function bounded(kept: Kept): Kept {
  const bytes = JSON.stringify(kept.value ?? null).length;
  if (bytes <= LONGEST_RESULT) return kept;
  const note = `The result has ${bytes} characters; at most ${LONGEST_RESULT} are kept.`;
  return { ...kept, value: { too_long: true, note } };
}

interface Circumstances {
  signal: AbortSignal;
  outer: AbortSignal;
}

/** Decides what a throw means: an ending, another attempt, or another worker. */
async function settleFailure(ctx: Ctx, held: Job, error: unknown, how: Circumstances) {
  const reason: unknown = how.signal.aborted ? how.signal.reason : undefined;
  if (error instanceof Overtaken || reason instanceof Overtaken) return;
  if (reason instanceof CancelRequested)
    return unlessOvertaken(finish(ctx, held, { status: 'cancelled' }));
  if (reason instanceof TimeIsUp)
    return unlessOvertaken(finish(ctx, held, timedOut(held.timeoutMs, true)));
  if (reason !== undefined) {
    await giveBack(ctx, held);
    throw reason;
  }
  if (isDatabaseOut(error)) throw error;
  await unlessOvertaken(finish(ctx, held, failureOf(ctx, held, error)));
}

export const timedOut = (timeoutMs: number, again: boolean): Ending => ({
  status: 'failed',
  again,
  error: { code: 'TIMEOUT', message: `The limit of ${formatDuration(timeoutMs)} is reached.` },
});

function failureOf(ctx: Ctx, held: Job, error: unknown): Ending {
  if (error instanceof TaskFailed) {
    const { code, message, again, result } = error;
    return { status: 'failed', again, error: { code, message }, result };
  }
  if (error instanceof EgressError)
    return {
      status: 'failed',
      again: error.transient,
      error: { code: error.code, message: error.message },
    };
  if (isAppError(error)) {
    const { code, message } = error;
    return { status: 'failed', again: error.status >= 500, error: { code, message } };
  }
  ctx.log.error({ err: error, jobId: held.id }, 'job failed on our side');
  const message = 'It failed on our side.';
  return { status: 'failed', again: true, error: { code: 'INTERNAL', message } };
}

/** The worker stops: the attempt is made again by another, and does not count. */
async function giveBack(ctx: Ctx, held: Job): Promise<void> {
  await unlessOvertaken(
    transaction(ctx, async (tx) => {
      await fenced(tx, held, {
        status: 'pending',
        attempt: { decrement: 1 },
        leaseUntil: null,
      });
      await addLog(tx, held, 'info', 'The worker stopped; another goes on.');
      await enqueue(tx, runJobs, {});
      await notify(tx, held.id);
    }),
  );
}

const unlessOvertaken = (ending: Promise<unknown>): Promise<void> =>
  ending.then(
    () => {},
    (error) => {
      if (!(error instanceof Overtaken)) throw error;
    },
  );
