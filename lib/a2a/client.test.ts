import {
  type Message,
  Role,
  type SendMessageRequest,
  type StreamResponse,
  type Task,
  TaskState,
} from '@a2a-js/sdk';
import {
  type Client,
  ClientFactory,
  DefaultAgentCardResolver,
  JsonRpcTransportFactory,
} from '@a2a-js/sdk/client';
import { beforeAll, describe, expect, test } from 'vitest';
import { create, deploy } from '@/lib/agents/save';
import { overrideEnv } from '@/lib/core/env';
import { newId } from '@/lib/core/ids';
import { withServedApi } from '@/lib/testing/served-api';

const api = withServedApi();
let agentId: string;
let cardPath: string;

async function agent(more = {}) {
  const draft = await create(api.ctx, {
    name: 'Remote worker',
    description: 'Does what other agents ask.',
    system_prompt: 'You help.',
    config: { model: 'sandbox' },
    a2a_enabled: true,
    ...more,
  });
  return deploy(api.ctx, draft.id);
}

beforeAll(async () => {
  overrideEnv({ APP_URL: api.origin, baseUrl: api.origin });
  const row = await agent();
  agentId = row.id;
  cardPath = `/.well-known/agents/${row.organizationId}/${row.slug}/agent-card.json`;
});

const withKey =
  (key = api.apiKey): typeof fetch =>
  (url, init) => {
    const headers = new Headers(init?.headers);
    headers.set('authorization', `Bearer ${key}`);
    return fetch(url, { ...init, headers });
  };

/** The official client, made from the card that it finds, as whoever has the key. */
async function clientOf(path = cardPath, legacy = false, key?: string): Promise<Client> {
  const fetchImpl = withKey(key);
  const legacyCompat = { enabled: legacy };
  const factory = new ClientFactory({
    transports: [new JsonRpcTransportFactory({ fetchImpl, legacyCompat })],
    cardResolver: new DefaultAgentCardResolver({
      legacyCompat,
      // A client of 0.3 names no version when it reads a card.
      fetchImpl: legacy ? (url) => fetch(url, { headers: { 'A2A-Version': '0.3' } }) : fetch,
    }),
  });
  return factory.createFromUrl(api.origin, path);
}

const ask = (text: string, more: Partial<Message> = {}, now = false): SendMessageRequest => ({
  tenant: '',
  metadata: undefined,
  message: {
    messageId: newId(),
    contextId: '',
    taskId: '',
    role: Role.ROLE_USER,
    parts: [
      {
        content: { $case: 'text', value: text },
        metadata: undefined,
        filename: '',
        mediaType: '',
      },
    ],
    metadata: undefined,
    extensions: [],
    referenceTaskIds: [],
    ...more,
  },
  configuration: {
    acceptedOutputModes: [],
    taskPushNotificationConfig: undefined,
    returnImmediately: now,
  },
});

const textIn = (task: Pick<Task, 'artifacts'>) =>
  task.artifacts
    .flatMap(({ parts }) => parts)
    .map(({ content }) => (content?.$case === 'text' ? content.value : ''))
    .join('');

async function all(stream: AsyncGenerator<StreamResponse>) {
  const seen: StreamResponse['payload'][] = [];
  for await (const { payload } of stream) seen.push(payload);
  return seen;
}

/** The text of an artifact as a reader puts it together. */
function streamedText(seen: StreamResponse['payload'][]): string {
  let text = '';
  for (const one of seen) {
    if (one?.$case === 'task') text = textIn(one.value);
    if (one?.$case !== 'artifactUpdate') continue;
    const piece = textIn({ artifacts: [one.value.artifact as never] });
    text = one.value.append ? text + piece : piece;
  }
  return text;
}

const lastState = (seen: StreamResponse['payload'][]) => {
  const last = seen.at(-1);
  return last?.$case === 'statusUpdate' ? last.value.status?.state : undefined;
};

describe.each([
  ['1.0', false],
  ['0.3', true],
] as const)('the official client, speaking %s,', (version, legacy) => {
  test('finds the agent by its card and gets the result of a task', async () => {
    const client = await clientOf(cardPath, legacy);
    expect(client.protocolVersion).toBe(version);
    const task = (await client.sendMessage(ask('Say hello to the world'))) as Task;
    expect(task.status?.state).toBe(TaskState.TASK_STATE_COMPLETED);
    expect(textIn(task)).toContain('hello');
    const row = await api.ctx.db.execution.findUniqueOrThrow({ where: { id: task.id } });
    expect(row).toMatchObject({ status: 'completed', source: 'a2a', agentId });
    const again = await client.getTask({ tenant: '', id: task.id });
    expect(textIn(again)).toBe(textIn(task));
    expect(again.history).toHaveLength(1);
    const bare = await client.getTask({ tenant: '', id: task.id, historyLength: 0 });
    expect(bare.history).toEqual([]);
  });

  test('streams an answer piece by piece', async () => {
    const client = await clientOf(cardPath, legacy);
    const seen = await all(client.sendMessageStream(ask('[[sandbox: words=40 delay=10]]')));
    expect(seen[0]?.$case).toBe('task');
    const updates = seen.filter((one) => one?.$case === 'artifactUpdate');
    expect(updates.length).toBeGreaterThan(2);
    expect(lastState(seen)).toBe(TaskState.TASK_STATE_COMPLETED);
    const { id } = (seen[0] as { value: Task }).value;
    const row = await api.ctx.db.execution.findUniqueOrThrow({ where: { id } });
    expect(streamedText(seen)).toBe((row.output as { message: string }).message);
  });

  test('sends without waiting, cancels, and sees the task cancelled', async () => {
    const client = await clientOf(cardPath, legacy);
    const slow = ask('[[sandbox: words=2000 delay=50]]', {}, true);
    const begun = (await client.sendMessage(slow)) as Task;
    expect([TaskState.TASK_STATE_SUBMITTED, TaskState.TASK_STATE_WORKING]).toContain(
      begun.status?.state,
    );
    const ended = await client.cancelTask({ tenant: '', id: begun.id, metadata: undefined });
    expect(ended.status?.state).toBe(TaskState.TASK_STATE_CANCELED);
    await expect(client.resubscribeTask({ tenant: '', id: begun.id }).next()).rejects.toThrow(
      /over/,
    );
  });

  test('subscribes in the middle and misses nothing', async () => {
    const client = await clientOf(cardPath, legacy);
    const begun = (await client.sendMessage(
      ask('[[sandbox: words=60 delay=20]]', {}, true),
    )) as Task;
    for await (const { payload } of client.resubscribeTask({ tenant: '', id: begun.id }))
      if (payload?.$case === 'artifactUpdate') break;
    const seen = await all(client.resubscribeTask({ tenant: '', id: begun.id }));
    expect(textIn((seen[0] as { value: Task }).value)).not.toBe('');
    expect(lastState(seen)).toBe(TaskState.TASK_STATE_COMPLETED);
    const row = await api.ctx.db.execution.findUniqueOrThrow({ where: { id: begun.id } });
    expect(streamedText(seen)).toBe((row.output as { message: string }).message);
  });
});
