import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { create, deploy, pause, update } from '@/lib/agents/save';
import { decide } from '@/lib/approvals/decide';
import { overrideEnv } from '@/lib/core/env';
import { newId } from '@/lib/core/ids';
import { hostile } from '@/lib/testing/arbitrary';
import { makeApiKey, makeOrganization } from '@/lib/testing/factories/accounts';
import { withServedApi } from '@/lib/testing/served-api';
import { until } from '@/lib/testing/until';

const api = withServedApi();
let agent: Awaited<ReturnType<typeof publicAgent>>;
let ownerId: string;

async function publicAgent(more = {}) {
  const draft = await create(api.ctx, {
    name: 'Open',
    system_prompt: 'You help.',
    config: { model: 'sandbox' },
    a2a_enabled: true,
    ...more,
  });
  return deploy(api.ctx, draft.id);
}

beforeAll(async () => {
  overrideEnv({ APP_URL: api.origin, baseUrl: api.origin });
  agent = await publicAgent();
  ownerId = (await api.ctx.db.member.findFirstOrThrow({})).userId;
});

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes, looked at by name
type Json = any;

/** Sends bytes as they are. */
async function post(
  body: BodyInit,
  more: { agentId?: string; key?: string; headers?: object } = {},
) {
  const { agentId = agent.id, key = api.apiKey, headers } = more;
  const response = await fetch(`${api.origin}/api/a2a/${agentId}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body,
  });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  return {
    status: response.status,
    type,
    json: type.includes('json') ? (JSON.parse(text) as Json) : text,
  };
}

const call = async (method: string, params?: unknown, more: Parameters<typeof post>[1] = {}) =>
  (await post(JSON.stringify({ jsonrpc: '2.0', id: 7, method, params }), more)).json;

const message = (text: string, more = {}) => ({
  messageId: newId(),
  role: 'ROLE_USER',
  parts: [{ text }],
  ...more,
});

const keyOf = async (...scopes: string[]) =>
  (await makeApiKey(api.organizationId, ownerId, { scopes })).key;

const DEEP = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;

describe('a body that is no request', () => {
  test.each<[BodyInit, number]>([
    ['{', -32700],
    ['', -32700],
    [new Uint8Array([0xff, 0xfe]), -32700],
    ['null', -32600],
    ['[]', -32600],
    ['[{"jsonrpc":"2.0","id":1,"method":"GetTask"}]', -32600],
    [DEEP, -32600],
    ['{"id":1,"method":"GetTask"}', -32600],
    ['{"jsonrpc":"2.0","id":{},"method":"GetTask"}', -32600],
    ['{"jsonrpc":"2.0","id":1,"method":7}', -32600],
    ['{"jsonrpc":"2.0","id":1,"method":"constructor"}', -32601],
    ['{"jsonrpc":"2.0","id":1,"method":"tasks/list"}', -32601],
    ['{"jsonrpc":"2.0","id":1,"method":"GetTask","params":[]}', -32602],
    ['{"jsonrpc":"2.0","id":1,"method":"GetTask","params":{"id":"a\\u0000"}}', -32602],
    ['{"jsonrpc":"2.0","id":1,"method":"SendMessage"}', -32602],
    ['{"jsonrpc":"2.0","id":1,"method":"GetTask","params":{"id":"x"}}', -32001],
  ])('is answered with the error of JSON-RPC: %s', async (body, code) => {
    const { status, json } = await post(body);
    expect({ status, code: json.error?.code }).toEqual({ status: 200, code });
    expect(json).toMatchObject({ jsonrpc: '2.0', error: { message: expect.any(String) } });
  });

  test('is refused by HTTP when it is huge, or no JSON at all', async () => {
    expect((await post(`{"a":"${'a'.repeat(1_100_000)}"}`)).status).toBe(413);
    const headers = { 'content-type': 'text/plain' };
    expect((await post('{}', { headers })).status).toBe(415);
  });

  test('never gives a 5xx, whatever is sent', async () => {
    const methods = ['SendMessage', 'SendStreamingMessage', 'GetTask', 'ListTasks', 'message/send'];
    const before = await api.ctx.db.execution.count();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...methods, 'x'), hostile, async (method, odd) => {
        for (const params of [
          odd,
          { message: odd, id: odd },
          { message: { ...message('x'), parts: odd } },
        ]) {
          const { status, json } = await post(
            JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
          );
          expect(status, JSON.stringify(params)).toBe(200);
          expect(json.error ?? json.result).toBeTruthy();
        }
      }),
      { numRuns: 30 },
    );
    expect(await api.ctx.db.execution.count()).toBe(before);
  });
});

test('a version that nobody speaks here is refused, and one that is spoken is taken', async () => {
  const ask = (version: string) => call('ListTasks', {}, { headers: { 'a2a-version': version } });
  expect((await ask('9.1')).error.code).toBe(-32009);
  expect((await ask('1.0')).error).toBeUndefined();
  expect((await ask('1.0.2')).error).toBeUndefined();
});

describe('who may call', () => {
  test('nobody without a key, or with one that may not execute', async () => {
    const bare = await fetch(`${api.origin}/api/a2a/${agent.id}`, { method: 'POST' });
    expect(bare.status).toBe(401);
    expect((await post('{}', { key: await keyOf('agents:read') })).status).toBe(403);
  });

  test('no other organization: the agent is to it as one that does not exist', async () => {
    const key = await api.stranger();
    const body = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'SendMessage',
      params: { message: message('hi') },
    });
    const theirs = await post(body, { key });
    const nothing = await post(body, { key, agentId: newId() });
    const gist = ({ status, json }: Json) => [status, json.error, json.code];
    expect(theirs.status).toBe(404);
    expect(gist(theirs)).toEqual(gist(nothing));
  });

  test('whoever sends its key in the other header', async () => {
    const response = await fetch(`${api.origin}/api/a2a/${agent.id}`, {
      method: 'POST',
      headers: { 'x-api-key': api.apiKey, 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ListTasks' }),
    });
    expect(((await response.json()) as Json).result.pageSize).toBe(50);
  });

  test('a key that may only execute sees its own tasks and nobody else’s', async () => {
    const mine = await keyOf('agents:execute');
    const configuration = { returnImmediately: true };
    const { result } = await call(
      'SendMessage',
      { message: message('mine'), configuration },
      { key: mine },
    );
    const other = await call('SendMessage', { message: message('other'), configuration });
    const seen = await call('ListTasks', {}, { key: mine });
    expect(seen.result.tasks.map(({ id }: Json) => id)).toEqual([result.task.id]);
    expect(seen.result.totalSize).toBe(1);
    const { id } = other.result.task;
    for (const method of ['GetTask', 'CancelTask', 'SubscribeToTask'])
      expect((await call(method, { id }, { key: mine })).error.code).toBe(-32001);
    const { contextId } = other.result.task;
    const after = await call(
      'SendMessage',
      { message: message('what did I say?', { contextId }) },
      { key: mine },
    );
    expect(JSON.stringify(after)).not.toContain('other');
  });
});

describe('an agent that is not public', () => {
  const card = (row: { organizationId: string; slug: string }) =>
    fetch(`${api.origin}/.well-known/agents/${row.organizationId}/${row.slug}/agent-card.json`);

  test('has no card and takes no calls, whether closed, paused, a draft or deleted', async () => {
    const one = await publicAgent({ name: 'Sometimes' });
    expect((await card(one)).status).toBe(200);
    await update(api.ctx, one.id, { a2a_enabled: false });
    expect((await card(one)).status).toBe(404);
    expect((await post('{}', { agentId: one.id })).status).toBe(404);
    await update(api.ctx, one.id, { a2a_enabled: true });
    await pause(api.ctx, one.id);
    expect((await card(one)).status).toBe(404);
    expect((await post('{}', { agentId: one.id })).status).toBe(404);
    const draft = await create(api.ctx, { name: 'Draft', a2a_enabled: true });
    expect((await card(draft)).status).toBe(404);
    const deeds = await api.ctx.db.auditEntry.findMany({
      where: { targetId: one.id, action: { startsWith: 'agent.a2a' } },
      orderBy: { id: 'asc' },
    });
    expect(deeds.map(({ action }) => action)).toEqual([
      'agent.a2a_enabled',
      'agent.a2a_disabled',
      'agent.a2a_enabled',
    ]);
  });
});

describe('cards', () => {
  test('are open to every page, kept by their ETag, and written for the version asked for', async () => {
    const url = `${api.origin}/.well-known/agents/${agent.organizationId}/${agent.slug}/agent-card.json`;
    const first = await fetch(url);
    expect(first.headers.get('access-control-allow-origin')).toBe('*');
    expect(first.headers.get('cache-control')).toBe('public, max-age=300');
    expect(first.headers.get('vary')).toBe('A2A-Version');
    const both = (await first.json()) as Json;
    expect(both).toMatchObject({
      protocolVersion: '0.3.0',
      url: `${api.origin}/api/a2a/${agent.id}`,
    });
    expect(both.supportedInterfaces).toHaveLength(2);
    expect(both.securitySchemes.bearer).toMatchObject({ type: 'http', httpAuthSecurityScheme: {} });
    const headers = { 'if-none-match': first.headers.get('etag') as string };
    expect((await fetch(url, { headers })).status).toBe(304);
    const current = (await (
      await fetch(url, { headers: { 'a2a-version': '1.0' } })
    ).json()) as Json;
    expect(current.url).toBeUndefined();
    const old = (await (await fetch(url, { headers: { 'a2a-version': '0.3' } })).json()) as Json;
    expect(old.supportedInterfaces).toBeUndefined();
    expect(JSON.stringify([both, current, old])).not.toContain('You help.');
  });

  test('list the public agents of an organization, by its id and slug, and none of another', async () => {
    await create(api.ctx, { name: 'Hidden one' });
    const list = async (reference: string) => {
      const response = await fetch(`${api.origin}/.well-known/agents/${reference}`);
      return { status: response.status, json: (await response.json()) as Json };
    };
    const { json } = await list(api.organizationId);
    expect(json.data.map(({ name }: Json) => name)).toContain('Open');
    expect(JSON.stringify(json)).not.toContain('Hidden one');
    const { organization } = await makeOrganization({ name: 'Nobody public' });
    expect((await list(organization.id)).status).toBe(404);
    expect((await list(newId())).json.error).toBe((await list(organization.id)).json.error);
  });

  test('one of them stands for the server when the operator says so', async () => {
    const url = `${api.origin}/.well-known/agent-card.json`;
    expect((await fetch(url)).status).toBe(404);
    const undo = overrideEnv({ A2A_DEFAULT_AGENT: `${agent.organizationId}/${agent.slug}` });
    expect(await (await fetch(url)).json()).toMatchObject({ name: 'Open' });
    undo();
  });

  test('the extended one tells the tools, to callers with a key', async () => {
    const one = await publicAgent({ name: 'Tooled', tools: [{ name: 'calculator' }] });
    const { result } = await call('GetExtendedAgentCard', undefined, { agentId: one.id });
    expect(result.skills.map(({ id }: Json) => id)).toContain('tool:calculator');
  });
});

describe('a message', () => {
  test('that comes again is the same task, also when it comes many times at once', async () => {
    const params = { message: message('once'), configuration: { returnImmediately: true } };
    const before = await api.ctx.db.execution.count();
    const answers = await Promise.all(Array.from({ length: 8 }, () => call('SendMessage', params)));
    const ids = new Set(answers.map(({ result }) => result.task.id));
    expect(ids.size).toBe(1);
    expect(await api.ctx.db.execution.count()).toBe(before + 1);
  });

  test('that follows in a context is answered with what was said before', async () => {
    const first = await call('SendMessage', { message: message('My name is Aurelia.') });
    const { contextId, id } = first.result.task;
    const second = await call('SendMessage', {
      message: message('What is my name?', { contextId }),
    });
    expect(second.result.task.contextId).toBe(contextId);
    const row = await api.ctx.db.execution.findUniqueOrThrow({
      where: { id: second.result.task.id },
    });
    const { messages } = row.input as Json;
    expect(messages.map(({ role }: Json) => role)).toEqual(['user', 'assistant', 'user']);
    expect(messages[0].content).toBe('My name is Aurelia.');
    const listed = await call('ListTasks', { contextId });
    expect(listed.result.tasks.map((task: Json) => task.id)).toEqual([second.result.task.id, id]);
    const over = await call('SendMessage', { message: message('more', { taskId: id }) });
    expect(over.error).toMatchObject({ code: -32004, message: expect.stringContaining(contextId) });
  });

  test('may hold data, and no files', async () => {
    const parts = [{ data: { order: 7 } }];
    const { result } = await call('SendMessage', { message: message('', { parts }) });
    const row = await api.ctx.db.execution.findUniqueOrThrow({ where: { id: result.task.id } });
    expect(row.input).toEqual({ order: 7 });
    for (const file of [{ raw: 'aGk=' }, { url: 'https://example.com/a.pdf' }]) {
      const refused = await call('SendMessage', { message: message('', { parts: [file] }) });
      expect(refused.error.code).toBe(-32005);
    }
    const configuration = { acceptedOutputModes: ['image/png'] };
    const picky = await call('SendMessage', { message: message('hi'), configuration });
    expect(picky.error.code).toBe(-32005);
  });

  test('is refused without credits, and leaves nothing behind', async () => {
    const { organization, owner, ctx } = await makeOrganization({ name: 'Broke' });
    const draft = await create(ctx, {
      name: 'Poor',
      system_prompt: 'You help.',
      config: { model: 'sandbox' },
      a2a_enabled: true,
    });
    await deploy(ctx, draft.id);
    const { key } = await makeApiKey(organization.id, owner.id);
    const { error } = await call(
      'SendMessage',
      { message: message('hi') },
      { key, agentId: draft.id },
    );
    expect(error).toMatchObject({
      code: -32000,
      data: [{ reason: 'INSUFFICIENT_CREDITS', metadata: { available: '0' } }],
    });
    expect(await ctx.db.execution.count()).toBe(0);
    expect(await ctx.db.a2aTask.count()).toBe(0);
  });

  test('that asks for push notifications is told that there are none', async () => {
    const taskPushNotificationConfig = { url: 'https://example.com' };
    const sent = await call('SendMessage', {
      message: message('hi'),
      configuration: { taskPushNotificationConfig },
    });
    expect(sent.error.code).toBe(-32003);
    const set = await call('tasks/pushNotificationConfig/set', { taskId: 'x' });
    expect(set.error.code).toBe(-32003);
  });
});

test('an object that fits the output schema is a data part', async () => {
  const output_schema = { type: 'object', properties: { urgency: { type: 'string' } } };
  const one = await publicAgent({ name: 'Structured', output_schema });
  const { result } = await call(
    'SendMessage',
    { message: message('[[sandbox: json={"urgency":"high"}]]') },
    { agentId: one.id },
  );
  expect(result.task.artifacts[0].parts).toEqual([
    { data: { urgency: 'high' }, mediaType: 'application/json' },
  ]);
});

test('a task that fails says why', async () => {
  const { result } = await call('SendMessage', { message: message('[[sandbox: fail=malformed]]') });
  expect(result.task.status.state).toBe('TASK_STATE_FAILED');
  expect(result.task.status.message.parts[0].text).toEqual(expect.any(String));
});

test('a task that waits for an approval needs input, and goes on after it', async () => {
  const one = await publicAgent({
    name: 'Careful',
    tools: [{ name: 'current_time', config: { approval: true } }],
  });
  const more = { agentId: one.id };
  const { result } = await call(
    'SendMessage',
    { message: message('[[sandbox: tool=current_time]]') },
    more,
  );
  const { id, status } = result.task;
  expect(status.state).toBe('TASK_STATE_INPUT_REQUIRED');
  expect(status.message.parts[0].text).toContain('/approvals');
  const waiting = await call('ListTasks', { status: 'TASK_STATE_INPUT_REQUIRED' }, more);
  expect(waiting.result.tasks.map((task: Json) => task.id)).toEqual([id]);
  expect((await call('ListTasks', { status: 'TASK_STATE_WORKING' }, more)).result.tasks).toEqual(
    [],
  );
  const follower = post(
    JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'SubscribeToTask', params: { id } }),
    more,
  );
  const asked = await until('the request', () =>
    api.ctx.db.approval.findFirst({ where: { executionId: id, status: 'pending' } }),
  );
  await decide(api.ctx, asked.id, 'approved', {});
  expect((await follower).json).toContain('TASK_STATE_COMPLETED');
  const done = await call('GetTask', { id }, more);
  expect(done.result.status.state).toBe('TASK_STATE_COMPLETED');
  expect((await call('CancelTask', { id }, more)).error.code).toBe(-32002);
});

test('tasks are listed page by page, each once', async () => {
  const one = await publicAgent({ name: 'Listed' });
  const more = { agentId: one.id };
  const sent: string[] = [];
  for (let i = 0; i < 5; i++)
    sent.push((await call('SendMessage', { message: message(`n${i}`) }, more)).result.task.id);
  const seen: string[] = [];
  let pageToken = '';
  do {
    const { result } = await call('ListTasks', { pageSize: 2, pageToken, historyLength: 0 }, more);
    expect(result.totalSize).toBe(5);
    for (const task of result.tasks) {
      expect(task.history ?? task.artifacts).toBeUndefined();
      seen.push(task.id);
    }
    pageToken = result.nextPageToken;
  } while (pageToken);
  expect(seen).toEqual(sent.toReversed());
  for (const odd of ['x', Buffer.from('a|b').toString('base64url')])
    expect((await call('ListTasks', { pageToken: odd }, more)).error.code).toBe(-32602);
});
