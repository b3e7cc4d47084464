import { audit } from '@/lib/audit/record';
import { type Ctx, transaction } from '@/lib/core/context';
import { creditsOf, microOf } from '@/lib/credits/money';
import { post } from '@/lib/credits/store';
import { emit } from '@/lib/events/emit';

export interface GrantInput {
  /** micro-credits */
  amount: bigint;
  description: string;
  kind?: 'grant' | 'purchase';
  /** the same key grants once */
  uniqueKey?: string;
}

/** Credits every new organization starts with, and those of the demo organization. */
export const WELCOME_CREDITS = 100;
export const DEMO_CREDITS = 10_000;

/** Adds credits to the wallet. False when `uniqueKey` was granted before. */
export function grant(ctx: Ctx, input: GrantInput): Promise<boolean> {
  const kind = input.kind ?? 'grant';
  return transaction(ctx, async (tx) => {
    const done = await post(tx, {
      type: kind,
      from: kind === 'grant' ? 'granted' : 'purchased',
      to: 'wallet',
      amount: input.amount,
      description: input.description,
      uniqueKey: input.uniqueKey,
    });
    if (!done) return false;
    await audit(tx, {
      action: 'credits.granted',
      data: { credits: creditsOf(input.amount), kind },
    });
    await emit(tx, 'credits.granted', { credits: creditsOf(input.amount), kind });
    return true;
  });
}

/** What a new organization starts with, in the transaction that makes it. */
export async function grantWelcome(ctx: Ctx): Promise<void> {
  await grant(ctx, {
    amount: microOf(WELCOME_CREDITS),
    description: 'Welcome credits',
    uniqueKey: 'welcome',
  });
}
