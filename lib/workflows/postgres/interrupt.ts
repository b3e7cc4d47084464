import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import { advance } from '@/lib/engine/machine';
import type { RunEvent } from '@/lib/engine/protocol';
import type { RunError, RunState } from '@/lib/engine/state';
import type { RunDescription } from '@/lib/workflows/host';
import { HELD_COLUMNS, type Held } from '@/lib/workflows/postgres/claim';
import { describe } from '@/lib/workflows/postgres/describe';
import { notifyHolder } from '@/lib/workflows/postgres/inbox';
import { interpret } from '@/lib/workflows/postgres/interpret';
import { Memory } from '@/lib/workflows/postgres/memory';
import { Pending } from '@/lib/workflows/postgres/pending';
import { planOf } from '@/lib/workflows/postgres/plans';
import { save } from '@/lib/workflows/postgres/save';

const OPEN = `status IN ('queued', 'running', 'waiting', 'paused')`;

/**
 * Ends a run at once, whoever has it: the fence rises in the same transaction, so that a worker, even one that
 * sleeps, can add nothing more. EXECUTION_ENDED when it has ended otherwise; cancelled twice is cancelled.
 */
export function cancel(ctx: Ctx, runId: string, reason?: string): Promise<RunDescription> {
  return transaction(ctx, async (tx) => {
    const held = await take(tx, runId, OPEN);
    if (!held) {
      const run = await describe(tx, runId);
      if (run.status === 'cancelled') return run;
      fail('EXECUTION_ENDED', `This run has already ended: ${run.status.replace('_', ' ')}.`);
    }
    const at = new Date().toISOString();
    await apply(tx, held, { type: 'CancelRequested', at, ...(reason && { reason }) });
    await notifyHolder(tx, runId);
    return describe(tx, runId);
  });
}

/** Pauses a run that no worker has, at once. False when one has it: then it is told through the inbox. */
export function pauseIdle(ctx: Ctx, runId: string): Promise<boolean> {
  return transaction(ctx, async (tx) => {
    const held = await take(tx, runId, `${OPEN} AND NOT held AND state IS NOT NULL`);
    if (!held) return false;
    await apply(tx, held, { type: 'PauseRequested', at: new Date().toISOString() });
    return true;
  });
}

/**
 * Ends a run that fails again and again on our side, with a sentence, instead of trying for ever. What it had
 * outstanding is stopped as if it were cancelled.
 */
export function abandon(ctx: Ctx, runId: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const held = await take(tx, runId, OPEN);
    if (!held) return;
    const message = 'It failed again and again on our side. Start it once more.';
    const error = { step: null, code: 'INTERNAL', message };
    await apply(tx, held, { type: 'CancelRequested', at: new Date().toISOString() }, error);
    await notifyHolder(tx, runId);
  });
}

async function take(tx: TxCtx, runId: string, where: string): Promise<Held | null> {
  if (!isUuid(runId)) return null;
  const [row] = await tx.sql<Held>(
    `UPDATE workflow_runs SET fence = fence + 1, started_at = COALESCE(started_at, now())
     WHERE organization_id = $1::uuid AND id = $2::uuid AND ${where} RETURNING ${HELD_COLUMNS}`,
    tx.organizationId,
    runId,
  );
  return row ? { ...row, plan: await planOf(tx, row) } : null;
}

/** One event whose transition evaluates nothing, and therefore needs no outputs. */
async function apply(tx: TxCtx, held: Held, event: RunEvent, failure?: RunError): Promise<void> {
  const transition = advance(held.plan, held.state ?? NOT_BEGUN, event, new Memory(held));
  const pending = new Pending();
  if (transition.ignored) return;
  pending.take(transition);
  for (const command of transition.commands) interpret(held, command, event.at, pending);
  if (failure) pending.end = { status: 'failed', error: failure };
  const ended = failure && { status: 'failed' as const, error: failure };
  await save(tx, held, { ...transition.state, ...ended }, pending, true);
}

/** A run that no worker has had yet. */
const NOT_BEGUN: RunState = {
  ...{ v: 1, status: 'running', waitingFor: null, paused: false, error: null, history: 0 },
  ...{ instances: {}, frames: {}, ready: [], timers: {}, counter: 0, visits: {}, undo: [] },
  ...{ rollback: null, signals: [], seen: [], reuse: false },
};
