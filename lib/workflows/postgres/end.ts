import { audit } from '@/lib/audit/record';
import type { TxCtx } from '@/lib/core/context';
import { creditsOf } from '@/lib/credits/money';
import { hasEnded, type RunState } from '@/lib/engine/state';
import { emit } from '@/lib/events/emit';
import { closeWorkflowExecution } from '@/lib/executions/workflow-execution';
import type { Held } from '@/lib/workflows/postgres/claim';
import { startNext } from '@/lib/workflows/postgres/concurrency';
import { causeOf, factsOf } from '@/lib/workflows/postgres/facts';
import { tell } from '@/lib/workflows/postgres/inbox';
import type { End } from '@/lib/workflows/postgres/pending';

const OUTWARD = {
  completed: 'completed',
  failed: 'failed',
  timed_out: 'failed',
  cancelled: 'cancelled',
} as const;

/** Everything that a run's end brings about, in the transaction that ends it. Locks in order: parent, place, usage. */
export async function ended(tx: TxCtx, held: Held, end: End, state: RunState): Promise<void> {
  if (!hasEnded(state)) throw new Error('The run has not ended.');
  const status = OUTWARD[end.status];
  const output = 'output' in end ? (end.output ?? null) : null;
  const error = 'error' in end ? end.error : null;
  await emit(
    tx,
    `workflow.${status}`,
    { ...factsOf(held), status, output, error, credits: creditsOf(held.microCredits) },
    causeOf(held),
  );
  // What a schedule or an event began is in the events; the audit log is of what people and keys did.
  if (held.actorKind !== 'system')
    await audit(tx, { action: `workflow.run_${status}`, target: { type: 'run', id: held.id } });
  if (held.parentRunId && held.parentKey) await tellParent(tx, held, end);
  if (held.concurrencyKey !== null) await startNext(tx, held);
  const { rollback: _, ...shown } = error ?? { step: null, code: '', message: '' };
  await closeWorkflowExecution(tx, {
    id: held.id,
    status: end.status,
    output: output ?? undefined,
    error: error ? shown : undefined,
    microCredits: held.microCredits,
    steps: Object.values(state.instances).filter((it) => it.status === 'completed').length,
  });
}

async function tellParent(tx: TxCtx, held: Held, end: End): Promise<void> {
  const to = { key: held.parentKey as string, attempt: held.parentAttempt ?? 1 };
  const cost = { microCredits: String(held.microCredits) };
  const dedupe = `child:${held.id}`;
  const parent = held.parentRunId as string;
  if (end.status === 'completed') {
    await tell(tx, parent, { type: 'ChildCompleted', ...to, output: end.output, ...cost }, dedupe);
    return;
  }
  const error =
    'error' in end
      ? { code: end.error.code, message: end.error.message, retryable: false }
      : { code: 'CANCELLED', message: 'The workflow was cancelled.', retryable: false };
  await tell(tx, parent, { type: 'ChildFailed', ...to, error, ...cost }, dedupe);
}
