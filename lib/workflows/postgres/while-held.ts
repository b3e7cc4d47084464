import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import type { Held } from '@/lib/workflows/postgres/claim';
import { Overtaken } from '@/lib/workflows/postgres/commit';

/**
 * Begins something for a run in a transaction that no cancellation can slip past: either this is committed first
 * and will be found and stopped, or it is not begun at all.
 */
export function whileHeld<T>(
  ctx: Ctx,
  held: Held,
  signal: AbortSignal,
  work: (tx: TxCtx) => Promise<T>,
): Promise<T> {
  return transaction(ctx, async (tx) => {
    const rows = await tx.sql(
      `SELECT 1 FROM workflow_runs WHERE organization_id = $1::uuid AND id = $2::uuid
         AND fence = $3::int AND status IN ('queued', 'running', 'waiting', 'paused') FOR SHARE`,
      tx.organizationId,
      held.id,
      held.fence,
    );
    if (rows.length === 0) throw new Overtaken('Another worker goes on with this run.');
    signal.throwIfAborted();
    return work(tx);
  });
}
