import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openData } from '@/lib/connectors/sealed';
import type { Ctx } from '@/lib/core/context';
import { overrideEnv } from '@/lib/core/env';
import { newId } from '@/lib/core/ids';
import { type Asked, call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeApiKey, makeOrganization } from '@/lib/testing/factories/accounts';
import { type FakeSlack, startSlack } from '@/lib/testing/vendors/slack';

let drop: () => Promise<void>;
let ctx: Ctx;
let headers: Record<string, string>;
let slack: FakeSlack;

beforeAll(async () => {
  ({ drop } = await testDatabase());
  slack = await startSlack();
  overrideEnv({
    EGRESS_ALLOW: slack.host,
    RATE_LIMIT_PER_MINUTE: 100_000,
    RATE_LIMIT_PER_HOUR: 100_000,
  });
});
afterAll(async () => {
  await slack.close();
  await drop();
});
beforeEach(async () => {
  const made = await makeOrganization();
  ctx = made.ctx;
  headers = (await makeApiKey(made.organization.id, made.owner.id)).headers;
});

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into as a client would
type Json = any;
const ask = async (method: string, path: string, asked: Asked = {}) => {
  const answer = await call(method, path, { ...asked, headers: { ...headers, ...asked.headers } });
  return { ...answer, json: answer.json as Json };
};

const CREDENTIAL = {
  name: 'Slack Bot Token',
  description: 'Production Slack bot',
  type: 'oauth',
  provider: 'slack',
  data: { bot_token: 'xoxb-xxxxxxxxxxxxx', app_id: 'A01234567' },
  metadata: { scopes: ['chat:write', 'channels:read'] },
};

const local = () => ({
  ...CREDENTIAL,
  data: { bot_token: slack.token },
  metadata: { allowed_hosts: [slack.host] },
});

async function makeSlack() {
  const credential = await ask('POST', '/api/v1/credentials', { body: local() });
  const connector = await ask('POST', '/api/v1/connectors', {
    body: {
      name: 'Production Slack',
      type: 'slack',
      credentialId: credential.json.id,
      config: { defaultChannel: '#general', baseUrl: slack.url },
    },
  });
  expect(connector.status).toBe(201);
  return { credentialId: credential.json.id as string, connectorId: connector.json.id as string };
}

test("the Integration Layer's credential is kept, and its secret is never shown again", async () => {
  const made = await ask('POST', '/api/v1/credentials', { body: CREDENTIAL });
  expect(made.status).toBe(201);
  const { data: _, ...shown } = CREDENTIAL;
  expect(made.json).toMatchObject({
    ...shown,
    slug: 'slack_bot_token',
    fields: ['app_id', 'bot_token'],
    uses: 0,
    last_used_at: null,
    status: 'active',
  });
  const list = await ask('GET', '/api/v1/credentials');
  expect(list.json).toEqual([made.json]);
  expect(list.headers.get('x-total-count')).toBe('1');
  const one = await ask('GET', `/api/v1/credentials/${made.json.id}`);
  for (const { text } of [made, list, one]) {
    expect(text).not.toContain('xoxb');
    expect(text).not.toContain('A01234567');
  }
  const row = await ctx.db.credential.findUniqueOrThrow({ where: { id: made.json.id } });
  expect(Buffer.from(row.data).toString('latin1')).not.toContain('xoxb');
  expect(openData(row)).toEqual(CREDENTIAL.data);
});

test('a sealed secret opens in its own row of its own organization only', async () => {
  const { json } = await ask('POST', '/api/v1/credentials', { body: CREDENTIAL });
  const row = await ctx.db.credential.findUniqueOrThrow({ where: { id: json.id } });
  expect(() => openData({ ...row, id: newId() })).toThrow();
  expect(() => openData({ ...row, organizationId: newId() })).toThrow();
});

test('JSON:API gets the same list with meta.total', async () => {
  await ask('POST', '/api/v1/credentials', { body: CREDENTIAL });
  const type = { accept: 'application/vnd.api+json' };
  const { json } = await ask('GET', '/api/v1/credentials', { headers: type });
  expect(json.meta.total).toBe(1);
  expect(json.data[0]).toMatchObject({ type: 'credential', attributes: { provider: 'slack' } });
  const catalogue = await ask('GET', '/api/v1/connectors?available=true', { headers: type });
  expect(catalogue.json.data[0]).toMatchObject({ type: 'connector', id: 'slack' });
});

test.each([
  ['slack', {}, ['data.bot_token']],
  ['smtp', { port: 99_999 }, ['data.host', 'data.password', 'data.port', 'data.user']],
  ['stripe', { key: 'x' }, ['data.secret_key']],
  ['discord', {}, ['data.bot_token']],
  ['http', {}, ['data.authType']],
  ['http', { authType: 'basic' }, ['data.password', 'data.username']],
  ['http', { authType: 'api_key', header: 'a b' }, ['data.header', 'data.key']],
  ['github', {}, ['data']],
])(
  'a credential of %s with %o is refused with every problem at once',
  async (provider, data, fields) => {
    const { status, json } = await ask('POST', '/api/v1/credentials', {
      body: { ...CREDENTIAL, provider, data },
    });
    expect(status).toBe(400);
    expect(Object.keys(json.details).sort()).toEqual(fields);
  },
);

test('a change keeps the fields that it leaves out, and removes those that are null', async () => {
  const { json } = await ask('POST', '/api/v1/credentials', { body: CREDENTIAL });
  const path = `/api/v1/credentials/${json.id}`;
  const changed = await ask('PATCH', path, {
    body: { data: { bot_token: 'xoxb-new', app_id: null } },
  });
  expect(changed.json.fields).toEqual(['bot_token']);
  const named = await ask('PUT', path, {
    body: { name: 'Other', expires_at: '2030-01-01T00:00:00Z' },
  });
  expect(named.json).toMatchObject({ name: 'Other', expires_at: '2030-01-01T00:00:00.000Z' });
  const row = await ctx.db.credential.findUniqueOrThrow({ where: { id: json.id } });
  expect(openData(row)).toEqual({ bot_token: 'xoxb-new' });
  expect((await ask('PATCH', path, { body: { data: { bot_token: null } } })).status).toBe(400);
});

test('where a secret may be sent is widened only by who has the secret', async () => {
  const { json } = await ask('POST', '/api/v1/credentials', {
    body: { ...CREDENTIAL, metadata: { allowed_hosts: ['slack.com'] } },
  });
  const path = `/api/v1/credentials/${json.id}`;
  const wider = { metadata: { allowed_hosts: ['slack.com', 'evil.example'] } };
  const refused = await ask('PATCH', path, { body: wider });
  expect(refused.status).toBe(400);
  expect(Object.keys(refused.json.details).sort()).toEqual(['data.app_id', 'data.bot_token']);
  expect((await ask('PATCH', path, { body: { metadata: { allowed_hosts: [] } } })).status).toBe(
    200,
  );
  const both = await ask('PATCH', path, { body: { ...wider, data: CREDENTIAL.data } });
  expect(both.status).toBe(200);

  const mail = await ask('POST', '/api/v1/credentials', {
    body: {
      ...CREDENTIAL,
      provider: 'smtp',
      data: { host: 'mail.example.com', port: 587, user: 'u', password: 'p' },
    },
  });
  const moved = await ask('PATCH', `/api/v1/credentials/${mail.json.id}`, {
    body: { data: { host: 'evil.example' } },
  });
  expect(moved.json.details).toEqual({
    'data.password': expect.stringContaining('required again'),
  });
});

test('a credential that a connector uses can not be deleted, and the answer says by which', async () => {
  const { credentialId, connectorId } = await makeSlack();
  const refused = await ask('DELETE', `/api/v1/credentials/${credentialId}`);
  expect(refused.status).toBe(409);
  expect(refused.json.details.connectors).toEqual([{ id: connectorId, name: 'Production Slack' }]);
  expect((await ask('GET', `/api/v1/credentials/${credentialId}`)).json.connectors).toHaveLength(1);
  expect((await ask('DELETE', `/api/v1/connectors/${connectorId}`)).status).toBe(204);
  expect((await ask('DELETE', `/api/v1/credentials/${credentialId}`)).status).toBe(204);
});

test("the catalogue has the seed's connectors, actions, credential types and required fields", async () => {
  const { json, headers: got } = await ask('GET', '/api/v1/connectors?available=true');
  const gist = json.map((it: Json) => [
    it.type,
    it.credentialType,
    it.requiredFields,
    it.actions.map((a: Json) => a.name),
  ]);
  expect(gist).toEqual([
    ['slack', 'oauth', ['bot_token'], ['send_message', 'update_message', 'add_reaction']],
    ['smtp', 'custom', ['host', 'port', 'user', 'password'], ['send_email']],
    [
      'stripe',
      'api_key',
      ['secret_key'],
      [
        'create_customer',
        'create_invoice',
        'create_invoice_item',
        'create_payment_intent',
        'retrieve_customer',
      ],
    ],
    ['discord', 'token', ['bot_token'], ['send_message', 'send_webhook', 'edit_message']],
    ['http', 'custom', ['authType'], ['request']],
    ['mcp', 'custom', ['authType'], ['list_tools', 'call_tool']],
  ]);
  expect(json[0].actions[0].inputSchema).toMatchObject({
    type: 'object',
    properties: { text: {} },
  });
  expect(json[0].actions[0].outputSchema).toMatchObject({ required: ['ok', 'channel', 'ts'] });
  expect(got.get('x-total-count')).toBe('6');
});

test('a connector is made, changed, tested and run; a new way forgets what the old test found', async () => {
  const { connectorId } = await makeSlack();
  const path = `/api/v1/connectors/${connectorId}`;
  const tested = await ask('POST', `${path}/test`);
  expect(tested.json).toMatchObject({
    ok: true,
    message: 'Signed in to Acme as fleet.',
    code: null,
  });
  expect((await ask('GET', path)).json.last_test).toMatchObject({ ok: true });

  const run = await ask('POST', `${path}/actions/send_message`, { body: { text: 'hi' } });
  expect(run.json).toMatchObject({ success: true, output: { ok: true }, error: null });
  slack.failNext({ retryAfter: 7 });
  const limited = await ask('POST', `${path}/actions/send_message`, { body: { text: 'hi' } });
  expect(limited.json).toMatchObject({
    success: false,
    error: { code: 'RATE_LIMITED', retryable: true, retry_after_ms: 7000, status: 429 },
  });
  const wrong = await ask('POST', `${path}/actions/send_message`, { body: { txt: 'hi' } });
  expect(wrong.status).toBe(400);
  expect(wrong.json.details).toEqual({
    txt: 'is not a known field',
    text: 'is required, or blocks',
  });
  expect((await ask('POST', `${path}/actions/shout`, { body: {} })).status).toBe(404);

  const changed = await ask('PATCH', path, { body: { config: { defaultChannel: '#ops' } } });
  expect(changed.json).toMatchObject({ config: { defaultChannel: '#ops' }, last_test: null });
  const list = await ask('GET', '/api/v1/connectors');
  expect(list.json).toEqual([(await ask('GET', path)).json]);
  expect(list.headers.get('x-total-count')).toBe('1');
});

test('a repeated Idempotency-Key sends nothing again; another one is another message', async () => {
  const { connectorId } = await makeSlack();
  const path = `/api/v1/connectors/${connectorId}/actions/send_message`;
  slack.calls.length = 0;
  const body = { text: 'once' };
  for (const key of ['order-1', 'order-1', 'order-2'])
    await ask('POST', path, { body, headers: { 'idempotency-key': key } });
  const ids = slack.calls.map((it) => it.args.client_msg_id);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(2);
});

test.each([
  [{ name: 'x', type: 'slack' }, { credentialId: 'is required' }],
  [
    { name: 'x', type: 'slack', credentialId: 'cred_123' },
    { credentialId: 'is no credential of this organization' },
  ],
  [
    { name: 'x', type: 'http', config: { colour: 'red' } },
    { 'config.colour': 'is not a known field' },
  ],
  [
    { name: 'x', type: 'http', config: { baseUrl: 'http://10.0.0.1/' } },
    { 'config.baseUrl': expect.stringContaining('not a public address') },
  ],
  [{ name: 'x', type: 'fax' }, { type: expect.stringContaining('must be one of') }],
])('a connector %o is refused', async (body, details) => {
  const { status, json } = await ask('POST', '/api/v1/connectors', { body });
  expect(status).toBe(400);
  expect(json.details).toEqual(details);
});

test('a connector takes only credentials of its type, and only to hosts that they name', async () => {
  const { json } = await ask('POST', '/api/v1/credentials', { body: CREDENTIAL });
  const base = { name: 'x', credentialId: json.id };
  const other = await ask('POST', '/api/v1/connectors', { body: { ...base, type: 'stripe' } });
  expect(other.json.details.credentialId).toContain('this needs one of stripe');
  const config = { baseUrl: 'https://evil.example/api/' };
  const away = await ask('POST', '/api/v1/connectors', {
    body: { ...base, type: 'slack', config },
  });
  expect(away.json.details['config.baseUrl']).toContain('not among the hosts');
});

test('every use of a credential is listed with who and what', async () => {
  const { credentialId, connectorId } = await makeSlack();
  await ask('POST', `/api/v1/connectors/${connectorId}/actions/send_message`, {
    body: { text: 'x' },
  });
  await ask('POST', `/api/v1/credentials/${credentialId}/test`);
  const { json } = await ask('GET', `/api/v1/credentials/${credentialId}/uses`);
  expect(json.total).toBe(2);
  expect(json.data.map((it: Json) => [it.action, it.used_by.type, it.connector_id])).toEqual([
    ['slack.test', 'test', null],
    ['slack.send_message', 'request', connectorId],
  ]);
  expect(json.data[0].actor.kind).toBe('key');
  expect((await ask('GET', `/api/v1/credentials/${credentialId}`)).json.uses).toBe(2);
});

test('what was done to credentials and connectors is audited and told, without secrets', async () => {
  const { credentialId } = await makeSlack();
  await ask('PATCH', `/api/v1/credentials/${credentialId}`, {
    body: { data: { bot_token: 'xoxb-other' } },
  });
  const events = await ctx.db.event.findMany({ orderBy: { timestamp: 'asc' } });
  const audits = await ctx.db.auditEntry.findMany({ orderBy: { id: 'asc' } });
  const types = ['credential.created', 'connector.created', 'credential.updated'];
  expect(events.map((it) => it.type)).toEqual(expect.arrayContaining(types));
  expect(audits.map((it) => it.action)).toEqual(expect.arrayContaining(types));
  const told = [events.map((it) => it.data), audits.map((it) => it.data)];
  expect(JSON.stringify(told)).not.toContain('xoxb');
});
