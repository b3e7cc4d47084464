import type { TxCtx } from '@/lib/core/context';

/** What Stripe said of one refund, dispute or charge. A higher rank is more final and replaces a lower one. */
export interface Reversal {
  /** re_…, dp_… or ch_… */
  id: string;
  paymentIntentId: string;
  kind: 'refund' | 'dispute' | 'charge';
  amountCents: number;
  rank: number;
}

/** Refunds: 1 on its way or done, 2 failed: the money stayed with us. */
export const REFUND = { taken: 1, failed: 2 };
/** Disputes: 0 an inquiry that moved no money, 1 open, 2 lost, 3 won: the money came back. */
export const DISPUTE = { inquiry: 0, open: 1, lost: 2, won: 3 };

/** One at a time per payment, so that a reversal and the payment that it belongs to can't miss each other. */
export async function lockPayment(tx: TxCtx, paymentIntentId: string): Promise<void> {
  await tx.sql(
    `SELECT pg_advisory_xact_lock(hashtextextended('stripe payment ' || $1, 0))::text`,
    paymentIntentId,
  );
}

/**
 * Remembers the most final state of a reversal. A charge's total only grows; the others keep the amount of
 * their most final state. Whatever the order of arrival, the same row remains.
 */
export async function rememberReversal(tx: TxCtx, one: Reversal): Promise<void> {
  await tx.sql(
    `INSERT INTO stripe_reversals AS r (id, payment_intent_id, kind, amount_cents, rank)
     VALUES ($1, $2, $3, $4::int, $5::int)
     ON CONFLICT (id) DO UPDATE SET rank = GREATEST(r.rank, excluded.rank),
       amount_cents = CASE WHEN excluded.rank > r.rank THEN excluded.amount_cents
         WHEN excluded.rank = r.rank THEN GREATEST(r.amount_cents, excluded.amount_cents)
         ELSE r.amount_cents END
     RETURNING 1`,
    one.id,
    one.paymentIntentId,
    one.kind,
    one.amountCents,
    one.rank,
  );
}

export interface Reversed {
  /** cents that went back to the customer, by refunds and disputes together */
  cents: number;
  /** whether a dispute is open */
  disputed: boolean;
}

/**
 * What went back of a payment. Refunds are told twice, one by one and as the total of their charge, and events
 * of either kind may be missing: the larger of both counts, a failed refund in neither.
 */
export async function reversedOf(tx: TxCtx, paymentIntentId: string): Promise<Reversed> {
  const [row] = await tx.sql<{ refunded: number; disputes: number; open: boolean }>(
    `SELECT GREATEST(
         coalesce(sum(amount_cents) FILTER (WHERE kind = 'refund' AND rank = ${REFUND.taken}), 0),
         coalesce(max(amount_cents) FILTER (WHERE kind = 'charge'), 0)
           - coalesce(sum(amount_cents) FILTER (WHERE kind = 'refund' AND rank = ${REFUND.failed}), 0)
       )::int AS refunded,
       coalesce(sum(amount_cents) FILTER (
         WHERE kind = 'dispute' AND rank IN (${DISPUTE.open}, ${DISPUTE.lost})), 0)::int AS disputes,
       coalesce(bool_or(kind = 'dispute' AND rank = ${DISPUTE.open}), false) AS open
     FROM stripe_reversals WHERE payment_intent_id = $1`,
    paymentIntentId,
  );
  return { cents: (row?.refunded ?? 0) + (row?.disputes ?? 0), disputed: row?.open ?? false };
}
