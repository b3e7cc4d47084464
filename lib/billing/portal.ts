import { customerOf } from '@/lib/billing/customer';
import { requirePayments } from '@/lib/billing/mode';
import { stripe, stripeFailure } from '@/lib/billing/stripe-client';
import type { Ctx } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { fail } from '@/lib/core/errors';

/** The address of Stripe's own page for cards and receipts. Throws CONFLICT without Stripe, UNAVAILABLE. */
export async function openPortal(ctx: Ctx): Promise<{ url: string }> {
  if (requirePayments() === 'local')
    fail('CONFLICT', 'The customer portal is a page of Stripe. Set STRIPE_SECRET_KEY to use it.');
  try {
    const { url } = await stripe().billingPortal.sessions.create({
      customer: await customerOf(ctx),
      return_url: `${env().baseUrl}/billing`,
    });
    return { url };
  } catch (error) {
    ctx.log.error({ err: error }, 'portal not opened');
    throw stripeFailure(error, 'The customer portal could not be opened');
  }
}
