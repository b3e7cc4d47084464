import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ConnectorError } from '@/lib/connectors/error';
import { runAction } from '@/lib/connectors/run-action';
import { testCredential } from '@/lib/connectors/test-connection';
import type { Ctx } from '@/lib/core/context';
import { overrideEnv } from '@/lib/core/env';
import type { JsonObject } from '@/lib/engine/json';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { makeConnector, makeCredential } from '@/lib/testing/factories/connector-resources';
import { type FakeDiscord, startDiscord } from '@/lib/testing/vendors/discord';

let drop: () => Promise<void>;
let ctx: Ctx;
let discord: FakeDiscord;
let connectorId: string;

beforeAll(async () => {
  ({ drop } = await testDatabase());
  discord = await startDiscord();
  overrideEnv({ EGRESS_ALLOW: discord.host });
  ({ ctx } = await makeOrganization());
  const credentialId = await makeCredential(ctx, {
    provider: 'discord',
    data: { bot_token: discord.token, webhook_url: discord.webhookUrl },
    metadata: { allowed_hosts: [discord.host] },
  });
  connectorId = await makeConnector(ctx, {
    type: 'discord',
    credentialId,
    config: { baseUrl: discord.url, defaultChannelId: discord.channel },
  });
});
afterAll(async () => {
  await discord.close();
  await drop();
});
beforeEach(() => {
  discord.calls.length = 0;
});

const usedBy = { type: 'execution', id: 'x' };
const run = (action: string, input: JsonObject, more = {}) =>
  runAction(ctx, { connectorId, action, input }, { idempotencyKey: 'run-1', usedBy, ...more });

const failing = (promise: Promise<unknown>): Promise<ConnectorError['error']> =>
  promise.then(
    () => expect.unreachable('it did not fail'),
    (error: ConnectorError) => error.error,
  );

test('a message is sent, edited, and alerts no @everyone unless that is asked for', async () => {
  const sent = (await run('send_message', { content: 'hi @everyone' })) as JsonObject;
  expect(sent).toMatchObject({
    id: expect.any(String),
    channel_id: discord.channel,
    content: 'hi @everyone',
  });
  expect(discord.calls[0]).toMatchObject({
    method: 'POST',
    path: `/channels/${discord.channel}/messages`,
    authorization: `Bot ${discord.token}`,
    body: { allowed_mentions: { parse: ['users', 'roles'] } },
  });
  const edited = await run('edit_message', { messageId: String(sent.id), content: 'ho' });
  expect(edited).toMatchObject({ content: 'ho', edited_timestamp: expect.any(String) });
});

test('a repeated attempt carries the same enforced nonce: one message is made', async () => {
  const before = discord.messages.size;
  const first = await run('send_message', { content: 'once' }, { idempotencyKey: 'k1' });
  const again = await run('send_message', { content: 'once' }, { idempotencyKey: 'k1' });
  expect(again).toEqual(first);
  expect(discord.messages.size).toBe(before + 1);
  const nonces = discord.calls.map(({ body }) => body.nonce);
  expect(nonces[0]).toBe(nonces[1]);
  expect(String(nonces[0])).toHaveLength(25);
  expect(discord.calls[0]?.body.enforce_nonce).toBe(true);
});

test('a webhook sends with its own token and without the bot’s', async () => {
  const sent = await run('send_webhook', { content: 'from a hook', username: 'Spidey' });
  expect(sent).toMatchObject({ id: expect.any(String), content: 'from a hook' });
  const [call] = discord.calls;
  expect(call).toMatchObject({ query: { wait: 'true' }, body: { username: 'Spidey' } });
  expect(call?.authorization).toBeUndefined();
});

test('a webhook’s URL in the input needs no credential, but goes to Discord’s hosts only', async () => {
  const wanted = {
    connectorType: 'discord',
    action: 'send_webhook',
    input: { webhookUrl: discord.webhookUrl, content: 'x' },
  };
  const { ctx: other } = await makeOrganization();
  const error = await failing(runAction(other, wanted, { idempotencyKey: 'k', usedBy }));
  expect(error.code).toBe('BLOCKED');
  expect(JSON.stringify(error)).not.toContain('hook-token');
  const input = { content: 'x' };
  const none = { connectorType: 'discord', action: 'send_message', input };
  expect((await failing(runAction(other, none, { idempotencyKey: 'k', usedBy }))).code).toBe(
    'CREDENTIAL_MISSING',
  );
});

test('429 is told with Discord’s own wait, for one bucket or for all', async () => {
  discord.failNext({ retryAfter: 0.25 });
  expect(await failing(run('send_message', { content: 'x' }))).toMatchObject({
    code: 'RATE_LIMITED',
    status: 429,
    retryable: true,
    retryAfterMs: 250,
    details: { scope: 'user', global: false },
  });
  discord.failNext({ retryAfter: 64.57, global: true, scope: 'global' });
  expect(await failing(run('send_message', { content: 'x' }))).toMatchObject({
    code: 'RATE_LIMITED',
    retryAfterMs: 64_570,
    details: { scope: 'global' },
  });
  expect(discord.calls).toHaveLength(2);
});

test.each([
  [{ status: 401, message: '401: Unauthorized' }, 'AUTHENTICATION_FAILED', false],
  [{ status: 403, code: 50013, message: 'Missing Permissions' }, 'PERMISSION_DENIED', false],
  [{ status: 404, code: 10003, message: 'Unknown Channel' }, 'NOT_FOUND', false],
  [{ status: 400, code: 50035, message: 'Invalid Form Body' }, 'VENDOR_REFUSED', false],
  [{ status: 500 }, 'UNAVAILABLE', true],
  [{ status: 503 }, 'UNAVAILABLE', true],
])('%o is %s', async (fault, code, retryable) => {
  discord.failNext(fault);
  const error = await failing(run('send_message', { content: 'x' }));
  expect(error).toMatchObject({ code, retryable, status: fault.status });
  expect(discord.calls).toHaveLength(1);
});

test('a connection that breaks or hangs ends in its time', async () => {
  discord.failNext('reset', 'hang');
  expect(await failing(run('send_message', { content: 'x' }))).toMatchObject({ code: 'NETWORK' });
  const slow = run('send_message', { content: 'x' }, { timeoutMs: 60 });
  expect(await failing(slow)).toMatchObject({ code: 'TIMEOUT', retryable: true });
});

test('a credential that holds only a webhook is tested by reading it', async () => {
  const id = await makeCredential(ctx, {
    provider: 'discord',
    data: { webhook_url: discord.webhookUrl },
    metadata: { allowed_hosts: [discord.host] },
  });
  expect(await testCredential(ctx, id, {})).toMatchObject({
    ok: true,
    message: 'The webhook Spidey is there.',
  });
});
