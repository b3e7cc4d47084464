import { createHmac } from 'node:crypto';
import { env } from '@/lib/core/env';
import { fail } from '@/lib/core/errors';

export type PaymentMode = 'stripe' | 'local' | 'off';

/** `local`: development without a Stripe key, where a page of ours stands in for Stripe's. */
export function paymentMode(): PaymentMode {
  const { STRIPE_SECRET_KEY, mode } = env();
  if (STRIPE_SECRET_KEY) return 'stripe';
  return mode === 'production' ? 'off' : 'local';
}

/** Throws UNAVAILABLE, naming the setting, where nothing can be bought. */
export function requirePayments(): 'stripe' | 'local' {
  const mode = paymentMode();
  if (mode === 'off')
    fail(
      'UNAVAILABLE',
      'Payments are not set up on this server. Its operator has to set STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET.',
    );
  return mode;
}

/** What the local checkout signs with; nobody outside this server can know it. */
export const localSecret = (): string =>
  `whsec_${createHmac('sha256', env().AUTH_SECRET).update('local stripe webhook').digest('base64url')}`;

/** The secrets an event may be signed with; several while one is rotated. Empty: no event is accepted. */
export function webhookSecrets(): string[] {
  const set = (env().STRIPE_WEBHOOK_SECRET ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  return paymentMode() === 'local' ? [...set, localSecret()] : set;
}
