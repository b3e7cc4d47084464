import { afterAll, beforeAll, expect, test } from 'vitest';
import { create, deploy } from '@/lib/agents/save';
import { type Ctx, systemCtx, transaction } from '@/lib/core/context';
import { closeListener } from '@/lib/core/db/listen';
import { newId } from '@/lib/core/ids';
import { balance } from '@/lib/credits/balance';
import { grant } from '@/lib/credits/grant';
import { microOf } from '@/lib/credits/money';
import { cancelById } from '@/lib/executions/cancel';
import { claim } from '@/lib/executions/claim';
import { waitForEnd } from '@/lib/executions/follow';
import { resumeWaiting } from '@/lib/executions/resume';
import { run } from '@/lib/executions/run';
import { startExecution } from '@/lib/executions/start';
import { fenced } from '@/lib/executions/store';
import { testDatabase } from '@/lib/testing/db';

let drop: () => Promise<void>;
beforeAll(async () => {
  ({ drop } = await testDatabase());
});
afterAll(async () => {
  await closeListener();
  await drop();
});

const never = new AbortController().signal;

async function organization(credits = 100): Promise<Ctx> {
  const ctx = systemCtx(newId(), 'test');
  await grant(ctx, { amount: microOf(credits), description: 'Test' });
  return ctx;
}

async function activeAgent(ctx: Ctx, more: Partial<Parameters<typeof create>[1]> = {}) {
  const agent = await create(ctx, {
    name: 'Tester',
    system_prompt: 'You test.',
    config: { model: 'sandbox' },
    tools: [{ name: 'calculator' }, { name: 'current_time' }, { name: 'call_agent' }],
    ...more,
  });
  return deploy(ctx, agent.id);
}

const start = (ctx: Ctx, agent: Awaited<ReturnType<typeof activeAgent>>, message: string) =>
  startExecution(ctx, { agent, input: { message }, source: 'api' });

test('an execution ends with output, tokens, cost and exact credits', async () => {
  const ctx = await organization();
  const row = await start(ctx, await activeAgent(ctx), 'Hello');
  expect((await balance(ctx)).held).toBeGreaterThan(0);
  await run(ctx, row.id, never);
  const done = await waitForEnd(ctx, row.id, 0, never);
  expect(done).toMatchObject({
    status: 'completed',
    modelUsed: 'sandbox',
    steps: 1,
    microCredits: 10_000n,
  });
  expect((done.output as { message: string }).message).toContain('Sandbox model');
  expect(done.inputTokens).toBeGreaterThan(0);
  expect(await balance(ctx)).toEqual({ credits: 99.99, held: 0 });
  const types = (await ctx.db.event.findMany({ orderBy: { id: 'asc' } })).map((e) => e.type);
  expect(types).toEqual(
    expect.arrayContaining(['execution.queued', 'execution.completed', 'agent.executed']),
  );
});

test('tool calls run between model calls and are told to the model', async () => {
  const ctx = await organization();
  const row = await start(ctx, await activeAgent(ctx), 'use tool calculator {"expression":"6*7"}');
  await run(ctx, row.id, never);
  const steps = await ctx.db.executionStep.findMany({ orderBy: { index: 'asc' } });
  expect(steps.map((s) => [s.type, s.status])).toEqual([
    ['model', 'completed'],
    ['tool', 'completed'],
    ['model', 'completed'],
  ]);
  expect(steps[1]?.output).toEqual({ expression: '6*7', result: 42 });
});

test('a failing tool is told to the model and does not fail the execution', async () => {
  const ctx = await organization();
  const row = await start(ctx, await activeAgent(ctx), 'use tool calculator {"expression":"1/0"}');
  await run(ctx, row.id, never);
  const [, tool] = await ctx.db.executionStep.findMany({ orderBy: { index: 'asc' } });
  expect(tool).toMatchObject({ status: 'failed', error: { message: 'Division by zero.' } });
  expect((await waitForEnd(ctx, row.id, 0, never)).status).toBe('completed');
});

test('a tool outside the allow-list is refused', async () => {
  const ctx = await organization();
  const agent = await activeAgent(ctx, { tools: [{ name: 'calculator' }] });
  const row = await start(ctx, agent, 'use tool http_request {"url":"https://example.com"}');
  await run(ctx, row.id, never);
  const [, tool] = await ctx.db.executionStep.findMany({ orderBy: { index: 'asc' } });
  expect(tool).toMatchObject({ type: 'tool', status: 'failed' });
});

test('a run that begins again after a crash repeats no recorded step', async () => {
  const ctx = await organization();
  const agent = await activeAgent(ctx, { limits: { max_steps: 30 } });
  const row = await start(ctx, agent, '[[sandbox: steps=20 tool=current_time delay=5]]');
  // Stopped over and over in the middle, as by a worker that dies.
  for (let n = 0; n < 4; n++) {
    const dying = new AbortController();
    const going = run(ctx, row.id, dying.signal).catch(() => {});
    let seen = 0;
    const before = await ctx.db.executionStep.count();
    while (seen <= before + 3) {
      seen = await ctx.db.executionStep.count();
      if ((await waitForEnd(ctx, row.id, 0, never)).status === 'completed') break;
    }
    dying.abort(new Error('killed'));
    await going;
  }
  await run(ctx, row.id, never);
  const steps = await ctx.db.executionStep.findMany({ orderBy: { index: 'asc' } });
  const good = steps.filter((s) => s.status === 'completed');
  expect(good.filter((s) => s.type === 'tool')).toHaveLength(20);
  const done = await waitForEnd(ctx, row.id, 0, never);
  expect(done.status).toBe('completed');
  const sum = steps.reduce((n, s) => n + s.microCredits, 0n);
  expect(done.microCredits).toBe(sum);
  expect(await balance(ctx)).toEqual({ credits: 100 - Number(sum) / 1e6, held: 0 });
});

test('a worker that was overtaken has its late result refused', async () => {
  const ctx = await organization();
  const row = await start(ctx, await activeAgent(ctx), 'Hello');
  const paused = await claim(ctx, row.id);
  await run(ctx, row.id, never);
  await expect(
    transaction(ctx, (tx) => fenced(tx, paused as NonNullable<typeof paused>, { steps: 99 })),
  ).rejects.toThrow(/Another worker/);
  expect((await waitForEnd(ctx, row.id, 0, never)).steps).toBe(1);
});

test('cancelling a running execution stops it and charges what was shown', async () => {
  const ctx = await organization();
  const row = await start(ctx, await activeAgent(ctx), '[[sandbox: words=400 delay=50]]');
  const going = run(ctx, row.id, never);
  while ((await ctx.db.executionChunk.count({ where: { type: 'text' } })) === 0);
  const cancelled = await cancelById(ctx, row.id, never);
  await going;
  expect(cancelled.status).toBe('cancelled');
  expect((await balance(ctx)).held).toBe(0);
  expect(cancelled.microCredits).toBe(10_000n);
});

test('cancelling a queued execution gives its whole hold back', async () => {
  const ctx = await organization();
  const row = await start(ctx, await activeAgent(ctx), 'Hello');
  expect((await cancelById(ctx, row.id, never)).status).toBe('cancelled');
  expect(await balance(ctx)).toEqual({ credits: 100, held: 0 });
  await run(ctx, row.id, never);
  expect(await ctx.db.executionStep.count()).toBe(0);
});

test('too few credits at the start are 402 and nothing is created', async () => {
  const ctx = await organization(0.005);
  const agent = await activeAgent(ctx);
  await expect(start(ctx, agent, 'Hello')).rejects.toMatchObject({ code: 'INSUFFICIENT_CREDITS' });
  expect(await ctx.db.execution.count()).toBe(0);
});

test('a run that runs out midway waits for credits and goes on after a top-up', async () => {
  const ctx = await organization(0.02);
  const row = await start(ctx, await activeAgent(ctx), '[[sandbox: steps=3 tool=current_time]]');
  await run(ctx, row.id, never);
  expect(await waitForEnd(ctx, row.id, 0, never)).toMatchObject({
    status: 'waiting',
    waitReason: 'credits',
  });
  await grant(ctx, { amount: microOf(1), description: 'Top-up' });
  await resumeWaiting(ctx);
  await run(ctx, row.id, never);
  expect((await waitForEnd(ctx, row.id, 0, never)).status).toBe('completed');
  expect((await balance(ctx)).credits).toBeCloseTo(0.98, 6);
});

test('an agent that calls another waits without a worker and reads its answer', async () => {
  const ctx = await organization();
  const child = await activeAgent(ctx, { name: 'Helper' });
  const row = await start(
    ctx,
    await activeAgent(ctx),
    `use tool call_agent {"agent":"${child.slug}","message":"Hi"}`,
  );
  await run(ctx, row.id, never);
  const waiting = await waitForEnd(ctx, row.id, 0, never);
  expect(waiting).toMatchObject({ status: 'waiting', waitReason: 'execution' });
  const started = await ctx.db.execution.findFirstOrThrow({ where: { parentId: row.id } });
  await run(ctx, started.id, never);
  expect((await waitForEnd(ctx, row.id, 0, never)).status).toBe('queued');
  await run(ctx, row.id, never);
  const [, tool] = await ctx.db.executionStep.findMany({
    where: { executionId: row.id },
    orderBy: { index: 'asc' },
  });
  expect(tool).toMatchObject({
    status: 'completed',
    output: { agent: 'Helper', execution_id: started.id },
  });
});

test('the limit on model calls ends an execution that would go on for ever', async () => {
  const ctx = await organization();
  const agent = await activeAgent(ctx, { limits: { max_steps: 3 } });
  const row = await start(ctx, agent, '[[sandbox: steps=50 tool=current_time]]');
  await run(ctx, row.id, never);
  expect(await waitForEnd(ctx, row.id, 0, never)).toMatchObject({
    status: 'failed',
    error: { code: 'MAX_STEPS' },
  });
});

test('an agent that is no draft any more is needed to execute', async () => {
  const ctx = await organization();
  const draft = await create(ctx, {
    name: 'Draft',
    system_prompt: 'x',
    config: { model: 'sandbox' },
  });
  await expect(start(ctx, draft, 'Hello')).rejects.toMatchObject({ code: 'AGENT_NOT_ACTIVE' });
});
