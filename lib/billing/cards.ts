import type { TxCtx } from '@/lib/core/context';
import { pool } from '@/lib/core/db/pool';

/** Keeps the card that automatic top-ups charge, unless a newer event has said otherwise. `created`: Unix seconds. */
export async function keepCard(
  tx: TxCtx,
  customerId: string | null,
  paymentMethodId: string,
  created: number,
): Promise<void> {
  await tx.sql(
    `INSERT INTO billing_settings AS b
       (organization_id, stripe_customer_id, payment_method_id, card_changed_at, updated_at)
     VALUES ($1::uuid, $2, $3, to_timestamp($4::bigint), now())
     ON CONFLICT (organization_id) DO UPDATE SET
       stripe_customer_id = coalesce(b.stripe_customer_id, excluded.stripe_customer_id),
       payment_method_id = excluded.payment_method_id,
       card_changed_at = excluded.card_changed_at, updated_at = now()
     WHERE coalesce(b.card_changed_at, '-infinity') <= excluded.card_changed_at
     RETURNING 1`,
    tx.organizationId,
    customerId,
    paymentMethodId,
    BigInt(created),
  );
}

/** Forgets a card that its owner took away. */
export async function dropCard(tx: TxCtx, paymentMethodId: string, created: number) {
  await tx.sql(
    `UPDATE billing_settings SET payment_method_id = NULL, card_changed_at = to_timestamp($3::bigint),
       updated_at = now()
     WHERE organization_id = $1::uuid AND payment_method_id = $2
       AND coalesce(card_changed_at, '-infinity') <= to_timestamp($3::bigint) RETURNING 1`,
    tx.organizationId,
    paymentMethodId,
    BigInt(created),
  );
}

/** Whose saved card it is; a detached card names no customer any more. */
export async function cardOwner(paymentMethodId: string): Promise<string | null> {
  const { rows } = await pool().query<{ id: string }>(
    `SELECT organization_id AS id FROM billing_settings WHERE payment_method_id = $1 LIMIT 1`,
    [paymentMethodId],
  );
  return rows[0]?.id ?? null;
}
