import type { TopUpOrder } from '@/generated/prisma/client';
import { audit } from '@/lib/audit/record';
import type { PackageView } from '@/lib/billing/contract';
import { customerOf } from '@/lib/billing/customer';
import { requirePayments } from '@/lib/billing/mode';
import { writeOrder } from '@/lib/billing/orders';
import { CURRENCY, PACKAGES, packageOf } from '@/lib/billing/packages';
import { stripe, stripeFailure } from '@/lib/billing/stripe-client';
import { type Ctx, transaction } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { invalid } from '@/lib/core/errors';

export const priceList = (): PackageView[] =>
  PACKAGES.map(({ id, name, credits, amountCents }) => ({
    id,
    name,
    credits,
    amount_cents: amountCents,
    currency: CURRENCY,
    price: (amountCents / 100).toFixed(2),
  }));

/** Writes an order and opens a checkout page for it. Throws VALIDATION_FAILED, UNAVAILABLE. */
export async function startTopUp(ctx: Ctx, input: { package: string; credits?: number }) {
  const bought = packageOf(input.package);
  if (!bought) invalid('package', `must be one of: ${PACKAGES.map((p) => p.id).join(' ')}`);
  if (input.credits !== undefined && input.credits !== bought.credits)
    invalid('credits', `must be ${bought.credits}: that is what ${bought.id} holds`);
  const mode = requirePayments();
  const order = await transaction(ctx, async (tx) => {
    const row = await writeOrder(tx, bought);
    const target = { type: 'top_up', id: row.id };
    await audit(tx, { action: 'billing.top_up_started', target, data: { package: bought.id } });
    return row;
  });
  const session =
    mode === 'local'
      ? { id: `cs_local_${order.id}`, url: `${env().baseUrl}/billing/checkout/${order.id}` }
      : await openCheckout(ctx, order, bought.name);
  await ctx.db.topUpOrder.updateMany({
    where: { id: order.id, sessionId: null },
    data: { sessionId: session.id },
  });
  return { sessionUrl: session.url, sessionId: session.id, orderId: order.id };
}

async function openCheckout(ctx: Ctx, order: TopUpOrder, name: string) {
  const back = `${env().baseUrl}/billing?order=${order.id}`;
  const metadata = { order_id: order.id, organization_id: order.organizationId };
  try {
    const session = await stripe().checkout.sessions.create(
      {
        mode: 'payment',
        customer: await customerOf(ctx),
        client_reference_id: order.id,
        metadata,
        line_items: [
          {
            quantity: 1,
            price_data: {
              currency: order.currency,
              unit_amount: order.amountCents,
              product_data: { name: `FleetPrompt credits: ${name}` },
            },
          },
        ],
        // The card is saved for automatic top-ups; refunds and disputes find the order by its metadata.
        payment_intent_data: { metadata, setup_future_usage: 'off_session' },
        invoice_creation: { enabled: true, invoice_data: { metadata } },
        success_url: back,
        cancel_url: `${back}&cancelled=1`,
      },
      { idempotencyKey: `order:${order.id}` },
    );
    if (!session.url) throw new Error('Stripe answered a session without an address.');
    return { id: session.id, url: session.url };
  } catch (error) {
    ctx.log.error({ err: error, orderId: order.id }, 'checkout not opened');
    await ctx.db.topUpOrder.updateMany({
      where: { id: order.id, status: 'open' },
      data: { status: 'failed' },
    });
    throw stripeFailure(error, 'The checkout could not be opened');
  }
}
