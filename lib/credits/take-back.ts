import type { TxCtx } from '@/lib/core/context';
import { post } from '@/lib/credits/store';

interface Reason {
  description: string;
  reference: { type: string; id: string };
}

/**
 * Locks the wallet and tells what of it can be spent, in micro-credits. Whoever posts to further accounts calls
 * it first: everyone takes the wallet before the others, so that no two wait for each other.
 */
export async function lockWallet(tx: TxCtx): Promise<bigint> {
  const [row] = await tx.sql<{ free: bigint }>(
    `SELECT posted - held AS free FROM ledger_accounts
     WHERE organization_id = $1::uuid AND kind = 'wallet' FOR UPDATE`,
    tx.organizationId,
  );
  return row?.free ?? 0n;
}

const least = (a: bigint, b: bigint) => (a < b ? a : b);

/**
 * Takes purchased micro-credits back. What the wallet no longer has, or holds for running work, becomes a debt
 * that the next purchase pays first: the wallet itself never goes below what it holds. Returns the debt made.
 */
export async function takeBack(tx: TxCtx, amount: bigint, reason: Reason): Promise<bigint> {
  const now = least(amount, await lockWallet(tx));
  const owed = amount - now;
  const common = { type: 'refund' as const, to: 'purchased' as const, ...reason };
  if (now > 0n) await post(tx, { ...common, from: 'wallet', amount: now });
  if (owed > 0n) await post(tx, { ...common, from: 'debt', amount: owed });
  return owed;
}

/** Gives micro-credits back that were taken: a refund failed, a dispute was won. */
export async function giveBack(tx: TxCtx, amount: bigint, reason: Reason): Promise<void> {
  await lockWallet(tx);
  await post(tx, { type: 'refund', from: 'purchased', to: 'wallet', amount, ...reason });
  await payDebt(tx, reason.reference);
}

/** Pays as much of the debt as the wallet can. */
export async function payDebt(tx: TxCtx, reference: Reason['reference']): Promise<void> {
  const free = await lockWallet(tx);
  const [debt] = await tx.sql<{ owed: bigint }>(
    `SELECT -posted AS owed FROM ledger_accounts
     WHERE organization_id = $1::uuid AND kind = 'debt' FOR UPDATE`,
    tx.organizationId,
  );
  const amount = least(debt?.owed ?? 0n, free);
  if (amount <= 0n) return;
  await post(tx, {
    type: 'adjustment',
    from: 'wallet',
    to: 'debt',
    amount,
    description: 'Paid for refunded credits that had been spent',
    reference,
  });
}
