import type { TxCtx } from '@/lib/core/context';
import { settle } from '@/lib/credits/hold';
import { post } from '@/lib/credits/store';

/**
 * Charges a hold whole and gives what was charged to another organization's wallet, in the caller's transaction:
 * both ledgers move, or neither. A second call does nothing. Returns the micro-credits paid.
 */
export async function pay(
  tx: TxCtx,
  holdId: string,
  to: { organizationId: string; description: string },
): Promise<bigint> {
  const [held] = await tx.sql<{ amount: bigint }>(
    `SELECT amount FROM credit_holds WHERE organization_id = $1::uuid AND id = $2::uuid
       AND status = 'held' FOR UPDATE`,
    tx.organizationId,
    holdId,
  );
  if (!held) return 0n;
  // Both wallets in one order: two organizations that buy from each other would wait for each other.
  await tx.sql(
    `SELECT id FROM ledger_accounts WHERE organization_id IN ($1::uuid, $2::uuid) AND kind = 'wallet'
     ORDER BY organization_id FOR UPDATE`,
    tx.organizationId,
    to.organizationId,
  );
  const charged = (await settle(tx, holdId, held.amount)) ?? 0n;
  if (charged > 0n)
    await post({ ...tx, organizationId: to.organizationId } as TxCtx, {
      type: 'adjustment',
      from: 'earned',
      to: 'wallet',
      amount: charged,
      description: to.description,
      uniqueKey: `earned:${holdId}`,
    });
  return charged;
}
