import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { update } from '@/lib/agents/save';
import { closeListener } from '@/lib/core/db/listen';
import { overrideEnv } from '@/lib/core/env';
import { balance } from '@/lib/credits/balance';
import { cancelById } from '@/lib/executions/cancel';
import { run } from '@/lib/executions/run';
import { pixellPackage } from '@/lib/testing/apkg';
import { makePublisher, type Publisher, testStorage } from '@/lib/testing/factories/publisher';
import { until } from '@/lib/testing/until';
import { startRuntime } from '@/lib/testing/vendors/runtime';
import { drain } from '@/lib/worker/drain';

let drop: () => Promise<void>;
let maker: Publisher;
let runtime: Awaited<ReturnType<typeof startRuntime>>;
let agentId: string;
beforeAll(async () => {
  ({ drop } = await testStorage());
});
afterAll(async () => {
  await closeListener();
  await drop();
});
beforeEach(async () => {
  runtime = await startRuntime(['agent/1']);
  maker = await makePublisher(10);
  await maker.deploy(['file', pixellPackage()]);
  await drain(20_000, ['deployments.run']);
  agentId = (await maker.ctx.db.agent.findFirstOrThrow()).id;
});
afterEach(() => runtime.close());

const never = new AbortController().signal;
const execute = async (): Promise<string> => {
  const path = `/api/v1/agents/${agentId}/execute`;
  const { id, code } = await maker.json('POST', path, { input: { message: 'Ann' } });
  expect(code).toBe(202);
  return id;
};
const read = (id: string) => maker.ctx.db.execution.findUniqueOrThrow({ where: { id } });
const asked = () => runtime.invocations().length;

it('a deployed code agent is active, and an execution of it asks the runtime once', async () => {
  const agent = await maker.json('GET', `/api/v1/agents/${agentId}`);
  expect(agent).toMatchObject({ name: 'Greeter', status: 'active', runtime: 'external' });
  const before = await balance(maker.ctx);
  const id = await execute();
  await drain(20_000, ['executions.run']);
  const shown = await maker.json('GET', `/api/v1/executions/${id}`);
  expect(shown).toMatchObject({ status: 'completed', output: { reply: 'Hello Ann' }, error: null });
  expect(runtime.invocations()).toEqual([
    {
      path: '/agents/agent%2F1/invoke',
      headers: expect.objectContaining({
        'content-type': 'application/json',
        'idempotency-key': id,
      }),
      body: {
        input: { message: 'Ann' },
        context: {
          organization_id: maker.ctx.organizationId,
          execution_id: id,
          package_id: 'p',
          agent: { id: agentId, name: 'Greeter' },
          source: 'api',
          conversation_id: null,
        },
        trace_id: id,
      },
    },
  ]);
  expect(await maker.ctx.db.executionStep.findMany()).toMatchObject([
    { index: 0, name: 'external_runtime', status: 'completed' },
  ]);
  expect(await balance(maker.ctx)).toEqual(before);
});

it('a runtime that is away or busy is asked again; it has not begun', async () => {
  const id = await execute();
  const restore = overrideEnv({ RUNTIME_URL: 'http://127.0.0.1:1' });
  await expect(run(maker.ctx, id, never)).rejects.toThrow('cannot be reached');
  restore();
  runtime.answer(503, 429);
  await expect(run(maker.ctx, id, never)).rejects.toThrow('503');
  await expect(run(maker.ctx, id, never)).rejects.toThrow('429');
  await run(maker.ctx, id, never);
  expect(await read(id)).toMatchObject({ status: 'completed', steps: 1 });
  expect(asked()).toBe(3);
});

it('one that stays away fails the execution with a sentence', async () => {
  const id = await execute();
  await maker.ctx.db.execution.update({ where: { id }, data: { fence: 5 } });
  runtime.answer(503);
  await run(maker.ctx, id, never);
  expect(await read(id)).toMatchObject({
    status: 'failed',
    error: { code: 'RUNTIME_UNREACHABLE', message: expect.stringContaining('503') },
  });
});

it('what may have been done is not done again: a worker that stops in between fails it', async () => {
  const id = await execute();
  runtime.answer(0);
  const worker = new AbortController();
  const running = run(maker.ctx, id, worker.signal).catch((error: Error) => error.message);
  await until('asked', async () => asked() === 1);
  worker.abort(new Error('The worker stops.'));
  expect(await running).toBe('The worker stops.');
  await run(maker.ctx, id, never);
  expect(await read(id)).toMatchObject({ status: 'failed', error: { code: 'RUNTIME_LOST' } });
  expect(asked()).toBe(1);
});

it.each([
  ['an error', { status: 500, body: '{"detail":"boom"}' }, 'The runtime answered 500: boom'],
  [
    'a failure in words',
    { status: 200, body: '{"status":"error","error":"no"}' },
    'answered 200: no',
  ],
  ['a broken connection', { reset: true as const }, 'gave no answer'],
])('%s fails it, and it is not asked again', async (_, behaviour, message) => {
  const id = await execute();
  runtime.script(behaviour);
  await run(maker.ctx, id, never);
  expect(await read(id)).toMatchObject({
    status: 'failed',
    error: { code: 'RUNTIME_FAILED', message: expect.stringContaining(message) },
  });
  expect(asked()).toBe(1);
});

it.each([
  ['{"output":"text"}', { message: 'text' }],
  ['{"result":[1]}', { value: [1] }],
  ['{"anything":{"a":"\\u0000b"}}', { anything: { a: 'b' } }],
  ['plain words', { message: 'plain words' }],
])('the answer %s becomes the output', async (body, output) => {
  const id = await execute();
  runtime.script({ status: 200, body });
  await run(maker.ctx, id, never);
  expect(await read(id)).toMatchObject({ status: 'completed', output });
});

it('cancelling ends the wait, and so does the time limit', async () => {
  runtime.answer(0, 0);
  const id = await execute();
  const running = run(maker.ctx, id, never);
  await until('asked', async () => asked() === 1);
  await cancelById(maker.ctx, id, never);
  await running;
  expect((await read(id)).status).toBe('cancelled');
  await update(maker.ctx, agentId, { limits: { timeout_seconds: 1 } });
  const slow = await execute();
  await run(maker.ctx, slow, never);
  expect(await read(slow)).toMatchObject({ status: 'timed_out', error: { code: 'TIMEOUT' } });
});

it('without a runtime it fails with what to do', async () => {
  const id = await execute();
  const restore = overrideEnv({ RUNTIME_URL: undefined });
  await run(maker.ctx, id, never);
  restore();
  expect(await read(id)).toMatchObject({ status: 'failed', error: { code: 'RUNTIME_MISSING' } });
});
