import { describe, expect, test } from 'vitest';
import { create, deploy } from '@/lib/agents/save';
import { decide } from '@/lib/approvals/decide';
import { type Json, message, withA2aAgent } from '@/lib/testing/a2a-agent';
import { makeApiKey, makeOrganization } from '@/lib/testing/factories/accounts';
import { until } from '@/lib/testing/until';

const a2a = withA2aAgent();

describe('a message', () => {
  test('that comes again is the same task, also when it comes many times at once', async () => {
    const params = { message: message('once'), configuration: { returnImmediately: true } };
    const before = await a2a.api.ctx.db.execution.count();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => a2a.call('SendMessage', params)),
    );
    const ids = new Set(answers.map(({ result }) => result.task.id));
    expect(ids.size).toBe(1);
    expect(await a2a.api.ctx.db.execution.count()).toBe(before + 1);
  });

  test('that follows in a context is answered with what was said before', async () => {
    const first = await a2a.call('SendMessage', { message: message('My name is Aurelia.') });
    const { contextId, id } = first.result.task;
    const second = await a2a.call('SendMessage', {
      message: message('What is my name?', { contextId }),
    });
    expect(second.result.task.contextId).toBe(contextId);
    const row = await a2a.api.ctx.db.execution.findUniqueOrThrow({
      where: { id: second.result.task.id },
    });
    const { messages } = row.input as Json;
    expect(messages.map(({ role }: Json) => role)).toEqual(['user', 'assistant', 'user']);
    expect(messages[0].content).toBe('My name is Aurelia.');
    const listed = await a2a.call('ListTasks', { contextId });
    expect(listed.result.tasks.map((task: Json) => task.id)).toEqual([second.result.task.id, id]);
    const over = await a2a.call('SendMessage', { message: message('more', { taskId: id }) });
    expect(over.error).toMatchObject({ code: -32004, message: expect.stringContaining(contextId) });
  });

  test('may hold data, and no files', async () => {
    const parts = [{ data: { order: 7 } }];
    const { result } = await a2a.call('SendMessage', { message: message('', { parts }) });
    const row = await a2a.api.ctx.db.execution.findUniqueOrThrow({ where: { id: result.task.id } });
    expect(row.input).toEqual({ order: 7 });
    for (const file of [{ raw: 'aGk=' }, { url: 'https://example.com/a.pdf' }]) {
      const refused = await a2a.call('SendMessage', { message: message('', { parts: [file] }) });
      expect(refused.error.code).toBe(-32005);
    }
    const configuration = { acceptedOutputModes: ['image/png'] };
    const picky = await a2a.call('SendMessage', { message: message('hi'), configuration });
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
    const { error } = await a2a.call(
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
    const sent = await a2a.call('SendMessage', {
      message: message('hi'),
      configuration: { taskPushNotificationConfig },
    });
    expect(sent.error.code).toBe(-32003);
    const set = await a2a.call('tasks/pushNotificationConfig/set', { taskId: 'x' });
    expect(set.error.code).toBe(-32003);
  });
});

test('an object that fits the output schema is a data part', async () => {
  const output_schema = { type: 'object', properties: { urgency: { type: 'string' } } };
  const one = await a2a.publicAgent({ name: 'Structured', output_schema });
  const { result } = await a2a.call(
    'SendMessage',
    { message: message('[[sandbox: json={"urgency":"high"}]]') },
    { agentId: one.id },
  );
  expect(result.task.artifacts[0].parts).toEqual([
    { data: { urgency: 'high' }, mediaType: 'application/json' },
  ]);
});

test('a task that fails says why', async () => {
  const { result } = await a2a.call('SendMessage', {
    message: message('[[sandbox: fail=malformed]]'),
  });
  expect(result.task.status.state).toBe('TASK_STATE_FAILED');
  expect(result.task.status.message.parts[0].text).toEqual(expect.any(String));
});

test('a task that waits for an approval needs input, and goes on after it', async () => {
  const one = await a2a.publicAgent({
    name: 'Careful',
    tools: [{ name: 'current_time', config: { approval: true } }],
  });
  const more = { agentId: one.id };
  const { result } = await a2a.call(
    'SendMessage',
    { message: message('[[sandbox: tool=current_time]]') },
    more,
  );
  const { id, status } = result.task;
  expect(status.state).toBe('TASK_STATE_INPUT_REQUIRED');
  expect(status.message.parts[0].text).toContain('/approvals');
  const waiting = await a2a.call('ListTasks', { status: 'TASK_STATE_INPUT_REQUIRED' }, more);
  expect(waiting.result.tasks.map((task: Json) => task.id)).toEqual([id]);
  expect(
    (await a2a.call('ListTasks', { status: 'TASK_STATE_WORKING' }, more)).result.tasks,
  ).toEqual([]);
  const follower = a2a.post(
    JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'SubscribeToTask', params: { id } }),
    more,
  );
  const asked = await until('the request', () =>
    a2a.api.ctx.db.approval.findFirst({ where: { executionId: id, status: 'pending' } }),
  );
  await decide(a2a.api.ctx, asked.id, 'approved', {});
  expect((await follower).json).toContain('TASK_STATE_COMPLETED');
  const done = await a2a.call('GetTask', { id }, more);
  expect(done.result.status.state).toBe('TASK_STATE_COMPLETED');
  expect((await a2a.call('CancelTask', { id }, more)).error.code).toBe(-32002);
});

test('tasks are listed page by page, each once', async () => {
  const one = await a2a.publicAgent({ name: 'Listed' });
  const more = { agentId: one.id };
  const sent: string[] = [];
  for (let i = 0; i < 5; i++)
    sent.push((await a2a.call('SendMessage', { message: message(`n${i}`) }, more)).result.task.id);
  const seen: string[] = [];
  let pageToken = '';
  do {
    const { result } = await a2a.call(
      'ListTasks',
      { pageSize: 2, pageToken, historyLength: 0 },
      more,
    );
    expect(result.totalSize).toBe(5);
    for (const task of result.tasks) {
      expect(task.history ?? task.artifacts).toBeUndefined();
      seen.push(task.id);
    }
    pageToken = result.nextPageToken;
  } while (pageToken);
  expect(seen).toEqual(sent.toReversed());
  for (const odd of ['x', Buffer.from('a|b').toString('base64url')])
    expect((await a2a.call('ListTasks', { pageToken: odd }, more)).error.code).toBe(-32602);
});
