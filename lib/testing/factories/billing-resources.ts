import { newId } from '@/lib/core/ids';
import type { SeedResources } from '@/lib/testing/resources';

/** An open top-up on the local checkout page, an invoice and settings. */
export const seedBillingResources: SeedResources = async ({ ctx, marker }) => {
  const { organizationId } = ctx;
  const id = newId();
  await ctx.db.topUpOrder.create({
    data: {
      id,
      organizationId,
      package: 'starter',
      credits: 1_000_000_000n,
      amountCents: 1000,
      sessionId: `cs_local_${id}`,
    },
  });
  await ctx.db.invoice.create({
    data: {
      id: newId(),
      organizationId,
      stripeId: `in_${id}`,
      number: `${marker}-1`,
      status: 'paid',
      amountCents: 1000,
      currency: 'usd',
      createdAt: new Date(),
    },
  });
  await ctx.db.billingSettings.create({
    data: { organizationId, stripeCustomerId: `cus_${marker}_${id}` },
  });
  return { 'topup/{id}': id, 'checkout/{id}': id };
};
