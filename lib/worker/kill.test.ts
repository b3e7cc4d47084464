import { afterAll, beforeAll, expect, test } from 'vitest';
import { create, deploy } from '@/lib/agents/save';
import { type Ctx, systemCtx } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';
import { balance } from '@/lib/credits/balance';
import { grant } from '@/lib/credits/grant';
import { microOf } from '@/lib/credits/money';
import { startExecution } from '@/lib/executions/start';
import { loadExecution } from '@/lib/executions/store';
import { testDatabase } from '@/lib/testing/db';
import { AppProcess } from '@/lib/testing/process';
import { until } from '@/lib/testing/until';

let drop: () => Promise<void>;
let url: string;
const workers: AppProcess[] = [];

beforeAll(async () => {
  ({ url, drop } = await testDatabase());
});
afterAll(async () => {
  for (const worker of workers) {
    await worker.kill('SIGCONT');
    await worker.kill();
  }
  await drop();
});

async function worker(): Promise<AppProcess> {
  const started = await AppProcess.start('lib/worker/main.ts', {
    DATABASE_URL: url,
    LOG_LEVEL: 'info',
  });
  workers.push(started);
  await started.printed('worker started');
  return started;
}

async function longRun(ctx: Ctx, message: string) {
  const draft = await create(ctx, {
    name: 'Long',
    system_prompt: 'You work long.',
    config: { model: 'sandbox' },
    tools: [{ name: 'current_time' }],
    limits: { max_steps: 40 },
  });
  const agent = await deploy(ctx, draft.id);
  return startExecution(ctx, { agent, input: { message }, source: 'api' });
}

async function organization(): Promise<Ctx> {
  const ctx = systemCtx(newId(), 'test');
  await grant(ctx, { amount: microOf(100), description: 'Test' });
  return ctx;
}

const stepCount = (ctx: Ctx, executionId: string) =>
  ctx.db.executionStep.count({ where: { executionId } });

/** Every step once and in order, twenty tool calls, and the ledger agrees with the steps. */
async function expectExact(ctx: Ctx, executionId: string) {
  const done = await loadExecution(ctx, executionId);
  expect(done.status).toBe('completed');
  const steps = await ctx.db.executionStep.findMany({
    where: { executionId },
    orderBy: { index: 'asc' },
  });
  expect(steps.map((s) => s.index)).toEqual(steps.map((_, i) => i));
  expect(steps.filter((s) => s.type === 'tool')).toHaveLength(20);
  expect(steps.filter((s) => s.type === 'model')).toHaveLength(21);
  expect(done.microCredits).toBe(210_000n);
  expect(await balance(ctx)).toEqual({ credits: 100 - 0.21, held: 0 });
  const ends = await ctx.db.event.count({ where: { type: 'execution.completed' } });
  expect(ends).toBe(1);
}

test('a worker killed in the middle of 20 steps is taken over, and no step is recorded twice', async () => {
  const ctx = await organization();
  const first = await worker();
  const { id } = await longRun(ctx, '[[sandbox: steps=20 tool=current_time delay=15]]');
  await until('some steps', async () => (await stepCount(ctx, id)) >= 7);
  await first.kill();
  expect((await loadExecution(ctx, id)).status).toBe('running');
  const second = await worker();
  await until('the end', async () => (await loadExecution(ctx, id)).completedAt, 90_000);
  await expectExact(ctx, id);
  await second.kill();
}, 150_000);

test('a worker that sleeps beyond its lease has its late results refused', async () => {
  const ctx = await organization();
  const sleeper = await worker();
  const { id } = await longRun(ctx, '[[sandbox: steps=20 tool=current_time delay=15]]');
  await until('some steps', async () => (await stepCount(ctx, id)) >= 5);
  await sleeper.kill('SIGSTOP');
  await worker();
  await until('the end', async () => (await loadExecution(ctx, id)).completedAt, 90_000);
  await sleeper.kill('SIGCONT');
  await expectExact(ctx, id);
  // Its own stop is clean: it found out that another had gone on.
  await sleeper.kill('SIGTERM');
  await expectExact(ctx, id);
}, 150_000);
