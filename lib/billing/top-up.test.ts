import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chargeSavedCard } from '@/lib/billing/charge-card';
import { watchBalance } from '@/lib/billing/watch-balance';
import { type Ctx, transaction } from '@/lib/core/context';
import { pool } from '@/lib/core/db/pool';
import { overrideEnv } from '@/lib/core/env';
import { newId } from '@/lib/core/ids';
import { hold, settle } from '@/lib/credits/hold';
import { microOf } from '@/lib/credits/money';
import { call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { type FakeStripe, startStripe, stripeEvent } from '@/lib/testing/vendors/stripe';

const SECRET = 'whsec_of_this_file';

let drop: () => Promise<void>;
let stripe: FakeStripe;
let ctx: Ctx;
let headers: Record<string, string>;
let restore = () => {};

beforeAll(async () => {
  ({ drop } = await testDatabase());
  stripe = await startStripe();
});
afterAll(async () => {
  await stripe.close();
  await drop();
});
beforeEach(async () => {
  ({ ctx, headers } = await makeOrganization());
  stripe.calls.length = 0;
});
afterEach(() => restore());

const pointAtStripe = () => {
  restore = overrideEnv({
    STRIPE_SECRET_KEY: stripe.key,
    STRIPE_WEBHOOK_SECRET: SECRET,
    STRIPE_API_HOST: stripe.host,
    STRIPE_API_PORT: stripe.port,
    STRIPE_API_PROTOCOL: 'http',
  });
};

const ask = (method: string, path: string, body?: unknown) => call(method, path, { headers, body });
const topUp = (body: unknown = { package: 'starter', credits: 1000 }) =>
  ask('POST', '/api/credits/topup', body);
const credits = async () =>
  ((await ask('GET', '/api/credits/balance')).json as { credits: number }).credits;
const tell = (type: string, object: Record<string, unknown>) => {
  const { body, headers } = stripeEvent(type, object, SECRET);
  return call('POST', '/api/stripe/webhook', { body, headers });
};
const mails = async () => {
  const { rows } = await pool().query<{ about: string }>(
    `SELECT data->'payload'->'letter'->>'about' AS about FROM pgboss.job
     WHERE name = 'billing.mail' AND data->>'organizationId' = $1 ORDER BY created_on`,
    [ctx.organizationId],
  );
  return rows.map(({ about }) => about);
};

describe('with Stripe', () => {
  beforeEach(pointAtStripe);

  test('a top-up answers the checkout page, and grants when Stripe says it is paid', async () => {
    const answer = await topUp();
    expect(answer.status, answer.text).toBe(200);
    const { sessionUrl, sessionId, orderId } = answer.json as Record<string, string>;
    expect(sessionUrl).toBe(`https://checkout.stripe.com/c/pay/${sessionId}`);
    const create = stripe.calls.find((c) => c.path === '/v1/checkout/sessions');
    expect(create).toMatchObject({
      idempotencyKey: `order:${orderId}`,
      params: {
        mode: 'payment',
        client_reference_id: orderId,
        metadata: { order_id: orderId },
        payment_intent_data: { setup_future_usage: 'off_session' },
        line_items: { 0: { price_data: { unit_amount: '1000', currency: 'usd' } } },
      },
    });
    expect(await credits()).toBe(0);
    const object = {
      id: sessionId,
      payment_status: 'paid',
      payment_intent: `pi_${orderId}`,
      amount_total: 1000,
      currency: 'usd',
    };
    expect((await tell('checkout.session.completed', object)).status).toBe(200);
    expect(await credits()).toBe(1000);
    const order = await ask('GET', `/api/credits/topup/${orderId}`);
    expect(order.json).toMatchObject({
      status: 'paid',
      credits: 1000,
      paid_at: expect.any(String),
    });
  });

  test('one organization is one customer, however many top-ups there are', async () => {
    await Promise.all([topUp(), topUp(), topUp()]);
    await topUp({ package: 'team' });
    const customers = stripe.calls
      .filter((c) => c.path === '/v1/checkout/sessions')
      .map((c) => c.params.customer);
    expect(customers).toHaveLength(4);
    expect(new Set(customers).size).toBe(1);
  });

  test.each([
    [{ package: 'starter', credits: 5000 }, 'credits'],
    [{ package: 'nothing' }, 'package'],
    [{ credits: 1000 }, 'package'],
  ])('%j is 400 and asks Stripe nothing', async (body, field) => {
    const answer = await topUp(body);
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ details: { [field]: expect.any(String) } });
    expect(stripe.calls).toEqual([]);
    expect(await ctx.db.topUpOrder.count()).toBe(0);
  });

  test('a refusal of Stripe is 503 with a sentence, and the order is failed', async () => {
    stripe.failNext({ status: 401, error: { type: 'invalid_request_error', message: 'No' } });
    const answer = await topUp();
    expect(answer.status).toBe(503);
    expect(answer.json).toMatchObject({ error: expect.stringContaining('STRIPE_SECRET_KEY') });
    expect(await ctx.db.topUpOrder.findMany()).toMatchObject([{ status: 'failed' }]);
  });

  test('a broken connection is tried again with the same key', async () => {
    stripe.failNext('reset');
    expect((await topUp()).status).toBe(200);
    expect(stripe.calls[0]?.idempotencyKey).toBe(stripe.calls[1]?.idempotencyKey);
  });

  test('the portal is a page of Stripe for this customer', async () => {
    const answer = await ask('POST', '/api/billing/portal');
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json).toEqual({
      url: expect.stringMatching(/^https:\/\/billing\.stripe\.com\/p\/session\//),
    });
  });
});

describe('without a key', () => {
  test('development pays on a local page, over the same code as Stripe’s events', async () => {
    const { sessionUrl, orderId } = (await topUp()).json as Record<string, string>;
    expect(sessionUrl).toMatch(new RegExp(`/billing/checkout/${orderId}$`));
    const paid = await ask('POST', `/api/billing/checkout/${orderId}`, { outcome: 'pay' });
    expect(paid.json, paid.text).toMatchObject({ status: 'paid' });
    expect(await credits()).toBe(1000);
    expect((await ask('GET', '/api/billing/settings')).json).toMatchObject({
      payments: 'local',
      saved_card: true,
    });
    expect((await ask('GET', '/api/billing/invoices')).json).toMatchObject({ total: 1 });
    const again = await ask('POST', `/api/billing/checkout/${orderId}`, { outcome: 'pay' });
    expect(again.status).toBe(409);
    expect(await credits()).toBe(1000);
  });

  test('a cancelled local checkout grants nothing', async () => {
    const { orderId } = (await topUp()).json as Record<string, string>;
    const answer = await ask('POST', `/api/billing/checkout/${orderId}`, { outcome: 'cancel' });
    expect(answer.json).toMatchObject({ status: 'expired' });
    expect(await credits()).toBe(0);
  });

  test('production says which setting is missing, and has no local page', async () => {
    const { orderId } = (await topUp()).json as Record<string, string>;
    restore = overrideEnv({ mode: 'production' });
    const refused = await topUp();
    expect(refused.status).toBe(503);
    expect(refused.json).toMatchObject({ error: expect.stringContaining('STRIPE_SECRET_KEY') });
    const page = await ask('POST', `/api/billing/checkout/${orderId}`, { outcome: 'pay' });
    expect(page.status).toBe(404);
    const { body, headers: signed } = stripeEvent('x', {}, 'whsec_guess');
    const hook = await call('POST', '/api/stripe/webhook', { body, headers: signed });
    expect(hook.status).toBe(503);
  });
});

describe('automatic top-ups and the mail', () => {
  async function prepare(card: string, more = {}) {
    pointAtStripe();
    await ctx.db.billingSettings.create({
      data: {
        organizationId: ctx.organizationId,
        stripeCustomerId: `cus_${ctx.organizationId}`,
        paymentMethodId: card,
      },
    });
    const answer = await ask('PATCH', '/api/billing/settings', {
      auto_top_up: true,
      auto_top_up_package: 'starter',
      auto_top_up_below: 100,
      ...more,
    });
    expect(answer.status, answer.text).toBe(200);
  }
  const charge = async () => {
    const [order] = await ctx.db.topUpOrder.findMany({ where: { status: 'open' } });
    if (order) await chargeSavedCard(ctx, { orderId: order.id }, { last: false });
    return order;
  };
  const charges = () => stripe.calls.filter((c) => c.path === '/v1/payment_intents').length;

  test('one charge at a time, however often the balance is looked at', async () => {
    await prepare('pm_good');
    await Promise.all(Array.from({ length: 10 }, () => watchBalance(ctx)));
    expect(await ctx.db.topUpOrder.count()).toBe(1);
    const order = await charge();
    await charge();
    expect(charges()).toBe(2);
    expect(new Set(stripe.calls.map((c) => c.idempotencyKey))).toEqual(
      new Set([`order:${order?.id}`]),
    );
    expect(await credits()).toBe(0);
    const { paymentIntentId } = await ctx.db.topUpOrder.findFirstOrThrow();
    await tell('payment_intent.succeeded', {
      id: paymentIntentId,
      metadata: { order_id: order?.id },
      amount_received: 1000,
      currency: 'usd',
    });
    expect(await credits()).toBe(1000);
    await watchBalance(ctx);
    expect(await ctx.db.topUpOrder.count()).toBe(1);
  });

  test('three refused charges in a row are mailed and switch it off', async () => {
    await prepare('pm_declined');
    for (let i = 0; i < 5; i++) {
      await watchBalance(ctx);
      await charge();
      // A refused card is left alone for an hour.
      await watchBalance(ctx);
      expect(await ctx.db.topUpOrder.count({ where: { status: 'open' } })).toBe(0);
      const createdAt = new Date(Date.now() - 2 * 3600_000);
      await ctx.db.topUpOrder.updateMany({ data: { createdAt } });
    }
    expect(charges()).toBe(3);
    expect(await mails()).toEqual(['top_up_failed', 'top_up_failed', 'top_up_failed']);
    expect((await ask('GET', '/api/billing/settings')).json).toMatchObject({
      auto_top_up: false,
      auto_top_up_failures: 3,
    });
  });

  test('the same refusal told by the API and by an event counts once', async () => {
    await prepare('pm_declined');
    const order = await charge();
    await tell('payment_intent.payment_failed', {
      id: 'pi_x',
      metadata: { order_id: order?.id },
      last_payment_error: { message: 'Your card was declined.' },
    });
    expect(await mails()).toEqual(['top_up_failed']);
  });

  test('a Stripe that is out of reach is tried again, and fails the order at the last try', async () => {
    await prepare('pm_good');
    const [order] = await ctx.db.topUpOrder.findMany();
    stripe.failNext('reset', 'reset', 'reset', 'reset', 'reset', 'reset');
    const payload = { orderId: order?.id as string };
    await expect(chargeSavedCard(ctx, payload, { last: false })).rejects.toThrow();
    expect(await ctx.db.topUpOrder.findFirst()).toMatchObject({ status: 'open' });
    await expect(chargeSavedCard(ctx, payload, { last: true })).rejects.toThrow();
    expect(await ctx.db.topUpOrder.findFirst()).toMatchObject({ status: 'failed' });
  });

  test('switching it on needs a card, a package and a threshold', async () => {
    const on = { auto_top_up: true, auto_top_up_package: 'starter', auto_top_up_below: 5 };
    expect((await ask('PATCH', '/api/billing/settings', on)).status).toBe(409);
    const lacking = await ask('PATCH', '/api/billing/settings', { auto_top_up: true });
    expect(lacking.status).toBe(400);
    expect((await ask('GET', '/api/billing/settings')).json).toMatchObject({ auto_top_up: false });
  });

  test('a low balance is mailed once until a top-up', async () => {
    const buy = async () => {
      const { orderId } = (await topUp()).json as Record<string, string>;
      await ask('POST', `/api/billing/checkout/${orderId}`, { outcome: 'pay' });
      await watchBalance(ctx);
    };
    const spend = async (amount: number) => {
      const id = await transaction(ctx, (tx) =>
        hold(tx, {
          amount: microOf(amount),
          description: 'Work',
          reference: { type: 'execution', id: newId() },
        }),
      );
      await settle(ctx, id, microOf(amount));
      await watchBalance(ctx);
    };
    await buy();
    await ask('PATCH', '/api/billing/settings', { low_balance_below: 500 });
    await spend(400);
    expect(await mails()).toEqual([]);
    await spend(200);
    await spend(100);
    expect(await mails()).toEqual(['low_balance']);
    await buy();
    await spend(900);
    expect(await mails()).toEqual(['low_balance', 'low_balance']);
  });
});
