import Stripe from 'stripe';
import { createEgress } from '@/lib/core/egress/egress';
import { env } from '@/lib/core/env';
import { AppError } from '@/lib/core/errors';

/** An operator's own STRIPE_API_HOST may be a private one; Stripe's is checked like any other. */
function allowed(): string {
  const { EGRESS_ALLOW, STRIPE_API_HOST: host, STRIPE_API_PORT: port } = env();
  return host === 'api.stripe.com' ? EGRESS_ALLOW : `${EGRESS_ALLOW},${host}:${port}`;
}

const egress = createEgress({ allow: allowed });

let made: { id: string; stripe: Stripe } | undefined;

/** Stripe's SDK over our own way out. Throws UNAVAILABLE without a key. Never call it in a transaction. */
export function stripe(): Stripe {
  const { STRIPE_SECRET_KEY: key, STRIPE_API_HOST: host, ...e } = env();
  if (!key) throw new AppError('UNAVAILABLE', 'STRIPE_SECRET_KEY is not set on this server.');
  const { STRIPE_API_PORT: port, STRIPE_API_PROTOCOL: protocol } = e;
  const id = [key, protocol, host, port].join(' ');
  if (made?.id !== id)
    made = {
      id,
      stripe: new Stripe(key, {
        host,
        port,
        protocol,
        maxNetworkRetries: 2,
        timeout: 20_000,
        telemetry: false,
        httpClient: Stripe.createFetchHttpClient(egress.createEgressFetch() as typeof fetch),
      }),
    };
  return made.stripe;
}

/** What a failed call to Stripe means to the caller: 503 with a sentence; the cause goes to the log. */
export function stripeFailure(error: unknown, what: string): AppError {
  const known = error instanceof Stripe.errors.StripeError ? error : null;
  const failure = new AppError(
    'UNAVAILABLE',
    known?.type === 'StripeAuthenticationError'
      ? `${what}: Stripe refused this server's STRIPE_SECRET_KEY. Tell its operator.`
      : `${what}: Stripe could not be reached or refused. Try again in a minute.`,
  );
  failure.cause = error;
  return failure;
}

/** Why a card was refused, in Stripe's words for its owner; null when the failure was something else. */
export const cardProblem = (error: unknown): string | null =>
  error instanceof Stripe.errors.StripeCardError ? error.message : null;
