import { paymentMode } from '@/lib/billing/mode';
import { stripe } from '@/lib/billing/stripe-client';
import type { Ctx } from '@/lib/core/context';

/** The organization's customer at Stripe, made when there is none yet. Calls Stripe: not in a transaction. */
export async function customerOf(ctx: Ctx): Promise<string> {
  const known = await ctx.db.billingSettings.findFirst({ select: { stripeCustomerId: true } });
  if (known?.stripeCustomerId) return known.stripeCustomerId;
  const made = paymentMode() === 'local' ? `cus_local_${ctx.organizationId}` : await make(ctx);
  // Two at once made the same customer: the key below saw to it.
  await ctx.sql(
    `INSERT INTO billing_settings AS b (organization_id, stripe_customer_id, updated_at)
     VALUES ($1::uuid, $2, now()) ON CONFLICT (organization_id) DO UPDATE SET
       stripe_customer_id = coalesce(b.stripe_customer_id, excluded.stripe_customer_id) RETURNING 1`,
    ctx.organizationId,
    made,
  );
  return made;
}

async function make(ctx: Ctx): Promise<string> {
  const [row] = await ctx.sql<{ name: string }>(
    `SELECT name FROM organizations WHERE id = $1::uuid`,
    ctx.organizationId,
  );
  const customer = await stripe().customers.create(
    { name: row?.name, metadata: { organization_id: ctx.organizationId } },
    { idempotencyKey: `customer:${ctx.organizationId}` },
  );
  return customer.id;
}
