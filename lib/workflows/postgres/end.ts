import { auditPart } from '@/lib/audit/record';
import type { Ctx, TxCtx } from '@/lib/core/context';
import { type MakePart, withParts } from '@/lib/core/db/part';
import { creditsOf } from '@/lib/credits/money';
import { hasEnded, type RunState } from '@/lib/engine/state';
import { emitPart } from '@/lib/events/emit';
import { closeExecutionPart } from '@/lib/executions/workflow-execution';
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

/** Whether an end touches no other run, so that one statement brings it about. */
export const endsAlone = (held: Held, end: End | null): boolean =>
  !end || (!(held.parentRunId && held.parentKey) && held.concurrencyKey === null);

/** What an end brings about, in the transaction that ends the run. Locks in order: parent, place, usage. */
export async function endLast(
  tx: TxCtx,
  held: Held,
  end: End,
  parts: readonly MakePart[],
): Promise<void> {
  if (held.parentRunId && held.parentKey) await tellParent(tx, held, end);
  if (held.concurrencyKey !== null) await startNext(tx, held);
  const { ctes, values, select } = withParts('moved', [], parts);
  const text = `/* workflow_end_last */ WITH moved AS (SELECT 1)${ctes}\nSELECT ${select}`;
  await tx.sql(text, ...values);
}

/** What is told and counted of an end, as pieces of the statement that ends the run or comes last. */
export async function endParts(ctx: Ctx, held: Held, end: End, state: RunState) {
  if (!hasEnded(state)) throw new Error('The run has not ended.');
  const status = OUTWARD[end.status];
  const output = 'output' in end ? (end.output ?? null) : null;
  const error = 'error' in end ? end.error : null;
  const told = await emitPart(
    ctx,
    `workflow.${status}`,
    { ...factsOf(held), status, output, error, credits: creditsOf(held.microCredits) },
    causeOf(held),
  );
  const deed = { action: `workflow.run_${status}`, target: { type: 'run', id: held.id } };
  const { rollback: _, ...shown } = error ?? { step: null, code: '', message: '' };
  return [
    told,
    // What a schedule or an event began is in the events; the audit log is of what people and keys did.
    auditPart(ctx, held.actorKind === 'system' ? null : deed),
    closeExecutionPart(ctx, {
      id: held.id,
      status: end.status,
      output: output ?? undefined,
      error: error ? shown : undefined,
      microCredits: held.microCredits,
      steps: Object.values(state.instances).filter((it) => it.status === 'completed').length,
    }),
  ];
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
