import { createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

type Fields = Record<string, unknown>;

export interface StripeCall {
  method: string;
  path: string;
  /** the form of the request, with its brackets unfolded */
  params: Fields;
  idempotencyKey: string | undefined;
}

interface Fault {
  status: number;
  error: { type: string; code?: string; message: string };
}

/** A server that speaks Stripe's wire format on a random port of 127.0.0.1. Close it, or the process stays. */
export interface FakeStripe {
  key: string;
  host: string;
  port: number;
  calls: StripeCall[];
  /** what the next requests are answered, in order; `reset` breaks the connection */
  failNext(...faults: (Fault | 'reset')[]): void;
  close(): Promise<void>;
}

/** `line_items[0][price_data][unit_amount]=1000` as nested objects and arrays. */
export function unfold(form: string): Fields {
  const out: Fields = {};
  for (const [name, value] of new URLSearchParams(form)) {
    const path = [...name.matchAll(/[^[\]]+/g)].map(([part]) => part);
    let at: Fields = out;
    for (const part of path.slice(0, -1)) {
      at[part] ??= {};
      at = at[part] as Fields;
    }
    at[path.at(-1) as string] = value;
  }
  return out;
}

const id = (prefix: string) => `${prefix}_${randomBytes(12).toString('hex')}`;
const now = () => Math.floor(Date.now() / 1000);

const card = (code: string, message: string): Fault => ({
  status: 402,
  error: { type: 'card_error', code, message },
});

type Resource = (params: Fields) => Fields | Fault;

const RESOURCES: Record<string, Resource> = {
  'POST /v1/customers': (p) => ({ ...p, id: id('cus'), object: 'customer', created: now() }),
  'POST /v1/checkout/sessions': (p) => {
    if (!p.mode) return missing('mode');
    const session = id('cs_test');
    const items = Object.values((p.line_items ?? {}) as Record<string, Fields>);
    const total = items.reduce(
      (sum, item) =>
        sum + Number(item.quantity) * Number((item.price_data as Fields | undefined)?.unit_amount),
      0,
    );
    return {
      id: session,
      object: 'checkout.session',
      mode: p.mode,
      customer: p.customer ?? null,
      client_reference_id: p.client_reference_id ?? null,
      metadata: p.metadata ?? {},
      amount_total: total,
      currency: 'usd',
      payment_intent: null,
      payment_status: 'unpaid',
      status: 'open',
      url: `https://checkout.stripe.com/c/pay/${session}`,
    };
  },
  'POST /v1/payment_intents': (p) => {
    if (!p.amount) return missing('amount');
    if (p.payment_method === 'pm_declined') return card('card_declined', 'Your card was declined.');
    if (p.payment_method === 'pm_authenticate')
      return card('authentication_required', 'The bank wants the payment confirmed.');
    return {
      id: id('pi'),
      object: 'payment_intent',
      amount: Number(p.amount),
      amount_received: Number(p.amount),
      currency: p.currency,
      customer: p.customer,
      payment_method: p.payment_method,
      metadata: p.metadata ?? {},
      status: 'succeeded',
    };
  },
  'POST /v1/invoices': (p) => {
    if (!p.customer) return missing('customer');
    return {
      ...p,
      id: id('in'),
      object: 'invoice',
      status: 'draft',
      amount_due: 0,
      created: now(),
    };
  },
  'POST /v1/invoiceitems': (p) => {
    if (!p.customer) return missing('customer');
    return { ...p, id: id('ii'), object: 'invoiceitem', amount: Number(p.amount) };
  },
  'GET /v1/balance': () => ({ object: 'balance', livemode: false, available: [], pending: [] }),
  'POST /v1/billing_portal/sessions': (p) => {
    if (!p.customer) return missing('customer');
    const session = id('bps');
    return {
      id: session,
      object: 'billing_portal.session',
      customer: p.customer,
      url: `https://billing.stripe.com/p/session/${session}`,
    };
  },
};

const missing = (param: string): Fault => ({
  status: 400,
  error: { type: 'invalid_request_error', message: `Missing required param: ${param}.` },
});

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

export async function startStripe(): Promise<FakeStripe> {
  const key = id('sk_test');
  const calls: StripeCall[] = [];
  const answered = new Map<string, { form: string; answer: Fields | Fault }>();
  const faults: (Fault | 'reset')[] = [];
  const customers = new Map<string, Fields>();

  function answer(method: string, path: string, form: string, idempotencyKey?: string) {
    const before = idempotencyKey && answered.get(idempotencyKey);
    if (before)
      return before.form === form
        ? { given: before.answer, replayed: true }
        : {
            given: {
              status: 400,
              error: {
                type: 'idempotency_error',
                message: 'Keys for idempotent requests can only be used with the same parameters.',
              },
            } satisfies Fault,
            replayed: false,
          };
    const resource = RESOURCES[`${method} ${path}`];
    const customer = method === 'GET' && customers.get(path.replace('/v1/customers/', ''));
    const given = customer
      ? customer
      : resource
        ? resource(unfold(form))
        : ({
            status: 404,
            error: { type: 'invalid_request_error', message: `Unrecognized request URL ${path}.` },
          } satisfies Fault);
    if (idempotencyKey) answered.set(idempotencyKey, { form, answer: given });
    if ('object' in given && given.object === 'customer') customers.set(String(given.id), given);
    return { given, replayed: false };
  }

  const server = createServer(async (request, response) => {
    const form = await textOf(request);
    const [path = ''] = (request.url ?? '').split('?');
    const method = request.method ?? '';
    const header = request.headers['idempotency-key'];
    const idempotencyKey = Array.isArray(header) ? header[0] : header;
    calls.push({ method, path, params: unfold(form), idempotencyKey });
    const send = (status: number, body: object, replayed = false) =>
      response
        .writeHead(status, {
          'content-type': 'application/json',
          'request-id': id('req'),
          ...(replayed && { 'idempotent-replayed': 'true' }),
        })
        .end(JSON.stringify(body));
    const fault = faults.shift();
    if (fault === 'reset') return void response.destroy();
    if (fault) return void send(fault.status, { error: fault.error });
    if (request.headers.authorization !== `Bearer ${key}`)
      return void send(401, {
        error: { type: 'invalid_request_error', message: 'Invalid API Key provided.' },
      });
    const { given, replayed } = answer(method, path, form, idempotencyKey);
    if ('error' in given) send(given.status as number, { error: given.error }, replayed);
    else send(200, given, replayed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    key,
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    calls,
    failNext: (...next) => void faults.push(...next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** An event as Stripe would send it: its bytes and the header that signs them. */
export function stripeEvent(
  type: string,
  object: Fields,
  secret: string,
  given: { id?: string; created?: number; at?: number } = {},
) {
  const event = {
    id: given.id ?? id('evt'),
    object: 'event',
    api_version: '2026-10-29',
    created: given.created ?? now(),
    livemode: false,
    type,
    data: { object },
  };
  const body = JSON.stringify(event);
  const at = given.at ?? now();
  const mac = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
  return { id: event.id, body, headers: { 'stripe-signature': `t=${at},v1=${mac}` } };
}
