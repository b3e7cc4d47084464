import type { TopUpOrder } from '@/generated/prisma/client';
import type { OrderView } from '@/lib/billing/contract';
import { CURRENCY, microCreditsOf, type Package } from '@/lib/billing/packages';
import type { Ctx, TxCtx } from '@/lib/core/context';
import { pool } from '@/lib/core/db/pool';
import { fail } from '@/lib/core/errors';
import { isUuid, newId } from '@/lib/core/ids';
import { creditsOf } from '@/lib/credits/money';

export const presentOrder = (row: TopUpOrder): OrderView => ({
  id: row.id,
  package: row.package,
  credits: creditsOf(row.credits),
  amount_cents: row.amountCents,
  currency: row.currency,
  status: row.status as OrderView['status'],
  automatic: row.automatic,
  reversed: creditsOf(row.reversed),
  created_at: row.createdAt.toISOString(),
  paid_at: row.paidAt?.toISOString() ?? null,
});

export async function loadOrder(ctx: Ctx, id: string): Promise<TopUpOrder> {
  const row = isUuid(id) ? await ctx.db.topUpOrder.findUnique({ where: { id } }) : null;
  return row ?? fail('NOT_FOUND', 'No such top-up.');
}

/** Writes the order: what a payment will buy is decided here and nowhere else. */
export function writeOrder(tx: TxCtx, bought: Package, automatic = false): Promise<TopUpOrder> {
  return tx.db.topUpOrder.create({
    data: {
      id: newId(),
      organizationId: tx.organizationId,
      package: bought.id,
      credits: microCreditsOf(bought),
      amountCents: bought.amountCents,
      currency: CURRENCY,
      automatic,
      createdById: tx.actor.kind === 'user' ? tx.actor.id : null,
    },
  });
}

/** By what an event of Stripe may name an order of ours. */
export interface OrderName {
  orderId?: string | null;
  sessionId?: string | null;
  paymentIntentId?: string | null;
}

export interface FoundOrder {
  id: string;
  organizationId: string;
  automatic: boolean;
  amountCents: number;
  currency: string;
}

type Query = <Row>(text: string, ...values: unknown[]) => Promise<Row[]>;

const fromPool: Query = async (text, ...values) => (await pool().query(text, values)).rows;

/** Whose order it is: events of Stripe name no organization that could be trusted. */
export async function findOrder(name: OrderName, query = fromPool): Promise<FoundOrder | null> {
  const orderId = name.orderId && isUuid(name.orderId) ? name.orderId : null;
  const rows = await query<FoundOrder>(
    `SELECT id, organization_id AS "organizationId", automatic, amount_cents AS "amountCents", currency
     FROM top_up_orders
     WHERE id = $1::uuid OR session_id = $2::text OR payment_intent_id = $3::text
     ORDER BY (id = $1::uuid) DESC NULLS LAST LIMIT 1`,
    orderId,
    name.sessionId ?? null,
    name.paymentIntentId ?? null,
  );
  return rows[0] ?? null;
}

/** The organization that a customer of Stripe stands for. */
export async function findCustomer(customerId: string): Promise<string | null> {
  const { rows } = await pool().query<{ id: string }>(
    `SELECT organization_id AS id FROM billing_settings WHERE stripe_customer_id = $1`,
    [customerId],
  );
  return rows[0]?.id ?? null;
}
