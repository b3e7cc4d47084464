import type { TopUpOrder } from '@/generated/prisma/client';
import { customerOf } from '@/lib/billing/customer';
import { localSecret, paymentMode } from '@/lib/billing/mode';
import { loadOrder } from '@/lib/billing/orders';
import { receiveStripeEvent } from '@/lib/billing/receive';
import { signatureOf } from '@/lib/billing/signature';
import type { Ctx } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';

/** The order of a local checkout page. Throws NOT_FOUND where Stripe's own page is used. */
export async function localOrder(ctx: Ctx, id: string): Promise<TopUpOrder> {
  if (paymentMode() !== 'local')
    fail('NOT_FOUND', 'There is no local checkout on a server with a Stripe key.');
  return loadOrder(ctx, id);
}

/**
 * Does what Stripe would do after its page: signs the events and hands them to the same code that answers the
 * webhook. Throws CONFLICT for an order that is settled.
 */
export async function settleLocally(ctx: Ctx, id: string, outcome: 'pay' | 'cancel') {
  const order = await localOrder(ctx, id);
  if (order.status !== 'open') fail('CONFLICT', `This top-up is ${order.status} already.`);
  const customer = await customerOf(ctx);
  if (outcome === 'cancel') await send('checkout.session.expired', sessionOf(order, 'unpaid'));
  else await payLocally(order, customer);
  return loadOrder(ctx, id);
}

/** The events of a payment: the intent (with the card), the invoice, and for a page its session. */
export async function payLocally(order: TopUpOrder, customer: string): Promise<void> {
  await send('payment_intent.succeeded', {
    ...intentOf(order),
    customer,
    payment_method: 'pm_local',
    setup_future_usage: 'off_session',
    amount_received: order.amountCents,
  });
  await send('invoice.paid', {
    id: `in_local_${order.id}`,
    object: 'invoice',
    customer,
    metadata: { order_id: order.id },
    number: `LOCAL-${order.id.slice(-6).toUpperCase()}`,
    status: 'paid',
    total: order.amountCents,
    currency: order.currency,
    created: Math.floor(Date.now() / 1000),
  });
  if (!order.automatic) await send('checkout.session.completed', sessionOf(order, 'paid'));
}

const intentOf = (order: TopUpOrder) => ({
  id: `pi_local_${order.id}`,
  object: 'payment_intent',
  metadata: { order_id: order.id },
  currency: order.currency,
});

const sessionOf = (order: TopUpOrder, paid: 'paid' | 'unpaid') => ({
  id: `cs_local_${order.id}`,
  object: 'checkout.session',
  client_reference_id: order.id,
  metadata: { order_id: order.id },
  payment_status: paid,
  payment_intent: paid === 'paid' ? intentOf(order).id : null,
  amount_total: order.amountCents,
  currency: order.currency,
});

async function send(type: string, object: object): Promise<void> {
  const now = Date.now() / 1000;
  const event = {
    id: `evt_local_${newId()}`,
    object: 'event',
    type,
    created: Math.floor(now),
    data: { object },
  };
  const body = Buffer.from(JSON.stringify(event));
  await receiveStripeEvent(body, signatureOf(body, localSecret(), now));
}
