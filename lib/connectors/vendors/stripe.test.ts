import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ConnectorError } from '@/lib/connectors/error';
import { runAction } from '@/lib/connectors/run-action';
import { testConnector } from '@/lib/connectors/test-connection';
import type { Ctx } from '@/lib/core/context';
import { overrideEnv } from '@/lib/core/env';
import type { JsonObject } from '@/lib/engine/json';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { makeConnector, makeCredential } from '@/lib/testing/factories/connector-resources';
import { type FakeStripe, startStripe } from '@/lib/testing/vendors/stripe';

let drop: () => Promise<void>;
let ctx: Ctx;
let stripe: FakeStripe;
let host: string;
let connectorId: string;

const connect = async (key: string) => {
  const credentialId = await makeCredential(ctx, {
    provider: 'stripe',
    data: { secret_key: key },
    metadata: { allowed_hosts: [host] },
  });
  const config = { baseUrl: `http://${host}`, defaultCurrency: 'usd' };
  return makeConnector(ctx, { type: 'stripe', credentialId, config });
};

beforeAll(async () => {
  ({ drop } = await testDatabase());
  stripe = await startStripe();
  host = `${stripe.host}:${stripe.port}`;
  overrideEnv({ EGRESS_ALLOW: host });
  ({ ctx } = await makeOrganization());
  connectorId = await connect(stripe.key);
});
afterAll(async () => {
  await stripe.close();
  await drop();
});
beforeEach(() => {
  stripe.calls.length = 0;
});

const usedBy = { type: 'execution', id: 'x' };
const run = (action: string, input: JsonObject, idempotencyKey = 'key-1', id = connectorId) =>
  runAction(ctx, { connectorId: id, action, input }, { idempotencyKey, usedBy });

const failing = (promise: Promise<unknown>): Promise<ConnectorError['error']> =>
  promise.then(
    () => expect.unreachable('it did not fail'),
    (error: ConnectorError) => error.error,
  );

test('a customer, an item, an invoice and a payment are made, each with its key', async () => {
  const made = { email: 'ada@example.com', name: 'Ada', metadata: { plan: 'pro' } };
  const customer = (await run('create_customer', made, 'k-customer')) as JsonObject;
  expect(customer).toMatchObject({ id: expect.stringMatching(/^cus_/), ...made });
  const id = String(customer.id);
  expect(await run('retrieve_customer', { customer: id })).toMatchObject({ id, name: 'Ada' });
  const item = { customer: id, amount: 1500, description: 'Seats' };
  expect(await run('create_invoice_item', item, 'k-item')).toMatchObject({ amount: 1500 });
  expect(await run('create_invoice', { customer: id }, 'k-invoice')).toMatchObject({
    status: 'draft',
  });
  const paid = await run('create_payment_intent', { amount: 2000, customer: id }, 'k-pay');
  expect(paid).toMatchObject({ amount: 2000, currency: 'usd', status: 'succeeded' });
  expect(stripe.calls.map((it) => [it.method, it.path, it.idempotencyKey])).toEqual([
    ['POST', '/v1/customers', 'k-customer'],
    ['GET', `/v1/customers/${id}`, undefined],
    ['POST', '/v1/invoiceitems', 'k-item'],
    ['POST', '/v1/invoices', 'k-invoice'],
    ['POST', '/v1/payment_intents', 'k-pay'],
  ]);
});

test('a repeated attempt makes nothing new', async () => {
  const first = await run('create_customer', { name: 'Bob' }, 'same');
  expect(await run('create_customer', { name: 'Bob' }, 'same')).toEqual(first);
  expect((await failing(run('create_customer', { name: 'Eve' }, 'same'))).code).toBe(
    'IDEMPOTENCY_CONFLICT',
  );
});

test('what a payment’s client needs never reaches the output', async () => {
  const paid = await run('create_payment_intent', { amount: 100 }, 'secretless');
  expect(JSON.stringify(paid)).not.toContain('client_secret');
});

test.each([
  [
    402,
    { type: 'card_error', code: 'card_declined', message: 'Your card was declined.' },
    'CARD_DECLINED',
    false,
  ],
  [400, { type: 'invalid_request_error', message: 'No such plan' }, 'VENDOR_REFUSED', false],
  [
    404,
    { type: 'invalid_request_error', code: 'resource_missing', message: 'No such customer' },
    'NOT_FOUND',
    false,
  ],
  [
    403,
    { type: 'invalid_request_error', message: 'The provided key does not have access' },
    'PERMISSION_DENIED',
    false,
  ],
  [
    409,
    { type: 'invalid_request_error', code: 'lock_timeout', message: 'locked' },
    'CONFLICT',
    true,
  ],
  [
    429,
    { type: 'invalid_request_error', code: 'rate_limit', message: 'slow' },
    'RATE_LIMITED',
    true,
  ],
  [500, { type: 'api_error', message: 'oops' }, 'UNAVAILABLE', true],
])('%i %o is %s', async (status, error, code, retryable) => {
  stripe.failNext({ status, error });
  const told = await failing(run('create_customer', {}, `fault ${status}`));
  expect(told).toMatchObject({ code, status, retryable });
  expect(stripe.calls).toHaveLength(1);
});

test('a connection that breaks may be tried again', async () => {
  stripe.failNext('reset');
  expect(await failing(run('create_customer', {}, 'broken'))).toMatchObject({
    code: 'NETWORK',
    retryable: true,
  });
});

test('a wrong key is said so, and never shown', async () => {
  const wrong = await connect('sk_test_wrong_key_1234567890');
  const error = await failing(run('create_customer', {}, 'wrong', wrong));
  expect(error).toMatchObject({ code: 'AUTHENTICATION_FAILED', status: 401, retryable: false });
  expect(JSON.stringify(error)).not.toContain('sk_test');
  expect(await testConnector(ctx, wrong)).toMatchObject({
    ok: false,
    code: 'AUTHENTICATION_FAILED',
  });
  expect(await testConnector(ctx, connectorId)).toMatchObject({
    ok: true,
    details: { livemode: false },
  });
});
