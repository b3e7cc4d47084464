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

const ENTRY = `INSERT INTO ledger_entries (organization_id, transaction_id, account_id, amount)`;

/** Accounts that the organization does not have yet are made; their new rows are not seen by `known`. */
const POST = `/* ledger_post */ WITH made AS (
    INSERT INTO ledger_transactions
      (organization_id, id, type, description, reference_type, reference_id, unique_key)
    VALUES ($1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::text, $7::text)
    ON CONFLICT (organization_id, unique_key) DO NOTHING RETURNING id),
  known AS (SELECT id, kind FROM ledger_accounts
    WHERE organization_id = $1::uuid AND kind IN ($8::text, $9::text)),
  opened AS (
    INSERT INTO ledger_accounts (organization_id, id, kind)
    SELECT $1::uuid, n.id, n.kind FROM made, (VALUES ($11::uuid, $8::text), ($12::uuid, $9::text)) AS n(id, kind)
    WHERE n.kind NOT IN (SELECT kind FROM known)
    ON CONFLICT (organization_id, kind) DO NOTHING RETURNING id, kind),
  entries AS (
    ${ENTRY}
    SELECT $1::uuid, made.id, a.id, CASE a.kind WHEN $8::text THEN -$10::bigint ELSE $10::bigint END
    FROM made, (SELECT id, kind FROM known UNION ALL SELECT id, kind FROM opened) a
    RETURNING id)
  SELECT (SELECT count(*)::int FROM made) AS made, (SELECT count(*)::int FROM entries) AS entries`;

/** Writes a transaction of two entries that sum to zero. False when the unique key was used before. */
export async function post(tx: TxCtx, posting: Posting): Promise<boolean> {
  if (posting.amount <= 0n) throw new Error('A posting needs an amount above zero.');
  const id = newId();
  const { organizationId } = tx;
  const { type, description, reference, uniqueKey = null, from, to, amount } = posting;
  const about = [type, description, reference?.type ?? null, reference?.id ?? null, uniqueKey];
  const between = [from, to, amount];
  const [done] = await tx.sql<{ made: number; entries: number }>(
    POST,
    ...[organizationId, id, ...about, ...between, newId(), newId()],
  );
  if (done?.made !== 1) return false;
  if (done.entries < 2) await postMissing(tx, id, between);
  return true;
}

/** Somebody else opened an account in the same moment: its entry is written now that it can be seen. */
async function postMissing(tx: TxCtx, id: string, between: unknown[]): Promise<void> {
  await tx.sql(
    `${ENTRY}
     SELECT $1::uuid, $2::uuid, id, CASE kind WHEN $3 THEN -$5::bigint ELSE $5::bigint END
     FROM ledger_accounts a WHERE organization_id = $1::uuid AND kind IN ($3, $4)
       AND NOT EXISTS (SELECT FROM ledger_entries e WHERE e.transaction_id = $2::uuid AND e.account_id = a.id)
     RETURNING id`,
    ...[tx.organizationId, id, ...between],
  );
}

/** The wallet in micro-credits; zeros for an organization that has none yet. */
export async function wallet(ctx: Ctx): Promise<{ posted: bigint; held: bigint }> {
  const [row] = await ctx.sql<{ posted: bigint; held: bigint }>(
    `SELECT posted, held FROM ledger_accounts WHERE organization_id = $1::uuid AND kind = 'wallet'`,
    ctx.organizationId,
  );
  return row ?? { posted: 0n, held: 0n };
}
