import { describe, expect, test } from 'vitest';
import { newId } from '@/lib/core/ids';
import { asClient } from '@/lib/testing/workflow-api';
import { ended, reaches } from '@/lib/testing/workflow-runs';
import { withWorker } from '@/lib/testing/workflow-worker';

withWorker();
const client = asClient();
const { ask, got } = client;

const made = async (definition: object, name = 'W'): Promise<string> =>
  (await got(201, 'POST', '/api/v1/workflows', { name, definition })).id;
const NAP = { steps: [{ id: 'nap', type: 'delay', config: { duration: '1h' } }] };
const SUM = {
  steps: [
    { id: 'a', type: 'set', config: { n: '{{ input.n + 1 }}' } },
    { id: 'b', type: 'set', config: { n: '{{ steps.a.output.n * 2 }}' } },
  ],
  output: { n: '{{ steps.b.output.n }}' },
};

describe("CodeAI's runs", () => {
  test('its requests are answered as it documents them', async () => {
    const body = {
      workflowId: 'wf-unique-id-001',
      workflowType: 'ai-pipeline',
      input: { model: 'gpt-4', prompt: 'Analyze this data', maxTokens: 1000 },
      metadata: { project: 'my-project', environment: 'production' },
    };
    await client.grant(10);
    const started = await ask('POST', '/api/workflows', { body });
    expect(started.status).toBe(202);
    expect(started.json).toMatchObject({
      workflowId: 'wf-unique-id-001',
      runId: expect.any(String),
      status: 'running',
    });
    await ended(client.ctx, started.json.runId);
    for (const path of ['/api/workflows', '/api/v1/workflows'])
      expect(await got(200, 'GET', `${path}/wf-unique-id-001`)).toMatchObject({
        workflowId: 'wf-unique-id-001',
        workflowType: 'ai-pipeline',
        runId: started.json.runId,
        status: 'completed',
        input: body.input,
        output: { results: [{ name: 'gpt-4', status: 'completed', output: expect.any(String) }] },
        startedAt: expect.any(String),
        completedAt: expect.any(String),
        metadata: body.metadata,
      });
    const list = await got(200, 'GET', '/api/workflows?workflowType=ai-pipeline&status=completed');
    expect(list).toMatchObject({
      workflows: [{ workflowId: 'wf-unique-id-001', runId: started.json.runId }],
      total: 1,
      limit: 20,
      offset: 0,
    });
    expect((await got(200, 'GET', '/api/workflows?status=canceled')).total).toBe(0);
    const history = await got(200, 'GET', '/api/workflows/wf-unique-id-001/history');
    expect(history.events[0]).toMatchObject({
      eventId: 1,
      eventType: 'WorkflowExecutionStarted',
      timestamp: expect.any(String),
    });
    const ids = history.events.map(({ eventId }: { eventId: number }) => eventId);
    expect(ids).toEqual(ids.map((_: number, i: number) => i + 1));
    expect(history.events.at(-1).eventType).toBe('WorkflowExecutionCompleted');
  });

  test('a registered workflow runs by its name; its workflowId is taken while it is open', async () => {
    await made(NAP, 'Long nap');
    const body = { workflowId: 'mine', workflowType: 'Long nap', input: {} };
    await got(202, 'POST', '/api/v1/workflows', body);
    await got(409, 'POST', '/api/workflows', body);
    const reason = { reason: 'User requested cancellation' };
    expect(await got(200, 'POST', '/api/v1/workflows/mine/cancel', reason)).toMatchObject({
      workflowId: 'mine',
      status: 'canceled',
    });
    await got(202, 'POST', '/api/workflows', body);
    expect(await got(200, 'GET', '/api/workflows/mine')).toMatchObject({
      workflowType: 'Long nap',
      status: expect.stringMatching(/pending|running/),
    });
    await got(404, 'POST', '/api/workflows', { ...body, workflowId: 'x', workflowType: 'nothing' });
    await got(404, 'GET', '/api/workflows/nothing');
  });
});

describe("FleetPrompt's runs", () => {
  test('a run is waited for, and shows its steps and history', async () => {
    const workflow_id = await made(SUM);
    const run = await got(200, 'POST', '/api/v1/workflow-runs?wait=30', {
      workflow_id,
      input: { n: 1 },
    });
    expect(run).toMatchObject({
      workflow_id,
      workflow_name: 'W',
      version: 1,
      status: 'completed',
      output: { n: 4 },
      trigger: { type: 'manual' },
    });
    const { data, total } = await got(200, 'GET', `/api/v1/workflow-runs/${run.id}/steps`);
    expect(total).toBe(2);
    expect(data).toMatchObject([
      { key: 'a', step: 'a', type: 'set', status: 'completed', output: { n: 2 } },
      { key: 'b', output: { n: 4 } },
    ]);
    const path = `/api/v1/workflow-runs/${run.id}/history`;
    const history = await got(200, 'GET', path);
    expect((await got(200, 'GET', `${path}?after=1`)).data).toEqual(history.data.slice(1));
    const list = await got(200, 'GET', `/api/v1/workflow-runs?workflow_id=${workflow_id}`);
    expect(list).toMatchObject({ total: 1, data: [{ id: run.id }] });
    expect((await got(200, 'GET', '/api/v1/workflow-runs?status=failed')).total).toBe(0);
    const execute = await got(200, 'POST', `/api/v1/workflows/${workflow_id}/execute?wait=30`, {
      input: { n: 2 },
    });
    expect(execute).toMatchObject({ status: 'completed', output: { n: 6 } });
  });

  test('a run is paused, resumed, signalled and cancelled; an ended one takes nothing any more', async () => {
    const workflow_id = await made({
      steps: [
        { id: 'w', type: 'wait_event', config: { event: 'go' } },
        { id: 'x', type: 'set', config: { got: '{{ steps.w.output }}' } },
      ],
    });
    const { id } = await got(202, 'POST', '/api/v1/workflow-runs', { workflow_id });
    await reaches(client.ctx, id, 'waiting', 'event');
    const at = `/api/v1/workflow-runs/${id}`;
    await got(200, 'POST', `${at}/pause`);
    await reaches(client.ctx, id, 'paused');
    expect(await got(200, 'GET', at)).toMatchObject({ status: 'running', state: 'paused' });
    await got(200, 'POST', `${at}/resume`);
    await got(200, 'POST', `${at}/signal`, { name: 'go', data: { n: 1 }, id: 'once' });
    const run = await got(200, 'GET', `${at}?wait=30`);
    expect(run).toMatchObject({ status: 'completed', output: { got: { n: 1 } } });
    for (const action of ['pause', 'resume', 'cancel']) await got(409, 'POST', `${at}/${action}`);
    await got(409, 'POST', `${at}/signal`, { name: 'go' });
    await got(409, 'POST', `${at}/retry`);
  });

  test('a failed run is retried from its failure, the start, a step, or with the latest version', async () => {
    const failing = (url: string) => ({
      steps: [
        { id: 'first', type: 'set', config: { at: '{{ run.id }}' } },
        { id: 'second', type: 'transform', config: { expression: url } },
      ],
      output: { first: '{{ steps.first.output.at }}', second: '{{ steps.second.output }}' },
    });
    const workflow_id = await made(failing('input.missing.deep'));
    const run = await got(200, 'POST', '/api/v1/workflow-runs?wait=30', { workflow_id });
    expect(run).toMatchObject({ status: 'failed', error: { step: 'second' } });
    const at = `/api/v1/workflow-runs/${run.id}`;
    const same = await got(202, 'POST', `${at}/retry`);
    expect(await ended(client.ctx, same.id)).toMatchObject({ status: 'failed' });
    await got(200, 'PATCH', `/api/v1/workflows/${workflow_id}`, { definition: failing('1') });
    const latest = await got(202, 'POST', `${at}/retry`, { version: 'latest', from: 'start' });
    expect(latest).toMatchObject({ version: 2, trigger: { type: 'retry', runId: run.id } });
    const done = await ended(client.ctx, latest.id);
    expect(done).toMatchObject({ status: 'completed', output: { first: latest.id, second: 1 } });
    const fork = await got(202, 'POST', `/api/v1/workflow-runs/${latest.id}/fork`, {
      from: 'second',
    });
    expect(await ended(client.ctx, fork.id)).toMatchObject({ status: 'completed' });
    expect(fork).toMatchObject({ reused_run_id: latest.id });
    await got(400, 'POST', `${at}/retry`, { from: 'nowhere' });
    await got(400, 'POST', `${at}/fork`, { from: 'nowhere' });
  });

  test('many are cancelled or retried at once', async () => {
    const workflow_id = await made(NAP);
    for (let i = 0; i < 3; i++) await got(202, 'POST', '/api/v1/workflow-runs', { workflow_id });
    const filter = { workflow_id };
    const bulk = (action: string, more: object = {}) =>
      got(200, 'POST', '/api/v1/workflow-runs/bulk', { action, filter, ...more });
    expect(await bulk('retry')).toMatchObject({ matched: 0 });
    expect(await bulk('cancel', { limit: 2 })).toMatchObject({ matched: 2, done: 2, failed: [] });
    expect(await bulk('cancel')).toMatchObject({ matched: 1, done: 1 });
    expect(await bulk('cancel', { filter: { workflow_id: newId() } })).toMatchObject({
      matched: 0,
    });
  });
});

test('a stream tells history, steps and the end, and goes on after the last event seen', async () => {
  const workflow_id = await made({
    steps: [
      { id: 'w', type: 'wait_event', config: { event: 'go' } },
      { id: 'x', type: 'set', config: { a: 1 } },
    ],
  });
  const { id } = await got(202, 'POST', '/api/v1/workflow-runs', { workflow_id });
  await reaches(client.ctx, id, 'waiting', 'event');
  const at = `/api/v1/workflow-runs/${id}`;
  const streamed = ask('GET', `${at}/stream`);
  await got(200, 'POST', `${at}/signal`, { name: 'go' });
  const { text, headers } = await streamed;
  expect(headers.get('content-type')).toContain('text/event-stream');
  const events = read(text);
  const history = events.filter(({ event }) => event === 'history');
  expect(history.map(({ data }) => data.eventId)).toEqual(history.map((_, i) => i + 1));
  expect(history.at(-1)?.data.eventType).toBe('WorkflowExecutionCompleted');
  expect(events.at(-1)).toMatchObject({ event: 'done', data: { id, status: 'completed' } });
  const steps = events.filter(({ event, data }) => event === 'step' && data.key === 'x');
  expect(steps.at(-1)?.data).toMatchObject({ status: 'completed', output: { a: 1 } });
  const late = await ask('GET', `${at}/stream`, { headers: { 'last-event-id': '2' } });
  const rest = read(late.text).filter(({ event }) => event === 'history');
  expect(rest.map(({ id: seen }) => seen)).toEqual(
    history.slice(2).map(({ data }) => String(data.eventId)),
  );
});

// biome-ignore lint/suspicious/noExplicitAny: looked into as a client would
type Told = { event: string; id?: string; data: any };

function read(text: string): Told[] {
  return text
    .split('\n\n')
    .filter((block) => block.includes('event: '))
    .map((block) => {
      const line = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
      return { event: line('event') ?? '', id: line('id'), data: JSON.parse(line('data') ?? '') };
    });
}

test('executions of workflows are seen at both mounts, and cancelled there too', async () => {
  const workflow_id = await made(NAP);
  const { id } = await got(202, 'POST', '/api/v1/workflow-runs', { workflow_id });
  await reaches(client.ctx, id, 'waiting', 'timer');
  expect(await got(200, 'GET', `/api/executions/${id}`)).toMatchObject({ kind: 'workflow' });
  const cancelled = await got(200, 'POST', `/api/v1/executions/${id}`, { action: 'cancel' });
  expect(cancelled).toMatchObject({ kind: 'workflow', status: 'cancelled' });
  expect(await got(200, 'GET', `/api/v1/workflow-runs/${id}`)).toMatchObject({
    status: 'cancelled',
  });
  await got(409, 'POST', `/api/v1/workflow-runs/${id}/signal`, { name: 'x' });
  const said = await made({
    steps: [{ id: 'a', type: 'transform', config: { expression: "'Hello'" } }],
  });
  const run = await got(200, 'POST', '/api/v1/workflow-runs?wait=30', { workflow_id: said });
  expect(await got(200, 'GET', `/api/executions/${run.id}`)).toMatchObject({
    output: 'Hello',
    exit_code: 0,
  });
});
