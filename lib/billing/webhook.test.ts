import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dispatchPlain } from '@/lib/api/dispatch';
import { webServer } from '@/lib/api/http/server';
import { MAKERS } from '@/lib/billing/effects';
import { type Ctx, transaction } from '@/lib/core/context';
import { pool } from '@/lib/core/db/pool';
import { overrideEnv } from '@/lib/core/env';
import { newId } from '@/lib/core/ids';
import { hold } from '@/lib/credits/hold';
import { microOf } from '@/lib/credits/money';
import { call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { stripeEvent } from '@/lib/testing/vendors/stripe';

const SECRET = 'whsec_test_secret_of_this_file';
const CREDITS = 1000;
const CENTS = 1000;

let drop: () => Promise<void>;
beforeAll(async () => {
  ({ drop } = await testDatabase());
  overrideEnv({ STRIPE_SECRET_KEY: 'sk_test_x', STRIPE_WEBHOOK_SECRET: `whsec_old,${SECRET}` });
});
afterAll(() => drop());

let ctx: Ctx;
let headers: Record<string, string>;
let order: { id: string; sessionId: string; paymentIntentId: string };

beforeEach(async () => {
  ({ ctx, headers } = await makeOrganization());
  order = await makeOrder();
});

async function makeOrder(more: { automatic?: boolean } = {}) {
  const id = newId();
  const names = { sessionId: `cs_${id}`, paymentIntentId: `pi_${id}` };
  await ctx.db.topUpOrder.create({
    data: {
      id,
      organizationId: ctx.organizationId,
      package: 'starter',
      credits: microOf(CREDITS),
      amountCents: CENTS,
      sessionId: names.sessionId,
      ...more,
    },
  });
  return { id, ...names };
}

type Made = ReturnType<typeof stripeEvent>;
const event = (type: string, object: Record<string, unknown>, more = {}) =>
  stripeEvent(type, object, SECRET, more);
const send = ({ body, headers }: Made) => call('POST', '/api/stripe/webhook', { body, headers });

async function accepted(made: Made) {
  const answer = await send(made);
  expect(answer.status, answer.text).toBe(200);
  expect(answer.json).toEqual({ received: true });
}

const metadata = () => ({ order_id: order.id });
const session = (type: string, more = {}) =>
  event(`checkout.session.${type}`, {
    id: order.sessionId,
    metadata: metadata(),
    payment_status: 'paid',
    payment_intent: order.paymentIntentId,
    amount_total: CENTS,
    currency: 'usd',
    ...more,
  });
const intent = (type: string, more = {}) =>
  event(`payment_intent.${type}`, {
    id: order.paymentIntentId,
    metadata: metadata(),
    amount_received: CENTS,
    currency: 'usd',
    ...more,
  });
const refunded = (amount: number) =>
  event('charge.refunded', {
    id: `ch_${order.id}`,
    payment_intent: order.paymentIntentId,
    amount_refunded: amount,
  });
const refund = (type: string, id: string, amount: number, status: string) =>
  event(type, {
    id: `re_${id}_${order.id}`,
    payment_intent: order.paymentIntentId,
    amount,
    status,
  });
const dispute = (type: string, status: string, amount = CENTS) =>
  event(`charge.dispute.${type}`, {
    id: `dp_${order.id}`,
    payment_intent: order.paymentIntentId,
    amount,
    status,
  });

/** What the organization owns: its wallet less what it owes. Checks the ledger on the way. */
async function owned(of = ctx): Promise<number> {
  const { rows } = await pool().query<{ kind: string; posted: string; entries: string }>(
    `SELECT kind, posted, (SELECT coalesce(sum(amount), 0) FROM ledger_entries WHERE account_id = a.id) AS entries
     FROM ledger_accounts a WHERE organization_id = $1`,
    [of.organizationId],
  );
  let sum = 0n;
  for (const { kind, posted, entries } of rows) {
    expect(posted, kind).toBe(entries);
    if (kind === 'wallet') expect(Number(posted)).toBeGreaterThanOrEqual(0);
    if (kind === 'wallet' || kind === 'debt') sum += BigInt(posted);
  }
  return Number(sum) / 1e6;
}
const status = async () =>
  ((await call('GET', `/api/credits/topup/${order.id}`, { headers })).json as { status: string })
    .status;

describe('the signature', () => {
  test('the SDK of Stripe accepts what we verify, and we accept what it signs', async () => {
    const made = session('completed');
    const header = made.headers['stripe-signature'];
    expect(Stripe.webhooks.constructEvent(made.body, header, SECRET).id).toBe(made.id);
    const theirs = Stripe.webhooks.generateTestHeaderString({ payload: made.body, secret: SECRET });
    await accepted({ ...made, headers: { 'stripe-signature': theirs } });
    expect(await owned()).toBe(CREDITS);
  });

  test('a body of any media type is taken as it is', async () => {
    const made = session('completed');
    const types = ['text/plain', 'application/x-www-form-urlencoded', 'application/octet-stream'];
    for (const type of types)
      await accepted({ ...made, headers: { ...made.headers, 'content-type': type } as never });
    expect(await owned()).toBe(CREDITS);
  });

  test('over a socket the bytes are verified as they came, in pieces and odd spacing', async () => {
    const web = webServer({
      api: (request, url) => dispatchPlain(request, url),
      isApi: () => true,
      pages: async () => {},
      trustProxy: false,
    });
    await new Promise<void>((resolve) => web.server.listen(0, '127.0.0.1', resolve));
    const { port } = web.server.address() as AddressInfo;
    const made = session('completed');
    const spaced = ` ${made.body.replaceAll(',', ' ,\n')}\n`;
    const header = Stripe.webhooks.generateTestHeaderString({ payload: spaced, secret: SECRET });
    const pieces = new ReadableStream<Uint8Array>({
      start(controller) {
        const bytes = Buffer.from(spaced);
        for (let i = 0; i < bytes.length; i += 40) controller.enqueue(bytes.subarray(i, i + 40));
        controller.close();
      },
    });
    const answer = await fetch(`http://127.0.0.1:${port}/api/stripe/webhook`, {
      method: 'POST',
      headers: { 'stripe-signature': header, 'content-type': 'application/json; charset=utf-8' },
      body: pieces,
      duplex: 'half',
    } as RequestInit);
    expect([answer.status, await answer.json()]).toEqual([200, { received: true }]);
    const big = await fetch(`http://127.0.0.1:${port}/api/stripe/webhook`, {
      method: 'POST',
      headers: { 'stripe-signature': header },
      body: Buffer.alloc(1024 * 1024 + 1, 32),
    });
    expect(big.status).toBe(413);
    web.server.closeAllConnections();
    await new Promise((resolve) => web.server.close(resolve));
    expect(await owned()).toBe(CREDITS);
  });

  test.each([
    ['one changed byte', (m: Made) => ({ ...m, body: m.body.replace('1000', '9000') })],
    ['another secret', (m: Made) => stripeEvent('x', {}, 'whsec_other', { id: m.id })],
    ['no header', (m: Made) => ({ ...m, headers: {} as never })],
    [
      'a header without a signature',
      (m: Made) => ({ ...m, headers: { 'stripe-signature': 't=1' } }),
    ],
  ])('%s is refused and grants nothing', async (_, change) => {
    const answer = await send(change(session('completed')));
    expect(answer.status).toBe(400);
    expect(await owned()).toBe(0);
  });

  test('timestamps more than five minutes from now are refused, past and future', async () => {
    const now = Math.floor(Date.now() / 1000);
    const body = { id: order.sessionId, payment_status: 'paid', metadata: metadata() };
    const at = (seconds: number) =>
      send(event('checkout.session.completed', body, { at: now + seconds }));
    expect((await at(-301 - 5)).status).toBe(400);
    expect((await at(301 + 5)).status).toBe(400);
    expect((await at(-240)).status).toBe(200);
    expect((await at(240)).status).toBe(200);
  });

  test('what is signed but not ours is accepted and changes nothing', async () => {
    await accepted(
      event('checkout.session.completed', {
        id: 'cs_live_xxx',
        metadata: { userId: newId(), credits: '1000' },
        payment_status: 'paid',
      }),
    );
    await accepted(
      event('charge.refunded', { id: 'ch_x', payment_intent: 'pi_x', amount_refunded: 5 }),
    );
    await accepted(event('some.new.type', {}));
    await accepted(event('charge.refunded', { id: 5 }));
    expect(await owned()).toBe(0);
  });
});

describe('payments', () => {
  test('a session that is completed but unpaid grants nothing until the money is there', async () => {
    await accepted(session('completed', { payment_status: 'unpaid' }));
    expect([await owned(), await status()]).toEqual([0, 'processing']);
    await accepted(session('async_payment_succeeded'));
    expect([await owned(), await status()]).toEqual([CREDITS, 'paid']);
  });

  test('a failed or expired payment grants nothing, and says so', async () => {
    await accepted(session('async_payment_failed', { payment_status: 'unpaid' }));
    expect([await owned(), await status()]).toEqual([0, 'failed']);
    order = await makeOrder();
    await accepted(session('expired', { payment_status: 'unpaid' }));
    expect([await owned(), await status()]).toEqual([0, 'expired']);
  });

  test('amounts come from the order: metadata cannot raise them, less money grants nothing', async () => {
    await accepted(session('completed', { amount_total: CENTS - 1 }));
    await accepted(session('completed', { currency: 'jpy' }));
    expect(await owned()).toBe(0);
    await accepted(session('completed', { metadata: { ...metadata(), credits: '999999' } }));
    expect(await owned()).toBe(CREDITS);
  });

  test('an invoice never goes back to an earlier state', async () => {
    const invoice = (type: string, state: string) =>
      event(`invoice.${type}`, {
        id: `in_${order.id}`,
        metadata: metadata(),
        number: state === 'draft' ? null : 'A-1',
        status: state,
        total: CENTS,
        currency: 'usd',
        hosted_invoice_url: 'https://invoice.stripe.com/i/x',
        created: 1_790_000_000,
      });
    await accepted(invoice('paid', 'paid'));
    await accepted(invoice('created', 'draft'));
    const page = (await call('GET', '/api/billing/invoices', { headers })).json;
    expect(page).toMatchObject({ total: 1, invoices: [{ status: 'paid', number: 'A-1' }] });
  });
});

describe('money that goes back', () => {
  test('a partial refund takes its share, the rest of it later its own', async () => {
    await accepted(session('completed'));
    await accepted(refunded(300));
    expect([await owned(), await status()]).toEqual([700, 'paid']);
    await accepted(refunded(1000));
    await accepted(refunded(300));
    expect([await owned(), await status()]).toEqual([0, 'refunded']);
  });

  test('a refund that fails gives the credits back', async () => {
    await accepted(session('completed'));
    await accepted(refund('refund.created', '1', 400, 'pending'));
    await accepted(refunded(400));
    expect(await owned()).toBe(600);
    await accepted(refund('refund.failed', '1', 400, 'failed'));
    await accepted(refund('refund.updated', '1', 400, 'succeeded'));
    expect(await owned()).toBe(1000);
  });

  test('a dispute takes the credits at once; won it gives them back, lost it does not', async () => {
    await accepted(session('completed'));
    await accepted(dispute('created', 'needs_response'));
    expect([await owned(), await status()]).toEqual([0, 'disputed']);
    await accepted(dispute('closed', 'won'));
    await accepted(dispute('funds_withdrawn', 'needs_response'));
    expect([await owned(), await status()]).toEqual([1000, 'paid']);
    order = await makeOrder();
    await accepted(session('completed'));
    await accepted(dispute('created', 'warning_needs_response'));
    expect(await owned()).toBe(2000);
    await accepted(dispute('closed', 'lost'));
    expect([await owned(), await status()]).toEqual([1000, 'refunded']);
  });

  test('what was spent or is held becomes a debt, which the next purchase pays first', async () => {
    await accepted(session('completed'));
    await transaction(ctx, (tx) =>
      hold(tx, {
        amount: microOf(600),
        description: 'Running',
        reference: { type: 'execution', id: newId() },
      }),
    );
    await accepted(refunded(1000));
    const balance = async () => (await call('GET', '/api/credits/balance', { headers })).json;
    expect(await balance()).toMatchObject({ credits: 0, held: 600, debt: 600 });
    order = await makeOrder();
    await accepted(session('completed'));
    expect(await balance()).toMatchObject({ credits: 400, held: 600, debt: 0 });
    expect(await owned()).toBe(1000);
  });
});

test('every event twenty times, shuffled, at once, with transactions that break: the balance is exact', async () => {
  // Breaks at commit, after all of an event's effect was written, one time in three.
  await pool().query(`
    CREATE SEQUENCE breaks;
    CREATE FUNCTION break_now() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF nextval('breaks') % 3 = 0 THEN RAISE EXCEPTION 'broken on purpose'; END IF; RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER break_now AFTER INSERT ON stripe_events
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION break_now();`);
  const tenants: { of: Ctx; expected: number; events: Made[] }[] = [];
  const tell = async (expected: number, ...makers: (() => Made)[]) => {
    ({ ctx } = await makeOrganization());
    order = await makeOrder();
    const paid = [
      () => session('completed'),
      () => intent('succeeded'),
      () => session('async_payment_succeeded'),
      () => session('expired', { payment_status: 'unpaid' }),
    ];
    tenants.push({ of: ctx, expected, events: [...paid, ...makers].map((make) => make()) });
  };
  await tell(1000);
  await tell(
    400,
    () => refunded(200),
    () => refunded(600),
  );
  await tell(
    750,
    () => refund('refund.created', 'a', 250, 'pending'),
    () => refund('refund.updated', 'a', 250, 'succeeded'),
    () => refund('refund.created', 'b', 500, 'pending'),
    () => refund('refund.failed', 'b', 500, 'failed'),
    () => refunded(250),
    () => refunded(750),
  );
  await tell(
    0,
    () => dispute('created', 'needs_response'),
    () => dispute('funds_withdrawn', 'under_review'),
    () => dispute('closed', 'lost'),
  );
  await tell(
    1000,
    () => dispute('created', 'needs_response'),
    () => dispute('funds_withdrawn', 'needs_response'),
    () => dispute('funds_reinstated', 'won'),
    () => dispute('closed', 'won'),
  );
  await tell(
    0,
    () => refunded(1000),
    () => refund('refund.created', 'a', 1000, 'succeeded'),
    () => dispute('created', 'needs_response', 400),
    () => dispute('closed', 'lost', 400),
  );

  // What says nothing new about the money, and failures beside a payment that came through.
  const notes = (number: string) =>
    [
      'created',
      'finalized',
      'updated',
      'payment_failed',
      'paid',
      'voided',
      'marked_uncollectible',
    ].map(
      (state) => () =>
        event(`invoice.${state}`, {
          id: `in_${order.id}`,
          metadata: metadata(),
          number,
          status: 'open',
          total: CENTS,
          currency: 'usd',
          created: 1_790_000_000,
        }),
    );
  await tell(
    600,
    () => session('async_payment_failed', { payment_status: 'unpaid' }),
    () => intent('payment_failed'),
    () => refund('charge.refund.updated', 'a', 400, 'succeeded'),
    () => dispute('updated', 'warning_under_review'),
    () => event('customer.updated', { id: `cus_${order.id}`, invoice_settings: {} }),
    () => event('payment_method.detached', { id: `pm_${order.id}`, customer: null }),
    ...notes('A-1'),
  );
  ({ ctx } = await makeOrganization());
  order = await makeOrder({ automatic: true });
  tenants.push({ of: ctx, expected: 0, events: [intent('payment_failed')] });

  // Several orders of one organization at once: they meet at the same wallet.
  ({ ctx } = await makeOrganization());
  const several: Made[] = [];
  for (let i = 0; i < 6; i++) {
    order = await makeOrder();
    several.push(session('completed'), intent('succeeded'), refunded(i * 100));
  }
  tenants.push({ of: ctx, expected: 6000 - 1500, events: several });

  const types = new Set(
    tenants.flatMap(({ events }) => events.map(({ body }) => JSON.parse(body).type)),
  );
  expect(types).toEqual(new Set(Object.keys(MAKERS)));
  const copies = tenants
    .flatMap(({ events }) => events)
    .flatMap((one) => Array<Made>(20).fill(one));
  for (let i = copies.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [copies[i], copies[j]] = [copies[j] as Made, copies[i] as Made];
  }
  let broken = 0;
  const lane = async () => {
    for (let next = copies.pop(); next; next = copies.pop())
      for (let tries = 0; tries < 50; tries++) {
        const { status } = await send(next);
        if (status === 200) break;
        expect(status).toBe(500);
        broken++;
      }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  await pool().query('DROP TRIGGER break_now ON stripe_events');
  expect(broken).toBeGreaterThan(3);
  for (const { of, expected } of tenants) expect(await owned(of)).toBe(expected);
}, 120_000);
