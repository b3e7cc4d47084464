import { afterAll, beforeAll, expect, test } from 'vitest';
import { create, deploy } from '@/lib/agents/save';
import { dispatch } from '@/lib/api/dispatch';
import { closeListener } from '@/lib/core/db/listen';
import { grant } from '@/lib/credits/grant';
import { microOf } from '@/lib/credits/money';
import { testDatabase } from '@/lib/testing/db';
import { makeApiKey, makeOrganization } from '@/lib/testing/factories/accounts';
import { flushRequests } from '@/lib/usage/record';
import { startLoop } from '@/lib/worker/loop';
import { handlers } from '@/lib/worker/registry';

let drop: () => Promise<void>;
let loop: Awaited<ReturnType<typeof startLoop>>;
beforeAll(async () => {
  ({ drop } = await testDatabase());
  loop = await startLoop(handlers);
});
afterAll(async () => {
  await loop.stop(2_000);
  await flushRequests();
  await closeListener();
  await drop();
});

interface ServerEvent {
  event: string;
  id?: string;
  // biome-ignore lint/suspicious/noExplicitAny: events of many shapes, looked at by name
  data: any;
}

/** The events of a stream; stops reading once `until` is true of one. */
async function events(response: Response, until = (_: ServerEvent) => false) {
  const seen: ServerEvent[] = [];
  let rest = '';
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done) return seen;
    rest += value;
    for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
      const block = rest.slice(0, end);
      rest = rest.slice(end + 2);
      if (block.startsWith(':')) continue;
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
      const seenNow = {
        event: field('event') as string,
        id: field('id'),
        data: JSON.parse(field('data') ?? 'null'),
      };
      seen.push(seenNow);
      if (until(seenNow)) {
        await reader?.cancel();
        return seen;
      }
    }
  }
}

async function team(credits = 100) {
  const { organization, owner, ctx, headers } = await makeOrganization();
  await grant(ctx, { amount: microOf(credits), description: 'Test' });
  const { id } = await create(ctx, {
    name: 'Tester',
    system_prompt: 'You test.',
    config: { model: 'sandbox' },
    tools: [{ name: 'calculator' }],
  });
  await deploy(ctx, id);
  const call = (method: string, path: string, body?: unknown, more = {}) =>
    dispatch(
      new Request(`http://localhost:4000${path}`, {
        method,
        headers: { ...headers, 'content-type': 'application/json', ...more },
        body: body === undefined ? null : JSON.stringify(body),
      }),
    );
  return { ctx, agentId: id, organization, owner, call };
}

const names = (seen: ServerEvent[]) => [...new Set(seen.map((e) => e.event))];

test('an answer streams: conversation, message, the run with its tool call, then done', async () => {
  const { agentId, call } = await team();
  const message = 'use tool calculator {"expression":"6*7"}';
  const response = await call('POST', '/chat/send', { agent_id: agentId, message });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const seen = await events(response);
  expect(names(seen).slice(0, 2)).toEqual(['conversation', 'message']);
  expect(names(seen)).toEqual(expect.arrayContaining(['tool_call', 'tool_result', 'text']));
  const done = seen.at(-1);
  expect(done?.event).toBe('done');
  expect(done?.data.execution).toMatchObject({ status: 'completed', source: 'chat' });
  const streamed = seen.flatMap((e) => (e.event === 'text' ? e.data.text : [])).join('');
  expect(done?.data.message).toMatchObject({ status: 'complete', content: streamed });
  const types = done?.data.message.parts.map((p: { type: string }) => p.type);
  expect(types).toEqual(['tool', 'text']);
  const { id } = (seen[0] as ServerEvent).data;
  const list = await (await call('GET', `/api/v1/conversations/${id}/messages`)).json();
  expect(list.data[0]).toEqual(done?.data.message);
});

test('the answer is written to its end when the reader leaves, and can be followed again', async () => {
  const { ctx, agentId, call } = await team();
  const message = '[[sandbox: words=60 delay=10]]';
  const response = await call('POST', '/chat/send', { agent_id: agentId, message });
  const before = await events(response, (e) => e.event === 'text');
  const { execution_id, assistant_message_id } = (before[1] as ServerEvent).data;
  const last = before.at(-1)?.id ?? '';
  const again = await call('GET', `/api/v1/executions/${execution_id}/stream`, undefined, {
    'last-event-id': last,
  });
  const after = await events(again);
  const text = [...before, ...after].flatMap((e) => (e.event === 'text' ? e.data.text : []));
  expect(after.at(-1)?.data).toMatchObject({ status: 'completed' });
  expect(text.join('')).toBe(after.at(-1)?.data.output.message);
  // The worker's own subscriber settles the message; nobody reads the conversation here.
  await expect
    .poll(() => ctx.db.message.findUnique({ where: { id: assistant_message_id } }))
    .toMatchObject({ status: 'complete', content: text.join('') });
});

test('stopping an answer keeps what was said of it', async () => {
  const { agentId, call } = await team();
  const message = '[[sandbox: words=2000 delay=20]]';
  const response = await call('POST', '/chat/send', { agent_id: agentId, message });
  let stopped: Promise<Response> | undefined;
  let execution = '';
  const seen = await events(response, (e) => {
    if (e.event === 'message') execution = e.data.execution_id;
    if (e.event === 'text') stopped ??= call('POST', `/api/v1/executions/${execution}/cancel`);
    return false;
  });
  expect((await stopped)?.status).toBe(200);
  const done = seen.at(-1)?.data;
  expect(done.execution.status).toBe('cancelled');
  expect(done.message.status).toBe('stopped');
  expect(done.message.content).toMatch(/^Sandbox model/);
});

test('errors before the stream are plain JSON', async () => {
  const { agentId, call } = await team(0.001);
  const poor = await call('POST', '/chat/send', { agent_id: agentId, message: 'Hello' });
  expect(poor.status).toBe(402);
  expect(await poor.json()).toMatchObject({
    code: 'INSUFFICIENT_CREDITS',
    required: 0.01,
    available: 0.001,
  });
  const empty = await call('POST', '/chat/send', { agent_id: agentId });
  expect(empty.status).toBe(400);
  expect((await empty.json()).details).toEqual({ message: 'is required' });
  const draft = await (await call('POST', '/api/v1/agents', { name: 'Draft' })).json();
  const early = await call('POST', '/chat/send', { agent_id: draft.id, message: 'Hello' });
  expect(early.status).toBe(409);
  expect(await early.json()).toMatchObject({
    code: 'AGENT_NOT_ACTIVE',
    error: '"Draft" is draft. Deploy it first.',
  });
});

test("a key reaches its maker's conversations and needs the scope to send", async () => {
  const { agentId, call, organization, owner } = await team();
  const { id } = await (await call('POST', '/api/v1/conversations', { title: 'Mine' })).json();
  const { headers } = await makeApiKey(organization.id, owner.id, { scopes: ['chat:read'] });
  const read = await call('GET', `/api/v1/conversations/${id}`, undefined, headers);
  expect(await read.json()).toMatchObject({ title: 'Mine', streaming: false });
  const write = await call('POST', '/chat/send', { agent_id: agentId, message: 'Hi' }, headers);
  expect(write.status).toBe(403);
});

test('a conversation is renamed, deleted and restored over the API', async () => {
  const { call } = await team();
  const { id } = await (await call('POST', '/api/v1/conversations', { title: 'Old' })).json();
  const path = `/api/v1/conversations/${id}`;
  expect(await (await call('PATCH', path, { title: 'New' })).json()).toMatchObject({
    title: 'New',
  });
  expect((await call('DELETE', path)).status).toBe(204);
  expect((await call('GET', path)).status).toBe(404);
  expect((await call('DELETE', path)).status).toBe(404);
  expect((await call('POST', `${path}/restore`)).status).toBe(200);
  expect((await call('GET', path)).status).toBe(200);
});
