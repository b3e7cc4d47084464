import { cardOwner, dropCard, keepCard } from '@/lib/billing/cards';
import { failTopUp } from '@/lib/billing/fail-top-up';
import { keepInvoice } from '@/lib/billing/invoices';
import { findCustomer, findOrder, type OrderName } from '@/lib/billing/orders';
import {
  DISPUTE,
  lockPayment,
  REFUND,
  type Reversal,
  rememberReversal,
} from '@/lib/billing/reversals';
import { type OrderNews, settleOrder } from '@/lib/billing/settle-order';
import * as s from '@/lib/billing/stripe-event';
import type { TxCtx } from '@/lib/core/context';
import { log } from '@/lib/core/log';

/** What an event means: whose it is, and what it changes in the transaction that records it. */
export interface Effect {
  organizationId: string | null;
  apply(tx: TxCtx): Promise<void>;
  /** money that went back: remembered also while the payment is not known to be ours */
  reversal?: Reversal;
}

type Maker = (event: s.StripeEvent) => Promise<Effect | null>;

/** The effect of an event, or null for one that is no business of ours. Reads only. */
export async function effectOf(event: s.StripeEvent): Promise<Effect | null> {
  const maker = MAKERS[event.type];
  return maker ? maker(event) : null;
}

async function onOrder(
  name: OrderName,
  news: OrderNews,
  more?: (tx: TxCtx, orderId: string) => Promise<void>,
): Promise<Effect | null> {
  const order = await findOrder(name);
  if (!order) return null;
  return {
    organizationId: order.organizationId,
    async apply(tx) {
      if (news.paymentIntentId) await lockPayment(tx, news.paymentIntentId);
      await settleOrder(tx, order.id, news);
      await more?.(tx, order.id);
    },
  };
}

const session =
  (outcome: 'completed' | 'succeeded' | 'failed' | 'expired'): Maker =>
  async ({ data }) => {
    const o = s.Session.parse(data.object);
    const name = {
      orderId: o.metadata?.order_id ?? o.client_reference_id,
      sessionId: o.id,
      paymentIntentId: o.payment_intent,
    };
    const paid =
      outcome === 'succeeded' || (outcome === 'completed' && o.payment_status === 'paid');
    const status = paid
      ? 'paid'
      : outcome === 'completed'
        ? 'processing'
        : (outcome as 'failed' | 'expired');
    if (paid && !(await coversOrder(name, o.amount_total, o.currency))) return null;
    return onOrder(name, {
      status,
      sessionId: o.id,
      paymentIntentId: o.payment_intent ?? undefined,
    });
  };

/** Whether what was paid covers the order. It always does for what we created; anything else grants nothing. */
async function coversOrder(
  name: OrderName,
  cents: number | null | undefined,
  currency: string | null | undefined,
): Promise<boolean> {
  const order = await findOrder(name);
  if (!order) return true;
  const covered = (cents ?? 0) >= order.amountCents && currency === order.currency;
  if (!covered)
    log().error({ orderId: order.id, cents, currency }, 'a payment does not cover its order');
  return covered;
}

const paymentSucceeded: Maker = async ({ data, created }) => {
  const o = s.PaymentIntent.parse(data.object);
  const name = { orderId: o.metadata?.order_id, paymentIntentId: o.id };
  if (!(await coversOrder(name, o.amount_received, o.currency))) return null;
  return onOrder(name, { status: 'paid', paymentIntentId: o.id }, async (tx) => {
    if (o.setup_future_usage === 'off_session' && o.payment_method)
      await keepCard(tx, o.customer ?? null, o.payment_method, created);
  });
};

const paymentFailed: Maker = async ({ data }) => {
  const o = s.PaymentIntent.parse(data.object);
  const order = await findOrder({ orderId: o.metadata?.order_id, paymentIntentId: o.id });
  // A refused card on the checkout page can be tried again there: only automatic top-ups end here.
  if (!order?.automatic) return null;
  const reason = o.last_payment_error?.message ?? 'The card was refused.';
  return {
    organizationId: order.organizationId,
    apply: (tx) => failTopUp(tx, order.id, reason),
  };
};

async function onReversal(reversal: Reversal, orderId?: string | null): Promise<Effect> {
  const order = await findOrder({ orderId, paymentIntentId: reversal.paymentIntentId });
  return {
    reversal,
    organizationId: order?.organizationId ?? null,
    async apply(tx) {
      await lockPayment(tx, reversal.paymentIntentId);
      await rememberReversal(tx, reversal);
      if (order) await settleOrder(tx, order.id, { paymentIntentId: reversal.paymentIntentId });
    },
  };
}

const chargeRefunded: Maker = async ({ data }) => {
  const o = s.Charge.parse(data.object);
  if (!o.payment_intent) return null;
  const { id, payment_intent: paymentIntentId, amount_refunded: amountCents } = o;
  return onReversal(
    { id, paymentIntentId, kind: 'charge', amountCents, rank: 0 },
    o.metadata?.order_id,
  );
};

const refund: Maker = async ({ data }) => {
  const o = s.Refund.parse(data.object);
  if (!o.payment_intent) return null;
  const failed = o.status === 'failed' || o.status === 'canceled';
  return onReversal({
    id: o.id,
    paymentIntentId: o.payment_intent,
    kind: 'refund',
    amountCents: o.amount,
    rank: failed ? REFUND.failed : REFUND.taken,
  });
};

const dispute: Maker = async ({ type, data }) => {
  const o = s.Dispute.parse(data.object);
  if (!o.payment_intent) return null;
  return onReversal({
    id: o.id,
    paymentIntentId: o.payment_intent,
    kind: 'dispute',
    amountCents: o.amount,
    rank: disputeRank(type, o.status),
  });
};

function disputeRank(type: string, status: string): number {
  if (type === 'charge.dispute.funds_reinstated' || status === 'won') return DISPUTE.won;
  if (status === 'lost') return DISPUTE.lost;
  if (type === 'charge.dispute.funds_withdrawn') return DISPUTE.open;
  return status.startsWith('warning_') ? DISPUTE.inquiry : DISPUTE.open;
}

const invoice: Maker = async ({ data }) => {
  const o = s.StripeInvoice.parse(data.object);
  const order = await findOrder({ orderId: o.metadata?.order_id });
  const organizationId =
    order?.organizationId ?? (o.customer ? await findCustomer(o.customer) : null);
  return organizationId ? { organizationId, apply: (tx) => keepInvoice(tx, o) } : null;
};

const customerUpdated: Maker = async ({ data, created }) => {
  const o = s.Customer.parse(data.object);
  const organizationId = await findCustomer(o.id);
  const card = o.invoice_settings?.default_payment_method;
  if (!organizationId || !card) return null;
  return { organizationId, apply: (tx) => keepCard(tx, o.id, card, created) };
};

const cardDetached: Maker = async ({ data, created }) => {
  const o = s.PaymentMethod.parse(data.object);
  const organizationId = await cardOwner(o.id);
  return organizationId ? { organizationId, apply: (tx) => dropCard(tx, o.id, created) } : null;
};

/** By type of event; all others change nothing. */
export const MAKERS: Record<string, Maker> = {
  'checkout.session.completed': session('completed'),
  'checkout.session.async_payment_succeeded': session('succeeded'),
  'checkout.session.async_payment_failed': session('failed'),
  'checkout.session.expired': session('expired'),
  'payment_intent.succeeded': paymentSucceeded,
  'payment_intent.payment_failed': paymentFailed,
  'charge.refunded': chargeRefunded,
  'refund.created': refund,
  'refund.updated': refund,
  'refund.failed': refund,
  'charge.refund.updated': refund,
  'charge.dispute.created': dispute,
  'charge.dispute.updated': dispute,
  'charge.dispute.closed': dispute,
  'charge.dispute.funds_withdrawn': dispute,
  'charge.dispute.funds_reinstated': dispute,
  'customer.updated': customerUpdated,
  'payment_method.detached': cardDetached,
  ...Object.fromEntries(
    [
      'created',
      'finalized',
      'paid',
      'payment_failed',
      'updated',
      'voided',
      'marked_uncollectible',
    ].map((name) => [`invoice.${name}`, invoice]),
  ),
};
