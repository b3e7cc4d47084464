import { audit } from '@/lib/audit/record';
import type { SettingsInput, SettingsView } from '@/lib/billing/contract';
import { paymentMode } from '@/lib/billing/mode';
import { PACKAGES, packageOf } from '@/lib/billing/packages';
import { watchBalance } from '@/lib/billing/watch-balance';
import { type Ctx, transaction } from '@/lib/core/context';
import { fail, invalid } from '@/lib/core/errors';
import { creditsOf, microOf } from '@/lib/credits/money';

const maybe = <A, B>(value: A | null | undefined, as: (value: A) => B): B | null =>
  value === null || value === undefined ? null : as(value);

export async function readSettings(ctx: Ctx): Promise<SettingsView> {
  const row = await ctx.db.billingSettings.findFirst();
  return {
    auto_top_up: row?.autoTopUp ?? false,
    auto_top_up_package: row?.autoTopUpPackage ?? null,
    auto_top_up_below: maybe(row?.autoTopUpBelow, creditsOf),
    auto_top_up_failures: row?.autoTopUpFailures ?? 0,
    low_balance_below: maybe(row?.lowBalanceBelow, creditsOf),
    saved_card: Boolean(row?.paymentMethodId),
    payments: paymentMode(),
  };
}

/** Changes what is given. Throws CONFLICT when automatic top-ups lack a card, VALIDATION_FAILED when they lack more. */
export async function changeSettings(ctx: Ctx, input: SettingsInput): Promise<SettingsView> {
  if (input.auto_top_up_package && !packageOf(input.auto_top_up_package))
    invalid('auto_top_up_package', `must be one of: ${PACKAGES.map((p) => p.id).join(' ')}`);
  await transaction(ctx, async (tx) => {
    const before = await tx.db.billingSettings.upsert({
      where: { organizationId: tx.organizationId },
      create: { organizationId: tx.organizationId },
      update: {},
    });
    const has = <K extends keyof SettingsInput>(name: K) => input[name] !== undefined;
    const data = {
      autoTopUp: input.auto_top_up,
      autoTopUpPackage: input.auto_top_up_package,
      autoTopUpBelow: has('auto_top_up_below')
        ? maybe(input.auto_top_up_below, microOf)
        : undefined,
      lowBalanceBelow: has('low_balance_below')
        ? maybe(input.low_balance_below, microOf)
        : undefined,
      // Switching it on is a new start, and a new threshold may be mailed about.
      autoTopUpFailures: input.auto_top_up ? 0 : undefined,
      lowBalanceMailedAt: has('low_balance_below') ? null : undefined,
    };
    const after = await tx.db.billingSettings.update({
      where: { organizationId: tx.organizationId },
      data,
    });
    if (after.autoTopUp) {
      if (!after.autoTopUpPackage) invalid('auto_top_up_package', 'is required');
      if (after.autoTopUpBelow === null) invalid('auto_top_up_below', 'is required');
      if (!before.paymentMethodId)
        fail('CONFLICT', 'There is no saved card yet. Top up once: the card is saved then.');
    }
    await audit(tx, { action: 'billing.settings_changed', data: { ...input } });
  });
  await watchBalance(ctx);
  return readSettings(ctx);
}
