import { afterAll, beforeAll, expect, test } from 'vitest';
import { create, deploy } from '@/lib/agents/save';
import * as conversations from '@/lib/chat/conversations';
import { readMessages } from '@/lib/chat/read';
import { send } from '@/lib/chat/send';
import { findConversations, loadConversation } from '@/lib/chat/store';
import { type Ctx, systemCtx } from '@/lib/core/context';
import { closeListener } from '@/lib/core/db/listen';
import { balance } from '@/lib/credits/balance';
import { grant } from '@/lib/credits/grant';
import { microOf } from '@/lib/credits/money';
import { cancelById } from '@/lib/executions/cancel';
import { run } from '@/lib/executions/run';
import { testDatabase } from '@/lib/testing/db';
import { makeMember, makeOrganization } from '@/lib/testing/factories/accounts';
import { subscribers } from '@/lib/worker/registry';

let drop: () => Promise<void>;
beforeAll(async () => {
  ({ drop } = await testDatabase());
});
afterAll(async () => {
  await closeListener();
  await drop();
});

const never = new AbortController().signal;
const page = { limit: 50, offset: 0 };

async function team(credits = 100) {
  const { organization, ctx } = await makeOrganization();
  if (credits > 0) await grant(ctx, { amount: microOf(credits), description: 'Test' });
  const draft = await create(ctx, {
    name: 'Tester',
    system_prompt: 'You test.',
    config: { model: 'sandbox' },
    tools: [{ name: 'calculator' }],
  });
  const agent = await deploy(ctx, draft.id);
  return { ctx, agent, organization };
}

/** Sends and lets the agent answer. */
async function talk(ctx: Ctx, input: Parameters<typeof send>[1]) {
  const sent = await send(ctx, input);
  await run(systemCtx(ctx.organizationId, 'test'), sent.execution.id, never);
  return sent;
}

async function texts(ctx: Ctx, id: string): Promise<string[]> {
  const { data } = await readMessages(ctx, id, page);
  return data.toReversed().map((m) => `${m.role}: ${m.content.split('\n').at(-1)}`);
}

test('a message gets an answer, a title and a place in the list', async () => {
  const { ctx, agent } = await team();
  const { conversation } = await talk(ctx, { agent_id: agent.id, message: '**Hello** there\nyou' });
  const { data } = await readMessages(ctx, conversation.id, page);
  expect(data.map((m) => [m.role, m.status])).toEqual([
    ['assistant', 'complete'],
    ['user', 'complete'],
  ]);
  expect(data[0]?.content).toContain('You said: “**Hello** there you”');
  expect(data[0]?.execution).toMatchObject({ status: 'completed', credits: 0.01 });
  const { rows, total } = await findConversations(ctx, page);
  expect({ total, title: rows[0]?.title }).toEqual({ total: 1, title: 'Hello there' });
});

test('the event of the end gives the answer its text without any reader', async () => {
  const { ctx, agent } = await team();
  const { answer, execution } = await talk(ctx, { agent_id: agent.id, message: 'Hello' });
  expect((await ctx.db.message.findUnique({ where: { id: answer.id } }))?.status).toBe('streaming');
  const event = await ctx.db.event.findFirstOrThrow({ where: { type: 'execution.completed' } });
  const subscriber = subscribers.find((s) => s.name === 'chat.settle');
  await subscriber?.on(ctx, { ...event, data: event.data as Record<string, unknown> });
  const row = await ctx.db.message.findUnique({ where: { id: answer.id } });
  expect(row).toMatchObject({ status: 'complete', executionId: execution.id });
  expect(row?.content).toContain('You said: “Hello”');
});

test('the agent reads what was said before, and not what was replaced', async () => {
  const { ctx, agent } = await team();
  const first = await talk(ctx, { agent_id: agent.id, message: 'One' });
  const id = first.conversation.id;
  await talk(ctx, { conversation_id: id, message: 'Two' });
  const edited = await talk(ctx, {
    conversation_id: id,
    message: 'Three',
    edit: { message_id: first.question.id },
  });
  expect(edited.execution.input).toEqual({ messages: [{ role: 'user', content: 'Three' }] });
  const after = await send(ctx, { conversation_id: id, message: 'Four' });
  const { messages } = after.execution.input as { messages: { role: string; content: string }[] };
  expect(messages.map((m) => m.role)).toEqual(['user', 'assistant', 'user']);
  expect(messages.map((m) => m.content).join()).not.toMatch(/One|Two/);
});

test('a retry replaces the answer and keeps the question', async () => {
  const { ctx, agent } = await team();
  const first = await talk(ctx, { agent_id: agent.id, message: 'One' });
  const id = first.conversation.id;
  await talk(ctx, { conversation_id: id, message: 'Two' });
  const again = await talk(ctx, { conversation_id: id, regenerate: first.answer.id });
  expect(again.question.id).toBe(first.question.id);
  expect(await texts(ctx, id)).toHaveLength(2);
  expect(await ctx.db.message.count({ where: { supersededAt: { not: null } } })).toBe(3);
  await expect(
    send(ctx, { conversation_id: id, regenerate: first.answer.id }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('402 leaves neither conversation nor message behind', async () => {
  const { ctx, agent } = await team(0);
  await expect(send(ctx, { agent_id: agent.id, message: 'Hello' })).rejects.toMatchObject({
    code: 'INSUFFICIENT_CREDITS',
    extra: { required: 0.01, available: 0 },
  });
  expect(await ctx.db.conversation.count()).toBe(0);
  expect(await ctx.db.message.count()).toBe(0);
  expect(await ctx.db.execution.count()).toBe(0);
});

test('402 on an edit keeps the messages it would have replaced', async () => {
  const { ctx, agent } = await team(0.01);
  const { conversation, question } = await talk(ctx, { agent_id: agent.id, message: 'Hello' });
  const edit = { message_id: question.id };
  await expect(
    send(ctx, { conversation_id: conversation.id, message: 'Other', edit }),
  ).rejects.toMatchObject({ code: 'INSUFFICIENT_CREDITS' });
  expect(await texts(ctx, conversation.id)).toHaveLength(2);
});

test('a second message while the first is being answered is refused', async () => {
  const { ctx, agent } = await team();
  const { conversation, execution } = await send(ctx, { agent_id: agent.id, message: 'Hello' });
  const next = { conversation_id: conversation.id, message: 'And?' };
  await expect(send(ctx, next)).rejects.toMatchObject({ code: 'CONFLICT' });
  await cancelById(ctx, execution.id, never);
  await expect(send(ctx, next)).resolves.toBeDefined();
  const { data } = await readMessages(ctx, conversation.id, page);
  expect(data.map((m) => m.status)).toEqual(['streaming', 'complete', 'stopped', 'complete']);
});

test('two messages sent at once to one conversation: one is accepted', async () => {
  const { ctx, agent } = await team();
  const { id } = await conversations.create(ctx, { agent_id: agent.id });
  const both = await Promise.allSettled([
    send(ctx, { conversation_id: id, message: 'A' }),
    send(ctx, { conversation_id: id, message: 'B' }),
  ]);
  expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect((await balance(ctx)).held).toBe(0.01);
});

test('an agent that is not active cannot be chatted with', async () => {
  const { ctx } = await team();
  const draft = await create(ctx, {
    name: 'Draft',
    system_prompt: 'x',
    config: { model: 'sandbox' },
  });
  await expect(send(ctx, { agent_id: draft.id, message: 'Hello' })).rejects.toMatchObject({
    code: 'AGENT_NOT_ACTIVE',
  });
});

test('an attached execution is read by the agent, and only with the scope for it', async () => {
  const { ctx, agent } = await team();
  const { execution } = await talk(ctx, { agent_id: agent.id, message: 'Remember the heron' });
  const input = { agent_id: agent.id, message: 'Look', attachments: [execution.id] };
  const sent = await send(ctx, input);
  expect(JSON.stringify(sent.execution.input)).toContain('Remember the heron');
  const { data } = await readMessages(ctx, sent.conversation.id, page);
  expect(data[1]?.attachments).toEqual([
    { id: execution.id, agent_name: 'Tester', status: 'completed' },
  ]);
  const chatOnly = { ...ctx, scopes: ['chat:write'] };
  await expect(send(chatOnly, input)).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test("a colleague's conversation is answered like one that does not exist", async () => {
  const { ctx, agent, organization } = await team();
  const { conversation, question } = await talk(ctx, { agent_id: agent.id, message: 'Secret' });
  const colleague = (await makeMember(organization.id, 'admin')).ctx;
  const missing = { code: 'NOT_FOUND', message: 'No such conversation.' };
  const { id } = conversation;
  await expect(loadConversation(colleague, id)).rejects.toMatchObject(missing);
  await expect(readMessages(colleague, id, page)).rejects.toMatchObject(missing);
  await expect(conversations.update(colleague, id, { title: 'x' })).rejects.toMatchObject(missing);
  await expect(conversations.remove(colleague, id)).rejects.toMatchObject(missing);
  await expect(send(colleague, { conversation_id: id, message: 'Hi' })).rejects.toMatchObject(
    missing,
  );
  // Nor can it be reached through a conversation of one's own.
  const own = await conversations.create(colleague, { agent_id: agent.id });
  await expect(
    send(colleague, { conversation_id: own.id, regenerate: question.id }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await findConversations(colleague, { ...page, search: 'Secret' })).total).toBe(0);
  await conversations.remove(ctx, id);
  await expect(conversations.restore(colleague, id)).rejects.toMatchObject(missing);
});

test("another organization's agent, execution and conversation are unknown here", async () => {
  const ours = await team();
  const theirs = await team();
  const sent = await talk(theirs.ctx, { agent_id: theirs.agent.id, message: 'Hello' });
  await expect(loadConversation(ours.ctx, sent.conversation.id)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await expect(
    send(ours.ctx, { agent_id: theirs.agent.id, message: 'Hello' }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(
    send(ours.ctx, {
      agent_id: ours.agent.id,
      message: 'Hello',
      attachments: [sent.execution.id],
    }),
  ).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
});

test('search finds titles and messages, takes % literally and forgets what was replaced', async () => {
  const { ctx, agent } = await team();
  const { conversation, question } = await talk(ctx, { agent_id: agent.id, message: '50% off' });
  await talk(ctx, { agent_id: agent.id, message: '500 offers' });
  const count = async (search: string) => (await findConversations(ctx, { ...page, search })).total;
  expect([await count('OFF'), await count('50%'), await count('heron')]).toEqual([2, 1, 0]);
  await talk(ctx, {
    conversation_id: conversation.id,
    message: 'Heron',
    edit: { message_id: question.id },
  });
  expect(await count('heron')).toBe(1);
});

test('a deleted conversation is gone until it is restored', async () => {
  const { ctx, agent } = await team();
  const { conversation } = await talk(ctx, { agent_id: agent.id, message: 'Hello' });
  await conversations.remove(ctx, conversation.id);
  await expect(loadConversation(ctx, conversation.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await findConversations(ctx, page)).total).toBe(0);
  await conversations.restore(ctx, conversation.id);
  expect(await texts(ctx, conversation.id)).toHaveLength(2);
});
