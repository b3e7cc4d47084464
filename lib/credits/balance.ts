import type { Ctx } from '@/lib/core/context';
import { creditsOf } from '@/lib/credits/money';
import { wallet } from '@/lib/credits/store';

/** What can be spent (posted minus held) and what is held, in credits. */
export async function balance(ctx: Ctx): Promise<{ credits: number; held: number }> {
  const { posted, held } = await wallet(ctx);
  return { credits: creditsOf(posted - held), held: creditsOf(held) };
}
