import type { Ctx, TxCtx } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { creditsOf } from '@/lib/credits/money';

/** Whose spending limits an amount counts against. */
export interface Spender {
  keyId?: string | null;
  agentId?: string | null;
}

export interface LimitRow {
  type: 'key' | 'agent';
  id: string;
  /** micro-credits a calendar month (UTC) */
  monthly: bigint;
  /** micro-credits spent and reserved in the present month */
  spent: bigint;
}

const THIS_MONTH = `date_trunc('month', now() AT TIME ZONE 'UTC')::date`;

/** Locks the spender's limits, always in the same order, so that two spenders never wait for each other. */
async function lockLimits(tx: TxCtx, spender: Spender): Promise<LimitRow[]> {
  if (!spender.keyId && !spender.agentId) return [];
  return tx.sql<LimitRow>(
    `SELECT subject_type AS type, subject_id AS id, monthly,
       CASE WHEN month = ${THIS_MONTH} THEN spent ELSE 0 END AS spent
     FROM spending_limits WHERE organization_id = $1::uuid
       AND ((subject_type = 'agent' AND subject_id = $2::uuid) OR (subject_type = 'key' AND subject_id = $3::uuid))
     ORDER BY subject_type FOR UPDATE`,
    tx.organizationId,
    spender.agentId ?? null,
    spender.keyId ?? null,
  );
}

async function add(tx: TxCtx, rows: readonly LimitRow[], amount: bigint): Promise<void> {
  for (const { type, id } of rows)
    await tx.sql(
      `UPDATE spending_limits SET month = ${THIS_MONTH}, updated_at = now(), spent =
         GREATEST(0, CASE WHEN month = ${THIS_MONTH} THEN spent ELSE 0 END + $4::bigint)
       WHERE organization_id = $1::uuid AND subject_type = $2 AND subject_id = $3::uuid RETURNING 1`,
      tx.organizationId,
      type,
      id,
      amount,
    );
}

const exceeded = (rows: readonly LimitRow[], amount: bigint) =>
  rows.find((row) => row.spent + amount > row.monthly);

/** A limit that a hold may go beyond, because a person said so. */
export interface Allowance extends Pick<LimitRow, 'type' | 'id'> {
  /** micro-credits that the hold may have in all */
  upTo: bigint;
}

/**
 * Counts an amount of micro-credits against the spender's limits, or returns the one that is too low, and then
 * nothing is counted. What is `beyond` is counted all the same.
 */
export async function tryLimits(
  tx: TxCtx,
  spender: Spender,
  amount: bigint,
  beyond: readonly Pick<LimitRow, 'type' | 'id'>[] = [],
): Promise<LimitRow | null> {
  const rows = await lockLimits(tx, spender);
  const allowed = (row: LimitRow) => beyond.some((b) => b.type === row.type && b.id === row.id);
  const low = exceeded(
    rows.filter((row) => !allowed(row)),
    amount,
  );
  if (low) return low;
  await add(tx, rows, amount);
  return null;
}

/** Whether a limit has room for an amount of micro-credits now; one that is gone has. Reserves nothing. */
export async function fits(
  ctx: Ctx,
  { type, id }: Pick<LimitRow, 'type' | 'id'>,
  amount: bigint,
): Promise<boolean> {
  const [row] = await ctx.sql<{ fits: boolean }>(
    `SELECT CASE WHEN month = ${THIS_MONTH} THEN spent ELSE 0 END + $4::bigint <= monthly AS fits
     FROM spending_limits WHERE organization_id = $1::uuid AND subject_type = $2 AND subject_id = $3::uuid`,
    ctx.organizationId,
    type,
    id,
    amount,
  );
  return row?.fits ?? true;
}

/** The same, but throws 402 with what is required, what is left, and which limit it is. */
export async function chargeLimits(tx: TxCtx, spender: Spender, amount: bigint): Promise<void> {
  const rows = await lockLimits(tx, spender);
  const low = exceeded(rows, amount);
  if (low) {
    const left = low.monthly > low.spent ? low.monthly - low.spent : 0n;
    const whose = low.type === 'key' ? 'API key' : 'agent';
    fail(
      'INSUFFICIENT_CREDITS',
      `The spending limit of this ${whose}, ${creditsOf(low.monthly)} credits a month, has ${creditsOf(left)} left. An owner or admin can raise it.`,
      {
        extra: { required: creditsOf(amount), available: creditsOf(left) },
        details: { limit: { type: low.type, id: low.id, monthly: creditsOf(low.monthly) } },
      },
    );
  }
  await add(tx, rows, amount);
}

/**
 * Corrects what was counted at `since` by `difference`: spent less or more than was reserved. What was counted
 * in an earlier month is forgotten with that month.
 */
export async function correctLimits(
  tx: TxCtx,
  spender: Spender,
  since: Date,
  difference: bigint,
): Promise<void> {
  const month = (at: Date) => at.toISOString().slice(0, 7);
  if (difference === 0n || month(since) !== month(new Date())) return;
  await add(tx, await lockLimits(tx, spender), difference);
}
