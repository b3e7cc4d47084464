import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import type { RunState } from '@/lib/engine/state';
import { emit } from '@/lib/events/emit';
import { updateWorkflowExecution } from '@/lib/executions/workflow-execution';
import { enqueue } from '@/lib/queue/enqueue';
import { fireTimer, stopWork } from '@/lib/workflows/jobs';
import type { Held } from '@/lib/workflows/postgres/claim';
import { type Committed, commit } from '@/lib/workflows/postgres/commit';
import { endLast, endParts, endsAlone } from '@/lib/workflows/postgres/end';
import { causeOf, emitFact, factsOf } from '@/lib/workflows/postgres/facts';
import type { Pending } from '@/lib/workflows/postgres/pending';

/** A timer that is due this soon is waited for in hand; its row is the truth all the same. */
export const NEAR_MS = 2_000;

/** Waits that a person may want to know of. */
const SHOWN = ['credits', 'approval', 'event'];
const shown = (reason: string | null) =>
  reason !== null && SHOWN.includes(reason) ? reason : null;

/** Commits transitions with everything that they brought about, in one statement or one transaction. */
export async function save(
  ctx: Ctx,
  held: Held,
  state: RunState,
  pending: Pending,
  letGo: boolean,
): Promise<Committed> {
  const far = [...pending.timers.values()].filter(
    (it) => !pending.timersGone.has(it.id) && Date.parse(it.fireAt) - Date.now() > NEAR_MS,
  );
  const shows = !pending.end && shown(state.waitingFor) !== shown(held.waitReason);
  const { end } = pending;
  const alone =
    !shows && !far.length && !pending.facts.length && !pending.stops.length && endsAlone(held, end);
  const parts = end ? await endParts(ctx, held, end, state) : [];
  const done = alone
    ? await commit(ctx, held, state, pending, letGo, parts)
    : await transaction(ctx, async (tx) => {
        const row = await commit(tx, held, state, pending, letGo);
        for (const fact of pending.facts) await emitFact(tx, held, fact);
        for (const stop of pending.stops) await enqueue(tx, stopWork, stop);
        for (const { id, fireAt } of far)
          await enqueue(
            tx,
            fireTimer,
            { runId: held.id, timerId: id },
            { startAfter: new Date(fireAt) },
          );
        if (shows) await show(tx, held, state);
        if (end) await endLast(tx, held, end, parts);
        return row;
      });
  held.waitReason = state.waitingFor;
  return done;
}

/** The run's execution says what it waits for, and an event does. */
async function show(tx: TxCtx, held: Held, state: RunState): Promise<void> {
  const reason = shown(state.waitingFor);
  await updateWorkflowExecution(tx, held.id, reason ? 'waiting' : 'running', reason);
  if (reason)
    await emit(
      tx,
      'workflow.waiting',
      { ...factsOf(held), status: 'running', reason },
      causeOf(held),
    );
}
