import type { BillingSettings } from '@/generated/prisma/client';
import { chargeCard } from '@/lib/billing/jobs';
import { mailLeaders } from '@/lib/billing/mail';
import { paymentMode } from '@/lib/billing/mode';
import { writeOrder } from '@/lib/billing/orders';
import { packageOf } from '@/lib/billing/packages';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { creditsOf } from '@/lib/credits/money';
import { wallet } from '@/lib/credits/store';
import { emit } from '@/lib/events/emit';
import { enqueue } from '@/lib/queue/enqueue';

/** Hours that a refused card is left alone. */
const PAUSE_HOURS = 1;
/** Hours after which an automatic top-up that Stripe said nothing of no longer keeps the next one waiting. */
const PATIENCE_HOURS = 24;

/**
 * Looks whether the balance is below a threshold, after something may have changed it: then one mail until the
 * balance is above again, and one automatic top-up at a time.
 */
export async function watchBalance(ctx: Ctx): Promise<void> {
  // Most organizations have nothing set: one look without a lock ends it for them.
  const watched = await ctx.db.billingSettings.count({
    where: { OR: [{ autoTopUp: true }, { lowBalanceBelow: { not: null } }] },
  });
  if (watched === 0) return;
  await transaction(ctx, async (tx) => {
    await tx.sql(
      `SELECT 1 FROM billing_settings WHERE organization_id = $1::uuid FOR UPDATE`,
      tx.organizationId,
    );
    const settings = await tx.db.billingSettings.findFirstOrThrow();
    const { posted, held } = await wallet(tx);
    const credits = posted - held;
    await warn(tx, settings, credits);
    await refill(tx, settings, credits);
  });
}

async function warn(tx: TxCtx, settings: BillingSettings, credits: bigint): Promise<void> {
  const { lowBalanceBelow: below, lowBalanceMailedAt: mailed } = settings;
  const isLow = below !== null && credits < below;
  if (isLow === (mailed !== null)) return;
  await tx.db.billingSettings.updateMany({
    data: { lowBalanceMailedAt: isLow ? new Date() : null },
  });
  if (!isLow) return;
  const data = { credits: creditsOf(credits), below: creditsOf(below) };
  await emit(tx, 'credits.low', data);
  await mailLeaders(tx, { about: 'low_balance', ...data });
}

async function refill(tx: TxCtx, settings: BillingSettings, credits: bigint): Promise<void> {
  const { autoTopUp, autoTopUpBelow: below, autoTopUpPackage } = settings;
  const bought = packageOf(autoTopUpPackage ?? '');
  if (!autoTopUp || below === null || credits >= below || !bought) return;
  if (!settings.paymentMethodId || paymentMode() === 'off') return;
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3600_000);
  const inTheWay = await tx.db.topUpOrder.count({
    where: {
      automatic: true,
      OR: [
        { status: { in: ['open', 'processing'] }, createdAt: { gt: hoursAgo(PATIENCE_HOURS) } },
        { status: 'failed', createdAt: { gt: hoursAgo(PAUSE_HOURS) } },
      ],
    },
  });
  if (inTheWay > 0) return;
  const order = await writeOrder(tx, bought, true);
  await enqueue(tx, chargeCard, { orderId: order.id });
}
