import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Ctx } from '@/lib/core/context';
import { overrideEnv } from '@/lib/core/env';
import { newId } from '@/lib/core/ids';
import { type Asked, call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeApiKey, makeOrganization } from '@/lib/testing/factories/accounts';
import { type Receiver, startReceiver } from '@/lib/testing/vendors/receiver';
import { fanOut } from '@/lib/webhooks/fan-out';

let drop: () => Promise<void>;
let ctx: Ctx;
let headers: Record<string, string>;
let receiver: Receiver;

beforeAll(async () => {
  ({ drop } = await testDatabase());
  receiver = await startReceiver();
  overrideEnv({
    EGRESS_ALLOW: receiver.host,
    RATE_LIMIT_PER_MINUTE: 100_000,
    RATE_LIMIT_PER_HOUR: 100_000,
  });
});
afterAll(async () => {
  await receiver.close();
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

const CODEAI = {
  url: 'https://your-server.com/webhook',
  events: ['workflow.completed', 'workflow.failed'],
  secret: 'your-webhook-secret',
  headers: { 'X-Custom-Header': 'custom-value' },
  metadata: { project: 'my-project' },
};

test("CodeAI's requests are answered as it documents them", async () => {
  const made = await ask('POST', '/api/webhooks', { body: CODEAI });
  expect(made.status).toBe(201);
  expect(made.json).toMatchObject({ ...CODEAI, id: expect.any(String), active: true });
  const { id } = made.json;

  const list = await ask('GET', '/api/webhooks', { query: { active: 'true' } });
  expect(list.json).toMatchObject({ total: 1, limit: 20, offset: 0 });
  expect(list.json.webhooks[0]).toMatchObject({
    id,
    url: CODEAI.url,
    events: CODEAI.events,
    headers: CODEAI.headers,
    active: true,
    last_delivery: null,
    failure_count: 0,
  });
  expect((await ask('GET', '/api/webhooks', { query: { active: 'false' } })).json.total).toBe(0);

  const put = await ask('PUT', `/api/webhooks/${id}`, {
    body: { url: 'https://new-server.com/webhook', events: ['job.failed'], active: false },
  });
  expect(put.status).toBe(200);
  expect(put.json).toMatchObject({ url: 'https://new-server.com/webhook', active: false });
  expect(put.json.metadata).toEqual(CODEAI.metadata);
  expect((await ask('GET', `/api/webhooks/${id}`)).json).toEqual(put.json);

  expect((await ask('DELETE', `/api/webhooks/${id}`)).status).toBe(204);
  expect((await ask('GET', `/api/webhooks/${id}`)).status).toBe(404);
});

test("the Integration Layer's webhook keeps its retry policy", async () => {
  const body = {
    name: 'Workflow Completed Hook',
    url: 'https://your-app.com/webhook',
    events: ['workflow.completed', 'workflow.failed'],
    headers: { 'X-Custom-Header': 'value' },
    retryPolicy: { maxAttempts: 3, backoffMs: 1000 },
  };
  const made = await ask('POST', '/api/v1/webhooks', { body });
  expect(made.status).toBe(201);
  expect(made.json).toMatchObject(body);
  expect(made.json.secret).toMatch(/^whsec_/);
  const list = await ask('GET', '/api/v1/webhooks');
  expect(list.json).toMatchObject({ total: 1, data: [{ id: made.json.id, name: body.name }] });
});

test("FleetPrompt's JSON:API requests and underscored events are understood", async () => {
  const type = 'application/vnd.api+json';
  const made = await ask('POST', '/api/v1/webhooks', {
    headers: { 'content-type': type, accept: type },
    body: JSON.stringify({
      data: {
        type: 'webhook',
        attributes: {
          url: 'https://example.com/hook',
          events: ['agent_executed', 'workflow_completed', 'package_installed'],
        },
      },
    }),
  });
  expect(made.status).toBe(201);
  expect(made.json.data).toMatchObject({
    type: 'webhook',
    attributes: {
      events: ['agent.executed', 'workflow.completed', 'package.installed'],
      is_active: true,
      last_triggered_at: null,
      failure_count: 0,
    },
  });
  const { id } = made.json.data;
  const off = await ask('PATCH', `/api/v1/webhooks/${id}`, {
    headers: { 'content-type': type },
    body: JSON.stringify({ data: { type: 'webhook', id, attributes: { is_active: false } } }),
  });
  expect(off.json.data.attributes).toMatchObject({ is_active: false, enabled: false });
  const list = await ask('GET', '/api/v1/webhooks', { headers: { accept: type } });
  expect(list.json).toMatchObject({ meta: { total: 1 }, data: [{ type: 'webhook', id }] });
});

test("Pixell's webhooks of an agent app come in its envelopes and hear only of that app", async () => {
  const [appId, otherId] = [newId(), newId()];
  for (const id of [appId, otherId])
    await ctx.db.agentApp.create({
      data: { id, organizationId: ctx.organizationId, name: 'App' },
    });
  const body = {
    url: receiver.url,
    events: ['deployment.completed', 'deployment.failed'],
    secret: 'webhook_secret_key',
  };
  const made = await ask('POST', `/api/agent-apps/${appId}/webhooks`, { body });
  expect(made.status).toBe(201);
  expect(made.json.webhook).toMatchObject({ ...body, active: true });
  const { id } = made.json.webhook;
  const list = await ask('GET', `/api/agent-apps/${appId}/webhooks`);
  expect(list.json.webhooks).toEqual([expect.objectContaining({ id, url: body.url })]);
  expect((await ask('GET', `/api/agent-apps/${otherId}/webhooks`)).json.webhooks).toEqual([]);

  for (const agent_app_id of [otherId, appId])
    await fanOut(ctx, {
      id: newId(),
      type: 'deployment.completed',
      timestamp: new Date(),
      data: { agent_app_id, status: 'completed' },
    });
  const told = await ctx.db.webhookDelivery.findMany({ where: { webhookId: id } });
  expect(told.map((row) => JSON.parse(row.body).data.agent_app_id)).toEqual([appId]);

  expect((await ask('DELETE', `/api/agent-apps/${otherId}/webhooks/${id}`)).status).toBe(404);
  expect((await ask('DELETE', `/api/agent-apps/${appId}/webhooks/${id}`)).json).toEqual({
    message: 'Webhook deleted successfully',
  });
  expect((await ask('GET', `/api/agent-apps/${newId()}/webhooks`)).status).toBe(404);
});

test('a test is sent now, signed, and tells what the receiver said', async () => {
  const made = await ask('POST', '/api/webhooks', { body: { url: receiver.url, active: false } });
  const { id } = made.json;
  const before = receiver.requests.length;
  const good = await ask('POST', `/api/webhooks/${id}/test`);
  expect(good.status).toBe(200);
  expect(good.json).toMatchObject({
    webhook_id: id,
    event_type: 'webhook.test',
    url: receiver.url,
    status_code: 200,
    attempts: 1,
    success: true,
    delivered_at: expect.any(String),
    duration_ms: expect.any(Number),
  });
  expect(receiver.requests.length).toBe(before + 1);
  receiver.script({ status: 500, body: 'broken' });
  const bad = await ask('POST', `/api/webhooks/${id}/test`);
  expect(bad.json).toMatchObject({ success: false, status_code: 500, status: 'dead' });
  expect(bad.json.error).toContain('500');
  expect((await ask('GET', `/api/webhooks/${id}`)).json.failure_count).toBe(0);

  const list = await ask('GET', `/api/webhooks/${id}/deliveries`, { query: { success: 'false' } });
  expect(list.json).toMatchObject({ total: 1, limit: 20, offset: 0 });
  const detail = await ask('GET', `/api/webhooks/${id}/deliveries/${list.json.deliveries[0].id}`);
  expect(detail.json.attempt_history).toEqual([
    expect.objectContaining({ number: 1, status_code: 500, response_body: 'broken' }),
  ]);
  expect(detail.json.attempt_history[0].request_headers['webhook-signature']).toMatch(/^v1,/);
  expect(JSON.parse(detail.json.body)).toMatchObject({ event: 'webhook.test' });
  const both = await ask('GET', `/api/webhooks/${id}/deliveries`, { query: { status: 'dead' } });
  expect(both.json.total).toBe(1);
});

test('addresses that are not public are refused when they are saved', async () => {
  for (const url of [
    'http://127.0.0.1:1/x',
    'http://localhost/x',
    'http://[::1]/',
    'http://0x7f000001/',
    'http://169.254.169.254/latest',
    'http://10.0.0.1/',
    'ftp://example.com/',
    'https://user:pass@example.com/',
  ]) {
    const answer = await ask('POST', '/api/webhooks', { body: { url } });
    expect(answer.status, url).toBe(400);
    expect(answer.json.details.url, url).toBeTruthy();
  }
  expect(await ctx.db.webhook.count()).toBe(0);
});

test('events, secrets and headers that can not be are refused by name', async () => {
  const url = 'https://example.com/hook';
  const wrong: [object, string][] = [
    [{ events: ['agent.exploded'] }, 'events.0'],
    [{ secret: 'short' }, 'secret'],
    [{ secret: 'whsec_not base64!' }, 'secret'],
    [{ headers: { 'bad name': 'x' } }, 'headers.bad name'],
    [{ headers: { 'X-A': 'a\r\nX-B: b' } }, 'headers.X-A'],
    [{ retryPolicy: { maxAttempts: 0 } }, 'retryPolicy.maxAttempts'],
    [{ ordering_key: 'a..b' }, 'ordering_key'],
    [{ surplus: 1 }, 'surplus'],
  ];
  for (const [body, field] of wrong) {
    const answer = await ask('POST', '/api/webhooks', { body: { url, ...body } });
    expect(answer.status, JSON.stringify(body)).toBe(400);
    expect(Object.keys(answer.json.details), answer.text).toContain(field);
  }
});

test('secrets and header values that may be credentials are shown once or never', async () => {
  const secret = 'a-secret-nobody-sees-twice';
  const token = 'Bearer token-of-the-receiver';
  const sent = { Authorization: token, 'X-Team': 'blue', 'X-Webhook-Signature': 'forged' };
  const made = await ask('POST', '/api/webhooks', {
    body: { url: receiver.url, secret, headers: sent },
  });
  expect(made.json.secret).toBe(secret);
  expect(made.json.headers).toEqual({ Authorization: '••••••••', 'X-Team': 'blue' });
  const { id } = made.json;
  const test = await ask('POST', `/api/webhooks/${id}/test`);
  const got = receiver.requests.at(-1);
  expect(got?.headers.authorization).toBe(token);
  expect(got?.headers['x-webhook-signature']).not.toContain('forged');
  const seen = [
    await ask('GET', `/api/webhooks/${id}`),
    await ask('GET', '/api/webhooks'),
    await ask('PATCH', `/api/webhooks/${id}`, {
      body: { name: 'Renamed', headers: { Authorization: '••••••••', 'X-Team': 'red' } },
    }),
    await ask('GET', `/api/webhooks/${id}/deliveries/${test.json.id}`),
    await ask('GET', '/api/events'),
  ];
  for (const { text } of seen) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain('token-of-the-receiver');
  }
  // A hidden value that comes back is the value it stands for.
  await ask('POST', `/api/webhooks/${id}/test`);
  expect(receiver.requests.at(-1)?.headers).toMatchObject({
    authorization: token,
    'x-team': 'red',
  });
  const stored = JSON.stringify(await ctx.db.webhook.findMany());
  expect(stored).not.toContain(secret);
});

test('a rotated secret overlaps with the former for as long as was asked', async () => {
  const made = await ask('POST', '/api/webhooks', { body: { url: receiver.url } });
  const { id } = made.json;
  const rotated = await ask('POST', `/api/webhooks/${id}/rotate-secret`, {
    body: { grace_period_hours: 2 },
  });
  expect(rotated.json.secret).toMatch(/^whsec_/);
  expect(rotated.json.secret).not.toBe(made.json.secret);
  expect(Date.parse(rotated.json.previous_secret_expires_at)).toBeGreaterThan(Date.now() + 7e6);
  await ask('POST', `/api/webhooks/${id}/test`);
  expect(String(receiver.requests.at(-1)?.headers['webhook-signature']).split(' ')).toHaveLength(2);
  await ask('POST', `/api/webhooks/${id}/rotate-secret`, { body: { grace_period_hours: 0 } });
  await ask('POST', `/api/webhooks/${id}/test`);
  expect(String(receiver.requests.at(-1)?.headers['webhook-signature']).split(' ')).toHaveLength(1);
});

test('disabling, enabling and resending say what can not be', async () => {
  const made = await ask('POST', '/api/webhooks', { body: { url: receiver.url } });
  const { id } = made.json;
  await fanOut(ctx, { id: newId(), type: 'job.failed', timestamp: new Date(), data: {} });
  const [delivery] = await ctx.db.webhookDelivery.findMany({ where: { webhookId: id } });
  expect((await ask('POST', `/api/webhooks/${id}/disable`)).json.active).toBe(false);
  const refused = await ask('POST', `/api/webhooks/deliveries/${delivery?.id}/retry`);
  expect(refused.status).toBe(409);
  expect((await ask('POST', `/api/webhooks/${id}/enable`)).json.active).toBe(true);
  const retried = await ask('POST', `/api/webhooks/deliveries/${delivery?.id}/retry`);
  expect(retried.json).toMatchObject({ status: 'retry initiated' });
  const recovered = await ask('POST', `/api/webhooks/${id}/recover`, {
    body: { since: '2026-01-01T00:00:00Z' },
  });
  expect(recovered.json).toEqual({ status: 'recovery initiated', recovered: 0, remaining: 0 });
});
