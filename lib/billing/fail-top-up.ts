import { audit } from '@/lib/audit/record';
import { mailLeaders } from '@/lib/billing/mail';
import type { TxCtx } from '@/lib/core/context';
import { emit } from '@/lib/events/emit';

/** Failures in a row after which automatic top-ups are switched off. */
const MOST_FAILURES = 3;

/** Ends an automatic top-up that could not be charged: counted, told and mailed once per order. */
export async function failTopUp(tx: TxCtx, orderId: string, reason: string): Promise<void> {
  const { count } = await tx.db.topUpOrder.updateMany({
    where: { id: orderId, automatic: true, status: { in: ['open', 'processing'] } },
    data: { status: 'failed' },
  });
  if (count === 0) return;
  const [settings] = await tx.db.billingSettings.updateManyAndReturn({
    data: { autoTopUpFailures: { increment: 1 } },
  });
  const failures = settings?.autoTopUpFailures ?? 1;
  const switchedOff = failures >= MOST_FAILURES;
  if (switchedOff) await tx.db.billingSettings.updateMany({ data: { autoTopUp: false } });
  const target = { type: 'top_up', id: orderId };
  await audit(tx, { action: 'billing.top_up_failed', target, data: { reason, switchedOff } });
  await emit(tx, 'billing.top_up_failed', { orderId, reason, failures, switchedOff });
  await mailLeaders(tx, { about: 'top_up_failed', reason, failures, switchedOff });
}
