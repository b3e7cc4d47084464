import type { Ctx } from '@/lib/core/context';
import type { HistoryFilters, TransactionView } from '@/lib/credits/contract';
import { creditsOf } from '@/lib/credits/money';

const DAY_MS = 86_400_000;

/** The instant a filter means: a bare date is its start, or as an end the start of the next day. */
function instant(text: string | undefined, end: boolean): Date | null {
  if (!text) return null;
  const at = new Date(text);
  return end && /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(at.getTime() + DAY_MS) : at;
}

interface Row {
  id: string;
  type: TransactionView['type'];
  amount: bigint;
  balance: bigint;
  description: string;
  referenceType: string | null;
  referenceId: string | null;
  createdAt: Date;
}

/** The wallet's entries, newest first, as credits and each with the balance after it. */
export async function history(ctx: Ctx, query: HistoryFilters) {
  const values = [
    ctx.organizationId,
    query.type ?? null,
    instant(query.start_date, false),
    instant(query.end_date, true),
  ];
  const from = `FROM ledger_accounts a
    JOIN ledger_entries e ON e.account_id = a.id
    JOIN ledger_transactions t ON t.organization_id = $1::uuid AND t.id = e.transaction_id
    WHERE a.organization_id = $1::uuid AND a.kind = 'wallet'
      AND ($2::text IS NULL OR t.type = $2) AND ($3::timestamptz IS NULL OR e.created_at >= $3)
      AND ($4::timestamptz IS NULL OR e.created_at < $4)`;
  // Without filters the entries alone are counted: the index holds all that is needed.
  const count = values.slice(1).every((value) => value === null)
    ? `SELECT count(*) FROM ledger_accounts a JOIN ledger_entries e ON e.account_id = a.id
       WHERE a.organization_id = $1::uuid AND a.kind = 'wallet'
         AND $2::text IS NULL AND $3::timestamptz IS NULL AND $4::timestamptz IS NULL`
    : `SELECT count(*) ${from}`;
  const [rows, [counted]] = await Promise.all([
    ctx.sql<Row>(
      `SELECT t.id, t.type, e.amount, e.balance_after AS balance, t.description,
         t.reference_type AS "referenceType", t.reference_id AS "referenceId", e.created_at AS "createdAt"
       ${from} ORDER BY e.id DESC LIMIT $5::int OFFSET $6::int`,
      ...values,
      query.limit,
      query.offset,
    ),
    ctx.sql<{ count: bigint }>(count, ...values),
  ]);
  return {
    transactions: rows.map(present),
    limit: query.limit,
    offset: query.offset,
    total: Number(counted?.count ?? 0),
  };
}

const present = (row: Row): TransactionView => ({
  id: row.id,
  type: row.type,
  amount: creditsOf(row.amount),
  balance_after: creditsOf(row.balance),
  description: row.description,
  reference:
    row.referenceType && row.referenceId ? { type: row.referenceType, id: row.referenceId } : null,
  created_at: row.createdAt.toISOString(),
});
