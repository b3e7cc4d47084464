import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ConnectorError } from '@/lib/connectors/error';
import { runAction } from '@/lib/connectors/run-action';
import type { Ctx } from '@/lib/core/context';
import { overrideEnv } from '@/lib/core/env';
import type { JsonObject } from '@/lib/engine/json';
import { isRetryable } from '@/lib/engine/machine/retry';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { makeConnector, makeCredential } from '@/lib/testing/factories/connector-resources';
import { type FakeSlack, startSlack } from '@/lib/testing/vendors/slack';

let drop: () => Promise<void>;
let ctx: Ctx;
let slack: FakeSlack;
let connectorId: string;

beforeAll(async () => {
  ({ drop } = await testDatabase());
  slack = await startSlack();
  overrideEnv({ EGRESS_ALLOW: slack.host });
  ({ ctx } = await makeOrganization());
  const credentialId = await makeCredential(ctx, {
    provider: 'slack',
    data: { bot_token: slack.token },
    metadata: { allowed_hosts: [slack.host] },
  });
  connectorId = await makeConnector(ctx, {
    name: 'Production Slack',
    type: 'slack',
    credentialId,
    config: { defaultChannel: '#general', baseUrl: slack.url },
  });
});
afterAll(async () => {
  await slack.close();
  await drop();
});
beforeEach(() => {
  slack.calls.length = 0;
});

const run = (action: string, input: JsonObject, more = {}) =>
  runAction(
    ctx,
    { connectorId, action, input },
    { idempotencyKey: 'run-1 step-1', usedBy: { type: 'execution', id: 'x' }, ...more },
  );

const failing = (promise: Promise<unknown>): Promise<ConnectorError['error']> =>
  promise.then(
    () => expect.unreachable('it did not fail'),
    (error: ConnectorError) => error.error,
  );

test('a message goes out with its blocks, in the default channel, and can be changed and reacted to', async () => {
  const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: '*hi*' } }];
  const sent = (await run(
    'send_message',
    { text: 'hi', blocks },
    { idempotencyKey: 'a' },
  )) as JsonObject;
  expect(sent).toEqual({ ok: true, channel: 'C0123456789', ts: expect.any(String) });
  expect(slack.calls[0]).toMatchObject({
    method: 'chat.postMessage',
    args: { channel: '#general', text: 'hi', blocks },
    authorization: `Bearer ${slack.token}`,
  });
  const ts = String(sent.ts);
  const changed = await run('update_message', { channel: 'C0123456789', ts, text: 'ho' });
  expect(changed).toMatchObject({ ok: true, ts, text: 'ho' });
  expect(await run('add_reaction', { timestamp: ts, name: ':tada:' })).toEqual({
    ok: true,
    already_reacted: false,
  });
  // The second attempt of a step whose first was done but not recorded.
  expect(await run('add_reaction', { timestamp: ts, name: 'tada' })).toEqual({
    ok: true,
    already_reacted: true,
  });
});

test('a repeated attempt carries the same client_msg_id, another step another one', async () => {
  const first = await run('send_message', { text: 'once' }, { idempotencyKey: 'k1' });
  const again = await run('send_message', { text: 'once' }, { idempotencyKey: 'k1' });
  expect(again).toEqual(first);
  await run('send_message', { text: 'once' }, { idempotencyKey: 'k2' });
  const ids = slack.calls.map((it) => it.args.client_msg_id);
  expect(ids[0]).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(ids[1]).toBe(ids[0]);
  expect(ids[2]).not.toBe(ids[0]);
});

test.each([
  ['invalid_auth', 'AUTHENTICATION_FAILED', false],
  ['missing_scope', 'PERMISSION_DENIED', false],
  ['channel_not_found', 'NOT_FOUND', false],
  ['msg_too_long', 'VENDOR_REFUSED', false],
  ['ratelimited', 'RATE_LIMITED', true],
  ['internal_error', 'UNAVAILABLE', true],
])('ok: false with %s is %s', async (code, kind, retryable) => {
  slack.failNext({ error: code });
  const error = await failing(run('send_message', { text: 'x' }));
  expect(error).toMatchObject({ code: kind, details: { vendor: 'slack', error: code } });
  expect(isRetryable(error)).toBe(retryable);
  expect(slack.calls).toHaveLength(1);
});

test('a missing scope is named', async () => {
  slack.failNext({
    error: 'missing_scope',
    more: { needed: 'chat:write', provided: 'users:read' },
  });
  const error = await failing(run('send_message', { text: 'x' }));
  expect(error.message).toContain('It needs the scope chat:write.');
});

test('429 is told with the wait that Slack asks for, and nothing waits in here', async () => {
  slack.failNext({ retryAfter: 30 });
  const error = await failing(run('send_message', { text: 'x' }));
  expect(error).toMatchObject({
    code: 'RATE_LIMITED',
    status: 429,
    retryable: true,
    retryAfterMs: 30_000,
  });
  slack.failNext({ retryAfter: null });
  expect(await failing(run('send_message', { text: 'x' }))).toMatchObject({
    code: 'RATE_LIMITED',
    retryable: true,
  });
  expect(slack.calls).toHaveLength(2);
});

test('broken servers are told from refusals', async () => {
  slack.failNext({ status: 502, body: '<html>bad gateway</html>' });
  expect(await failing(run('send_message', { text: 'x' }))).toMatchObject({
    code: 'UNAVAILABLE',
    status: 502,
    retryable: true,
  });
  slack.failNext('reset');
  expect(await failing(run('send_message', { text: 'x' }))).toMatchObject({
    code: 'NETWORK',
    retryable: true,
  });
  slack.failNext({ status: 302, headers: { location: 'http://127.0.0.1:1/' } });
  expect(await failing(run('send_message', { text: 'x' }))).toMatchObject({
    code: 'REDIRECT_REFUSED',
    retryable: false,
  });
  slack.failNext({ status: 200, body: '<html>sign in to the network</html>' });
  expect(await failing(run('send_message', { text: 'x' }))).toMatchObject({
    code: 'VENDOR_REFUSED',
  });
});

test('a server that does not answer holds nobody beyond the time, and a stop ends the call', async () => {
  slack.failNext('hang');
  expect(await failing(run('send_message', { text: 'x' }, { timeoutMs: 60 }))).toMatchObject({
    code: 'TIMEOUT',
    retryable: true,
  });
  const stop = new AbortController();
  slack.failNext('hang');
  const stopped = failing(run('send_message', { text: 'x' }, { signal: stop.signal }));
  stop.abort(new Error('the worker stops'));
  expect(await stopped).toMatchObject({ code: 'ABORTED' });
});

test('every problem of an input is named at once, and nothing is sent', async () => {
  const error = await failing(run('send_message', { thread_ts: 'soon', colour: 'red' }));
  expect(error).toMatchObject({ code: 'INVALID_INPUT', retryable: false });
  expect(Object.keys(error.details as object).sort()).toEqual(['colour', 'text', 'thread_ts']);
  expect((await failing(run('shout', {}))).code).toBe('ACTION_NOT_FOUND');
  expect((await failing(run('constructor', {}))).code).toBe('ACTION_NOT_FOUND');
  expect(slack.calls).toEqual([]);
});

test('the token never goes to a host that its credential does not name', async () => {
  const other = await makeCredential(ctx, { provider: 'slack', data: { bot_token: slack.token } });
  const moved = await makeConnector(ctx, {
    type: 'slack',
    credentialId: other,
    config: { baseUrl: slack.url, defaultChannel: 'x' },
  });
  const wanted = { connectorId: moved, action: 'send_message', input: { text: 'x' } };
  const error = await failing(
    runAction(ctx, wanted, { idempotencyKey: 'k', usedBy: { type: 'execution', id: 'x' } }),
  );
  expect(error).toMatchObject({ code: 'BLOCKED', retryable: false });
  expect(error.message).toContain('not among the hosts');
  expect(slack.calls).toEqual([]);
});
