import type { TopUpOrder } from '@/generated/prisma/client';
import { audit } from '@/lib/audit/record';
import { packageOf } from '@/lib/billing/packages';
import { reversedOf } from '@/lib/billing/reversals';
import type { TxCtx } from '@/lib/core/context';
import { creditsOf } from '@/lib/credits/money';
import { post } from '@/lib/credits/store';
import { giveBack, lockWallet, payDebt, takeBack } from '@/lib/credits/take-back';
import { emit } from '@/lib/events/emit';

/** What an event adds to what is known of an order. Paid stays paid, whatever comes later. */
export interface OrderNews {
  status?: 'processing' | 'failed' | 'expired' | 'paid';
  sessionId?: string;
  paymentIntentId?: string;
}

const RANK: Record<string, number> = { open: 0, processing: 1, failed: 2, expired: 2, paid: 3 };

async function lockOrder(tx: TxCtx, id: string): Promise<TopUpOrder> {
  await tx.sql(
    `SELECT id FROM top_up_orders WHERE organization_id = $1::uuid AND id = $2::uuid FOR UPDATE`,
    tx.organizationId,
    id,
  );
  return tx.db.topUpOrder.findUniqueOrThrow({ where: { id } });
}

/** Of an order's micro-credits, those that went back: its share of the money, all of them for all of it. */
function shareOf(order: TopUpOrder, cents: number): bigint {
  if (cents >= order.amountCents) return order.credits;
  return cents <= 0 ? 0n : (order.credits * BigInt(cents)) / BigInt(order.amountCents);
}

/**
 * Brings an order and the ledger to what is known by now: credits granted once when it is paid, and taken back
 * in proportion to what was refunded or disputed. Depends on what was told, not on the order of telling.
 * The caller holds the payment's lock where it knows one.
 */
export async function settleOrder(tx: TxCtx, id: string, news: OrderNews): Promise<TopUpOrder> {
  const order = await lockOrder(tx, id);
  const paymentIntentId = order.paymentIntentId ?? news.paymentIntentId ?? null;
  const known = order.paidAt ? 'paid' : order.status;
  const next = news.status && (RANK[news.status] ?? 0) > (RANK[known] ?? 0) ? news.status : known;
  const paid = next === 'paid';
  if (paid && !order.paidAt) await grantOrder(tx, order);
  const back = paymentIntentId
    ? await reversedOf(tx, paymentIntentId)
    : { cents: 0, disputed: false };
  const reversed = paid ? shareOf(order, back.cents) : 0n;
  if (reversed !== order.reversed) await reverse(tx, order, reversed - order.reversed);
  const overlay = back.disputed ? 'disputed' : reversed === order.credits ? 'refunded' : 'paid';
  return tx.db.topUpOrder.update({
    where: { id },
    data: {
      status: paid ? overlay : next,
      reversed,
      paymentIntentId,
      sessionId: order.sessionId ?? news.sessionId,
      paidAt: order.paidAt ?? (paid ? new Date() : null),
    },
  });
}

async function grantOrder(tx: TxCtx, order: TopUpOrder): Promise<void> {
  const reference = { type: 'top_up', id: order.id };
  const name = packageOf(order.package)?.name ?? order.package;
  await lockWallet(tx);
  await post(tx, {
    type: 'purchase',
    from: 'purchased',
    to: 'wallet',
    amount: order.credits,
    description: `${order.automatic ? 'Automatic credit' : 'Credit'} top-up: ${name}`,
    reference,
    uniqueKey: `order:${order.id}`,
  });
  await payDebt(tx, reference);
  if (order.automatic) await tx.db.billingSettings.updateMany({ data: { autoTopUpFailures: 0 } });
  const data = { credits: creditsOf(order.credits), kind: 'purchase', orderId: order.id };
  await audit(tx, { action: 'credits.granted', target: reference, data });
  await emit(tx, 'credits.granted', data);
}

async function reverse(tx: TxCtx, order: TopUpOrder, change: bigint): Promise<void> {
  const reference = { type: 'top_up', id: order.id };
  let owed = 0n;
  if (change > 0n)
    owed = await takeBack(tx, change, { description: 'Payment refunded or disputed', reference });
  else await giveBack(tx, -change, { description: 'Refund failed or dispute won', reference });
  const data = { credits: creditsOf(-change), owed: creditsOf(owed), orderId: order.id };
  await audit(tx, { action: 'credits.refunded', target: reference, data });
  await emit(tx, change > 0n ? 'credits.refunded' : 'credits.granted', {
    ...data,
    kind: 'refund',
  });
}
