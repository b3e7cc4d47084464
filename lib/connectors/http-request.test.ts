import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ConnectorError } from '@/lib/connectors/error';
import { httpRequest } from '@/lib/connectors/http-request';
import { runAction } from '@/lib/connectors/run-action';
import { fillWith } from '@/lib/connectors/secrets';
import type { Ctx } from '@/lib/core/context';
import { overrideEnv } from '@/lib/core/env';
import type { JsonObject } from '@/lib/engine/json';
import { isRetryable } from '@/lib/engine/machine/retry';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { makeConnector, makeCredential } from '@/lib/testing/factories/connector-resources';
import { type Receiver, startReceiver } from '@/lib/testing/vendors/receiver';

let drop: () => Promise<void>;
let ctx: Ctx;
let api: Receiver;
let other: Receiver;
let base: string;

beforeAll(async () => {
  ({ drop } = await testDatabase());
  api = await startReceiver();
  other = await startReceiver();
  base = `http://${api.host}`;
  overrideEnv({ EGRESS_ALLOW: `${api.host},${other.host}` });
});
afterAll(async () => {
  await Promise.all([api.close(), other.close()]);
  await drop();
});
beforeEach(async () => {
  ({ ctx } = await makeOrganization());
  for (const receiver of [api, other]) {
    receiver.requests.length = 0;
    receiver.otherwise({
      status: 200,
      body: '{"ok":true}',
      headers: { 'content-type': 'application/json' },
    });
  }
});

const options = { idempotencyKey: 'run-7 step-2', usedBy: { type: 'execution', id: 'run-7' } };
const ask = (request: JsonObject, more = {}) =>
  httpRequest(ctx, { url: base, ...request }, { ...options, ...more });

const failing = (promise: Promise<unknown>): Promise<ConnectorError['error']> =>
  promise.then(
    () => expect.unreachable('it did not fail'),
    (error: ConnectorError) => error.error,
  );

test('a request carries what it was given, and answers status, headers and parsed data', async () => {
  api.script({
    status: 201,
    body: '{"id":7,"bad":"a\\u0000b"}',
    headers: { 'content-type': 'application/json', 'x-total': '1', 'set-cookie': 'a=b' },
  });
  const answer = await ask({
    method: 'post',
    url: `${base}/things?a=1`,
    query: { b: ['x', 'y'], c: 2, d: null },
    headers: { 'X-Custom': 'yes' },
    body: { name: 'thing' },
  });
  expect(answer).toMatchObject({
    status: 201,
    headers: { 'x-total': '1' },
    data: { id: 7, bad: 'a\ufffdb' },
  });
  expect(answer.headers).not.toHaveProperty('set-cookie');
  expect(api.requests[0]).toMatchObject({
    method: 'POST',
    path: '/things?a=1&b=x&b=y&c=2',
    body: '{"name":"thing"}',
    headers: {
      'x-custom': 'yes',
      'content-type': 'application/json',
      'idempotency-key': expect.stringMatching(/^[\da-f]{64}$/),
    },
  });
});

test('writes carry the same key on every attempt, reads none, and the step’s own key wins', async () => {
  await ask({ method: 'PUT', body: 'x' }, { idempotencyKey: 'k1' });
  await ask({ method: 'PUT', body: 'x' }, { idempotencyKey: 'k1' });
  await ask({ method: 'GET' }, { idempotencyKey: 'k1' });
  await ask({ method: 'DELETE', headers: { 'idempotency-key': 'mine' } });
  expect(api.requests.map((it) => it.headers['idempotency-key'])).toEqual([
    'k1',
    'k1',
    undefined,
    'mine',
  ]);
});

test('forms, texts and binary answers are what they are', async () => {
  await ask({
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: { a: '1 & 2', b: true },
  });
  await ask({ method: 'POST', body: 'plain' });
  expect(api.requests[0]?.body).toBe('a=1+%26+2&b=true');
  expect(api.requests[1]?.headers['content-type']).toBe('text/plain; charset=utf-8');
  api.script({
    status: 200,
    body: Buffer.from([1, 2, 255]),
    headers: { 'content-type': 'image/png' },
  });
  expect((await ask({})).data).toEqual({ encoding: 'base64', content: 'AQL/' });
  api.script({ status: 200, body: '{broken', headers: { 'content-type': 'application/json' } });
  expect((await ask({})).data).toBe('{broken');
  api.script({ status: 204 });
  expect(await ask({})).toMatchObject({ status: 204, data: null });
});

test.each([
  [404, false],
  [422, false],
  [408, true],
  [429, true],
  [500, true],
  [503, true],
])('status %i fails the step; trying again: %s', async (status, again) => {
  api.script({ status, body: 'why', headers: { 'retry-after': '3' } });
  const error = await failing(ask({}));
  expect(error).toMatchObject({
    code: `HTTP_${status}`,
    status,
    details: { body: 'why' },
    retryAfterMs: 3000,
  });
  expect(isRetryable(error)).toBe(again);
});

test('acceptStatus makes statuses an answer: some, or any', async () => {
  api.script({ status: 404 }, { status: 500 }, { status: 404 });
  expect((await ask({ acceptStatus: [200, 404] })).status).toBe(404);
  expect((await ask({ acceptStatus: 'any' })).status).toBe(500);
  expect((await failing(ask({ acceptStatus: [200] }))).code).toBe('HTTP_404');
});

const SHOWN = 'a-very-secret-value-42';
test.each([
  [{ authType: 'bearer', token: SHOWN }, 'authorization', `Bearer ${SHOWN}`],
  [
    { authType: 'basic', username: 'ada', password: SHOWN },
    'authorization',
    `Basic ${Buffer.from(`ada:${SHOWN}`).toString('base64')}`,
  ],
  [{ authType: 'api_key', header: 'X-Key', key: SHOWN }, 'x-key', SHOWN],
  [{ authType: 'api_key', key: SHOWN }, 'x-api-key', SHOWN],
])(
  'a credential of %o is sent, and an API that echoes it does not bring it into the run',
  async (data, header, value) => {
    const credentialId = await makeCredential(ctx, { data: data as never });
    api.otherwise((request) => ({
      status: 200,
      headers: { 'content-type': 'application/json', 'x-echo': String(request.headers[header]) },
      body: JSON.stringify({ got: request.headers, list: [value] }),
    }));
    const answer = await ask({ credentialId, headers: { Authorization: 'overridden?' } });
    expect(api.requests[0]?.headers[header]).toBe(value);
    expect(JSON.stringify(answer)).not.toContain(SHOWN);
    expect(JSON.stringify(answer)).not.toContain(Buffer.from(`ada:${SHOWN}`).toString('base64'));
    api.otherwise((request) => ({ status: 400, body: `bad key ${request.headers[header]}` }));
    expect(JSON.stringify(await failing(ask({ credentialId })))).not.toContain(SHOWN);
  },
);

test('a credential goes to no host but its own, by name and after a redirect', async () => {
  const data = { authType: 'bearer', token: SHOWN };
  const bound = await makeCredential(ctx, { data, metadata: { allowed_hosts: [api.host] } });
  expect(await failing(ask({ credentialId: bound, url: `http://${other.host}/` }))).toMatchObject({
    code: 'BLOCKED',
    retryable: false,
  });
  api.script({ status: 302, headers: { location: `http://${other.host}/take` } });
  expect((await failing(ask({ credentialId: bound }))).code).toBe('BLOCKED');
  expect(other.requests).toEqual([]);

  const free = await makeCredential(ctx, { data });
  api.script({ status: 302, headers: { location: `http://${other.host}/take` } });
  expect((await ask({ credentialId: free, headers: { 'X-Mine': 'also-private' } })).status).toBe(
    200,
  );
  expect(other.requests[0]?.headers).not.toHaveProperty('authorization');
  expect(other.requests[0]?.headers).not.toHaveProperty('x-mine');
});

test('a secret in a field is bound to its hosts like a credential, and hidden in what comes back', async () => {
  await makeCredential(ctx, {
    name: 'Weather key',
    provider: 'weather',
    data: { key: SHOWN },
    metadata: { allowed_hosts: [api.host] },
  });
  const holes = [{ path: ['headers', 'X-Key'], parts: ['k=', { secret: 'weather_key' }] }];
  const use = async (url: string) => {
    const blank = { url, headers: { 'X-Key': '' } };
    const { input, secrets } = await fillWith(ctx, blank, holes, options.usedBy);
    return httpRequest(ctx, input as JsonObject, { ...options, secrets });
  };
  api.otherwise((request) => ({ status: 200, body: String(request.headers['x-key']) }));
  expect((await use(base)).data).toBe('k=••••••••');
  expect(api.requests[0]?.headers['x-key']).toBe(`k=${SHOWN}`);
  await expect(use(`http://${other.host}/`)).rejects.toMatchObject({ error: { code: 'BLOCKED' } });
  expect(other.requests).toEqual([]);
});

test('a vendor’s credential may be used over HTTP, at its vendor only', async () => {
  const credentialId = await makeCredential(ctx, {
    provider: 'stripe',
    data: { secret_key: 'sk_test_abcdef' },
  });
  expect((await failing(ask({ credentialId }))).code).toBe('BLOCKED');
  const odd = await makeCredential(ctx, { provider: 'github', data: { pat: 'x12345' } });
  expect((await failing(ask({ credentialId: odd }))).code).toBe('CREDENTIAL_UNUSABLE');
  expect(api.requests).toEqual([]);
});

test('receivers that hang, break, drip, flood or speak no HTTP all end in their time', async () => {
  const cases = [
    [{ hang: true }, 'TIMEOUT'],
    [{ reset: true }, 'NETWORK'],
    [{ drip: true }, 'TIMEOUT'],
    [{ endless: true }, 'ANSWER_TOO_LARGE'],
    [{ garbage: true }, 'NETWORK'],
    [{ hugeHeaders: true }, 'ANSWER_TOO_LARGE'],
  ] as const;
  for (const [behaviour, code] of cases) {
    api.script(behaviour);
    expect([behaviour, (await failing(ask({ timeout: 400 }))).code]).toEqual([behaviour, code]);
  }
});

test('an expired credential is refused before anything is sent', async () => {
  const credentialId = await makeCredential(ctx, {
    data: { authType: 'bearer', token: SHOWN },
    expiresAt: new Date(Date.now() - 1000),
  });
  expect(await failing(ask({ credentialId }))).toMatchObject({
    code: 'CREDENTIAL_EXPIRED',
    retryable: false,
  });
  expect(api.requests).toEqual([]);
});

test('a connector of HTTP calls under its baseUrl only', async () => {
  const connectorId = await makeConnector(ctx, {
    type: 'http',
    config: { baseUrl: `${base}/v1/` },
  });
  const run = (url: string) =>
    runAction(ctx, { connectorId, action: 'request', input: { url } }, options);
  await run('things/7');
  expect(api.requests[0]?.path).toBe('/v1/things/7');
  expect((await failing(run(`http://${other.host}/`))).code).toBe('BLOCKED');
  expect((await failing(run(`//${other.host}/`))).code).toBe('BLOCKED');
});

test('each use leaves one row that says who, what for and when, whatever came of it', async () => {
  const credentialId = await makeCredential(ctx, { data: { authType: 'bearer', token: SHOWN } });
  await ask({ credentialId });
  api.script({ status: 500 });
  await failing(ask({ credentialId }));
  const uses = await ctx.db.credentialUse.findMany({ where: { credentialId } });
  expect(uses).toHaveLength(2);
  expect(uses[0]).toMatchObject({
    action: 'http_request',
    usedByType: 'execution',
    usedById: 'run-7',
    actorKind: 'user',
  });
  const row = await ctx.db.credential.findUnique({ where: { id: credentialId } });
  expect(row).toMatchObject({ uses: 2n, lastUsedAt: expect.any(Date) });
});
