import { type Effect, effectOf } from '@/lib/billing/effects';
import { webhookSecrets } from '@/lib/billing/mode';
import { findOrder } from '@/lib/billing/orders';
import { lockPayment, rememberReversal } from '@/lib/billing/reversals';
import { signatureProblem } from '@/lib/billing/signature';
import { type StripeEvent, StripeEventSchema } from '@/lib/billing/stripe-event';
import { systemCtx, type TxCtx, transaction } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { log } from '@/lib/core/log';

const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Takes in one event of Stripe. Throws BAD_REQUEST when its signature is not right, UNAVAILABLE when no secret
 * is set. Everything that is signed but not ours, or not understood, is logged and accepted: Stripe would send
 * it again for days.
 */
export async function receiveStripeEvent(
  body: Uint8Array,
  signature: string | null,
  now = Date.now() / 1000,
): Promise<void> {
  const secrets = webhookSecrets();
  if (secrets.length === 0)
    fail('UNAVAILABLE', 'STRIPE_WEBHOOK_SECRET is not set on this server, so events are refused.');
  const problem = signatureProblem(body, signature, secrets, now);
  if (problem) fail('BAD_REQUEST', problem);
  const event = read(body);
  if (event) await process(event);
}

function read(body: Uint8Array): StripeEvent | null {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    fail('BAD_REQUEST', 'The body is not JSON.');
  }
  const parsed = StripeEventSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  log().warn({ problem: parsed.error.message }, 'stripe event without the usual envelope ignored');
  return null;
}

async function process(event: StripeEvent): Promise<void> {
  const about = { stripeEvent: event.id, type: event.type };
  let effect: Effect | null;
  try {
    effect = await effectOf(event);
  } catch (error) {
    if ((error as Error).name !== 'ZodError') throw error;
    log().error({ ...about, problem: (error as Error).message }, 'stripe event not understood');
    return;
  }
  if (!effect) return log().info(about, 'stripe event is not about an order of ours');
  if (!effect.organizationId) {
    if (await rememberForLater(event, effect)) return;
    // Its payment became known a moment ago.
    return process(event);
  }
  const ctx = systemCtx(effect.organizationId, 'stripe', event.id.slice(0, 128));
  await transaction(ctx, async (tx) => {
    if (await firstTime(tx, event)) await effect.apply(tx);
  });
}

/** False when the event was applied before. A copy that is being applied now is waited for. */
async function firstTime(tx: TxCtx, event: StripeEvent): Promise<boolean> {
  const made = await tx.sql(
    `INSERT INTO stripe_events (id, type, created_at) VALUES ($1, $2, to_timestamp($3::bigint))
     ON CONFLICT (id) DO NOTHING RETURNING id`,
    event.id,
    event.type,
    BigInt(event.created),
  );
  return made.length > 0;
}

/** Keeps a refund or dispute whose payment is not known yet. False when it is known by now. */
function rememberForLater(event: StripeEvent, { reversal }: Effect): Promise<boolean> {
  return transaction(systemCtx(NOBODY, 'stripe', event.id.slice(0, 128)), async (tx) => {
    if (!reversal) return true;
    await lockPayment(tx, reversal.paymentIntentId);
    if (await findOrder({ paymentIntentId: reversal.paymentIntentId }, tx.sql)) return false;
    if (await firstTime(tx, event)) await rememberReversal(tx, reversal);
    return true;
  });
}
