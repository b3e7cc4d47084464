import type { Execution, ExecutionStep } from '@/generated/prisma/client';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { planned } from '@/lib/core/db/planned';
import { raiseHold } from '@/lib/credits/hold';
import { microOf } from '@/lib/credits/money';
import type { Attempt } from '@/lib/executions/model-step';
import { allowances, askToOverspend, refuseIfRejected } from '@/lib/executions/overspend';
import { LimitReached, OutOfCredits, Parked } from '@/lib/executions/stops';
import { Overtaken } from '@/lib/executions/store';

/** How many calls like the next one a yes pays for when the execution has no limit of its own. */
const CALLS = 10n;

const spent = (steps: readonly ExecutionStep[]): bigint =>
  steps.reduce((sum, s) => sum + s.microCredits, 0n);

/**
 * Raises the execution's hold so that it covers what was spent and the next call. Throws OutOfCredits when the
 * wallet is too low; parks the execution and throws Parked when a person has to let it beyond a spending limit.
 */
export async function reserve(
  { ctx, held, snapshot }: Pick<Attempt, 'ctx' | 'held' | 'snapshot'>,
  steps: readonly ExecutionStep[],
  next: bigint,
): Promise<void> {
  refuseIfRejected(held);
  const before = spent(steps);
  const cap = snapshot.limits.maxCredits;
  const most = cap === null ? null : microOf(cap);
  if (most !== null && before >= most)
    throw new LimitReached('MAX_CREDITS', `The limit of ${cap} credits is reached.`);
  const wanted = most !== null && before + next > most ? most : before + next;
  if (await covers(ctx, held, wanted)) return;
  const short = await transaction(ctx, async (tx) => {
    await lock(tx, held);
    const { holdId } = held;
    const refusal = holdId ? await raiseHold(tx, holdId, wanted, allowances(held)) : null;
    // In the same transaction, which has the limit locked: it cannot be raised unseen before the wait.
    if (refusal?.by === 'limit')
      await askToOverspend(tx, held, refusal, {
        upTo: most ?? before + next * CALLS,
        own: most !== null,
      });
    return refusal;
  });
  if (short?.by === 'limit') throw new Parked('A person must let it beyond the spending limit.');
  if (short) throw new OutOfCredits('The balance does not cover the next model call.');
}

/** The execution before its hold, as whoever ends it takes them. */
async function lock(tx: TxCtx, { id, fence }: Execution): Promise<void> {
  const rows = await tx.sql(
    `SELECT 1 FROM executions WHERE organization_id = $1::uuid AND id = $2::uuid AND fence = $3::int
       AND status = 'running' FOR UPDATE`,
    tx.organizationId,
    id,
    fence,
  );
  if (rows.length === 0) throw new Overtaken('Another worker goes on with this execution.');
}

const COVERS = `/* execution_covered */ SELECT h.amount >= $4::bigint AS covered
  FROM executions e JOIN credit_holds h ON h.organization_id = e.organization_id AND h.id = e.hold_id
  WHERE e.organization_id = $1::uuid AND e.id = $2::uuid AND e.fence = $3::int AND e.status = 'running'
    AND h.status = 'held'`;

/** Whether what is held is enough already, as it is for most first calls. */
async function covers(ctx: Ctx, { id, fence }: Execution, wanted: bigint): Promise<boolean> {
  const values = [ctx.organizationId, id, fence, wanted];
  const [row] = await planned<{ covered: boolean }>(ctx, COVERS, ...values);
  return row?.covered ?? false;
}
