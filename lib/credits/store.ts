import type { Ctx, TxCtx } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';

/** What a posting moves: from one account of the organization to another. */
export interface Posting {
  type: 'grant' | 'purchase' | 'usage' | 'refund' | 'adjustment';
  from: AccountKind;
  to: AccountKind;
  /** micro-credits, more than zero */
  amount: bigint;
  description: string;
  reference?: { type: string; id: string };
  /** posts once: a second posting with the same key does nothing */
  uniqueKey?: string;
}

export type AccountKind = 'wallet' | 'granted' | 'purchased' | 'used' | 'debt' | 'earned';

/** Makes the organization's account of that kind if it has none. */
async function openAccount(tx: TxCtx, kind: AccountKind): Promise<void> {
  await tx.sql(
    `INSERT INTO ledger_accounts (id, organization_id, kind) VALUES ($2::uuid, $1::uuid, $3)
     ON CONFLICT (organization_id, kind) DO NOTHING`,
    tx.organizationId,
    newId(),
    kind,
  );
}

/** Writes a transaction of two entries that sum to zero. False when the unique key was used before. */
export async function post(tx: TxCtx, posting: Posting): Promise<boolean> {
  if (posting.amount <= 0n) throw new Error('A posting needs an amount above zero.');
  const id = newId();
  const made = await tx.sql(
    `INSERT INTO ledger_transactions
       (id, organization_id, type, description, reference_type, reference_id, unique_key)
     VALUES ($2::uuid, $1::uuid, $3, $4, $5, $6, $7)
     ON CONFLICT (organization_id, unique_key) DO NOTHING RETURNING id`,
    tx.organizationId,
    id,
    posting.type,
    posting.description,
    posting.reference?.type ?? null,
    posting.reference?.id ?? null,
    posting.uniqueKey ?? null,
  );
  if (made.length === 0) return false;
  const entries = () =>
    tx.sql(
      `INSERT INTO ledger_entries (organization_id, transaction_id, account_id, amount)
       SELECT $1::uuid, $2::uuid, id, CASE kind WHEN $3 THEN -$5::bigint ELSE $5::bigint END
       FROM ledger_accounts WHERE organization_id = $1::uuid AND kind IN ($3, $4)
       RETURNING id`,
      tx.organizationId,
      id,
      posting.from,
      posting.to,
      posting.amount,
    );
  const known = await tx.sql(
    `SELECT kind FROM ledger_accounts WHERE organization_id = $1::uuid AND kind IN ($2, $3)`,
    tx.organizationId,
    posting.from,
    posting.to,
  );
  if (known.length < 2) {
    await openAccount(tx, posting.from);
    await openAccount(tx, posting.to);
  }
  await entries();
  return true;
}

/** The wallet in micro-credits; zeros for an organization that has none yet. */
export async function wallet(ctx: Ctx): Promise<{ posted: bigint; held: bigint }> {
  const [row] = await ctx.sql<{ posted: bigint; held: bigint }>(
    `SELECT posted, held FROM ledger_accounts WHERE organization_id = $1::uuid AND kind = 'wallet'`,
    ctx.organizationId,
  );
  return row ?? { posted: 0n, held: 0n };
}
