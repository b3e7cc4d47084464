import { failTopUp } from '@/lib/billing/fail-top-up';
import { payLocally } from '@/lib/billing/local-checkout';
import { requirePayments } from '@/lib/billing/mode';
import { cardProblem, stripe } from '@/lib/billing/stripe-client';
import { type Ctx, transaction } from '@/lib/core/context';

/**
 * The handler of `billing.charge_card`: asks Stripe to charge the saved card, with the order as idempotency key,
 * so that every attempt is the same charge. The credits come with Stripe's event. Throws to be tried again.
 */
export async function chargeSavedCard(
  ctx: Ctx,
  { orderId }: { orderId: string },
  { last }: { last: boolean },
): Promise<void> {
  const order = await ctx.db.topUpOrder.findUnique({ where: { id: orderId } });
  if (order?.status !== 'open') return;
  const failed = (reason: string) => transaction(ctx, (tx) => failTopUp(tx, orderId, reason));
  const settings = await ctx.db.billingSettings.findFirst();
  const { stripeCustomerId: customer, paymentMethodId } = settings ?? {};
  if (!customer || !paymentMethodId) return failed('There is no saved card any more.');
  try {
    if (requirePayments() === 'local') return await payLocally(order, customer);
    const intent = await stripe().paymentIntents.create(
      {
        amount: order.amountCents,
        currency: order.currency,
        customer,
        payment_method: paymentMethodId,
        off_session: true,
        confirm: true,
        description: 'FleetPrompt credits: automatic top-up',
        metadata: { order_id: order.id, organization_id: order.organizationId },
      },
      { idempotencyKey: `order:${order.id}` },
    );
    if (intent.status === 'requires_action' || intent.status === 'requires_payment_method')
      return await failed('The bank asks its owner to confirm the payment.');
    await ctx.db.topUpOrder.updateMany({
      where: { id: orderId, paymentIntentId: null },
      data: { paymentIntentId: intent.id },
    });
  } catch (error) {
    const refused = cardProblem(error);
    if (refused) return failed(refused);
    if (last) await failed('Stripe could not be reached.');
    throw error;
  }
}
