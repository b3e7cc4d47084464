import Stripe from 'stripe';
import {
  type Call,
  commonFailure,
  guardedFetch,
  type Last,
  sendableKey,
  type Vendor,
} from '@/lib/connectors/call';
import { type ConnectorError, failure, oneLine } from '@/lib/connectors/error';
import type { Json, JsonObject } from '@/lib/engine/json';

function client(call: Call) {
  const { send, last } = guardedFetch(call);
  const base = new URL(
    typeof call.config.baseUrl === 'string' ? call.config.baseUrl : 'https://api.stripe.com',
  );
  const protocol = base.protocol === 'http:' ? 'http' : 'https';
  const stripe = new Stripe(String(call.fields.secret_key), {
    host: base.hostname,
    port: base.port || (protocol === 'http' ? 80 : 443),
    protocol,
    // A run retries by itself, durably; a wait in here would hold a worker.
    maxNetworkRetries: 0,
    timeout: call.timeoutMs,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(send as never),
  });
  return { stripe, last };
}

/** Stripe's own words, without the piece of the key that some of them quote. */
const said = (error: { message: string }) =>
  oneLine(error.message.replace(/\b[sr]k_\S+/g, '(key)'));

function refused(error: InstanceType<typeof Stripe.errors.StripeError>): ConnectorError {
  const status = error.statusCode;
  const details: JsonObject = { vendor: 'stripe', error: error.code ?? error.type };
  if (error.param) details.param = oneLine(error.param, 100);
  const { errors } = Stripe;
  if (error instanceof errors.StripeAuthenticationError)
    return failure('AUTHENTICATION_FAILED', 'Stripe did not accept the secret key.', {
      status,
      details,
    });
  if (error instanceof errors.StripePermissionError)
    return failure('PERMISSION_DENIED', `Stripe refused: ${said(error)}`, { status, details });
  if (error instanceof errors.StripeCardError) {
    if (error.decline_code) details.decline_code = error.decline_code;
    return failure('CARD_DECLINED', said(error), { status, details });
  }
  if (error instanceof errors.StripeIdempotencyError)
    return failure('IDEMPOTENCY_CONFLICT', `Stripe refused: ${said(error)}`, { status, details });
  if (status === 409)
    return failure('CONFLICT', `Stripe refused: ${said(error)}`, {
      status,
      details,
      retryable: true,
    });
  const code = status === 404 || error.code === 'resource_missing' ? 'NOT_FOUND' : 'VENDOR_REFUSED';
  return failure(code, `Stripe refused: ${said(error)}`, { status, details });
}

function asFailure(error: unknown, last: Last): ConnectorError {
  const known = commonFailure(error, last, 'Stripe');
  if (known) return known;
  if (error instanceof Stripe.errors.StripeError && error.statusCode !== undefined)
    return refused(error);
  return failure('NETWORK', 'Stripe’s answer did not arrive whole.', { retryable: true });
}

/** Ids of what it belongs to instead of the things themselves, when they were expanded. */
const flat = (value: unknown): Json =>
  Object.fromEntries(
    Object.entries(value as JsonObject).map(([key, it]) => [
      key,
      key !== 'metadata' && it && typeof it === 'object' && 'id' in it ? (it.id as Json) : it,
    ]),
  );

async function ask(
  call: Call,
  work: (stripe: Stripe, options: Stripe.RequestOptions) => Promise<unknown>,
): Promise<Json> {
  const { stripe, last } = client(call);
  try {
    return flat(await work(stripe, { idempotencyKey: sendableKey(call.idempotencyKey) }));
  } catch (error) {
    throw asFailure(error, last);
  }
}

function currencyOf(call: Call): string {
  const given = call.input.currency ?? call.config.defaultCurrency;
  if (typeof given === 'string') return given;
  throw failure(
    'INVALID_INPUT',
    'The input is not right: currency is required, or a defaultCurrency in the connector’s config.',
    {
      details: { currency: 'is required' },
    },
  );
}

/** Nobody is there to be sent to a bank's page when a workflow confirms. */
function methods({ input }: Call): JsonObject {
  if (input.payment_method_types) return {};
  return {
    automatic_payment_methods: {
      enabled: true,
      ...(input.confirm === true && { allow_redirects: 'never' }),
    },
  };
}

export const stripe: Vendor = {
  actions: {
    create_customer: (call) =>
      ask(call, (api, options) => api.customers.create(call.input as never, options)),
    create_invoice: (call) =>
      ask(call, (api, options) => api.invoices.create(call.input as never, options)),
    create_invoice_item: (call) =>
      ask(call, (api, options) =>
        api.invoiceItems.create({ ...call.input, currency: currencyOf(call) } as never, options),
      ),
    create_payment_intent: (call) =>
      ask(call, (api, options) =>
        api.paymentIntents.create(
          { ...methods(call), ...call.input, currency: currencyOf(call) } as never,
          options,
        ),
      ),
    retrieve_customer: (call) =>
      ask(call, (api) => api.customers.retrieve(String(call.input.customer))),
  },
  test: async (call) => {
    const balance = (await ask(call, (api) => api.balance.retrieve())) as JsonObject;
    const live = balance.livemode === true;
    return {
      message: `The key works, in ${live ? 'live' : 'test'} mode.`,
      details: { livemode: live },
    };
  },
};
