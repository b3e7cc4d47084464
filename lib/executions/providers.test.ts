import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { create, deploy } from '@/lib/agents/save';
import { type Ctx, systemCtx } from '@/lib/core/context';
import { closeListener } from '@/lib/core/db/listen';
import { type Env, overrideEnv } from '@/lib/core/env';
import { newId } from '@/lib/core/ids';
import { balance } from '@/lib/credits/balance';
import { grant } from '@/lib/credits/grant';
import { microOf } from '@/lib/credits/money';
import { run } from '@/lib/executions/run';
import { startExecution } from '@/lib/executions/start';
import { loadExecution } from '@/lib/executions/store';
import { testDatabase } from '@/lib/testing/db';
import { startAnthropic } from '@/lib/testing/vendors/anthropic';
import { startOpenAI } from '@/lib/testing/vendors/openai';
import type { Vendor } from '@/lib/testing/vendors/server';

let drop: () => Promise<void>;
const undo: (() => unknown)[] = [];
beforeAll(async () => {
  ({ drop } = await testDatabase());
});
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});
afterAll(async () => {
  await closeListener();
  await drop();
});

const KEY = 'sk-test-key-that-must-never-show';
const never = new AbortController().signal;

async function anthropic(): Promise<Vendor> {
  const vendor = await startAnthropic();
  settings({ ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: vendor.baseUrl });
  undo.push(() => vendor.close());
  return vendor;
}

function settings(changes: Partial<Env>): void {
  undo.push(overrideEnv(changes));
}

async function ran(message: string, model: string, credits = 100) {
  const ctx: Ctx = systemCtx(newId(), 'test');
  await grant(ctx, { amount: microOf(credits), description: 'Test' });
  const draft = await create(ctx, {
    name: 'A',
    system_prompt: 'You answer.',
    config: { model, max_tokens: 1000 },
    tools: [{ name: 'calculator' }],
  });
  const agent = await deploy(ctx, draft.id);
  const { id } = await startExecution(ctx, { agent, input: { message }, source: 'api' });
  await run(ctx, id, never);
  const logs = await ctx.db.executionLog.findMany({ orderBy: { id: 'asc' } });
  return { ctx, row: await loadExecution(ctx, id), logs: logs.map((l) => l.message).join('\n') };
}

test('an Anthropic model answers with its own tokens and price, tools included', async () => {
  const vendor = await anthropic();
  vendor.script([
    {
      toolCalls: [{ name: 'calculator', input: { expression: '6*7' } }],
      usage: { input: 100, output: 20 },
    },
    { text: 'It is 42.', usage: { input: 150, output: 10 } },
  ]);
  const { ctx, row } = await ran('6 times 7?', 'claude-sonnet-4');
  expect(row).toMatchObject({
    status: 'completed',
    output: { message: 'It is 42.' },
    inputTokens: 250,
    outputTokens: 30,
    // $3 and $15 per million tokens
    microCredits: 250n * 300n + 30n * 1500n,
  });
  expect(await balance(ctx)).toEqual({ credits: 100 - 0.12, held: 0 });
  expect(JSON.stringify(vendor.requests[1]?.body)).toContain('42');
  expect(vendor.requests[0]?.headers['x-api-key']).toBe(KEY);
});

test('an OpenAI model answers over its own wire format', async () => {
  const vendor = await startOpenAI();
  undo.push(() => vendor.close());
  settings({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: vendor.baseUrl });
  vendor.script([{ text: 'Hello from OpenAI.', usage: { input: 12, output: 5 } }]);
  const { row } = await ran('Hello', 'gpt-4');
  expect(row).toMatchObject({
    status: 'completed',
    output: { message: 'Hello from OpenAI.' },
    inputTokens: 12,
  });
});

test('a provider that is busy is asked again, and the log says so', async () => {
  const vendor = await anthropic();
  vendor.script([
    { fault: { status: 429, retryAfter: '0' } },
    { fault: { status: 529 } },
    { text: 'At last.', usage: { input: 10, output: 3 } },
  ]);
  const { row, logs } = await ran('Hello', 'claude-sonnet-4');
  expect(row.status).toBe('completed');
  expect(vendor.requests).toHaveLength(3);
  expect(logs).toContain('again');
});

test('a refused key fails plainly, costs nothing and shows no secret', async () => {
  const vendor = await anthropic();
  vendor.script([{ fault: { status: 401, message: `invalid x-api-key ${KEY}` } }]);
  const { ctx, row, logs } = await ran('Hello', 'claude-sonnet-4');
  expect(row).toMatchObject({
    status: 'failed',
    error: { code: 'MODEL_REFUSED_KEY' },
    microCredits: 0n,
  });
  expect(await balance(ctx)).toEqual({ credits: 100, held: 0 });
  expect(JSON.stringify([row.error, row.output]) + logs).not.toContain(KEY);
  expect(vendor.requests).toHaveLength(1);
});

test('a provider that stays down fails the execution with a sentence and gives the hold back', async () => {
  const vendor = await anthropic();
  vendor.otherwise({ fault: { status: 500 } });
  const { ctx, row } = await ran('Hello', 'claude-sonnet-4');
  expect(row).toMatchObject({ status: 'failed', error: { code: 'MODEL_UNAVAILABLE' } });
  expect(await balance(ctx)).toEqual({ credits: 100, held: 0 });
});

test('a stream that breaks after some words is begun again, once in the answer', async () => {
  const vendor = await anthropic();
  vendor.script([
    { text: 'One two three four', fault: { reset: true, after: 5 } },
    { text: 'One two three four', usage: { input: 10, output: 4 } },
  ]);
  const { row } = await ran('Count', 'claude-sonnet-4');
  expect(row).toMatchObject({ status: 'completed', output: { message: 'One two three four' } });
});

test('in production a model without its key fails with the name of the setting', async () => {
  settings({ mode: 'production', ANTHROPIC_API_KEY: undefined });
  const { ctx, row } = await ran('Hello', 'claude-sonnet-4');
  expect(row).toMatchObject({ status: 'failed', error: { code: 'MODEL_NOT_CONFIGURED' } });
  expect((row.error as { message: string }).message).toContain('ANTHROPIC_API_KEY');
  expect((await balance(ctx)).held).toBe(0);
});

test('without a key in development the sandbox answers and the log says why', async () => {
  settings({ ANTHROPIC_API_KEY: undefined });
  const { row, logs } = await ran('Hello', 'claude-sonnet-4');
  expect(row).toMatchObject({
    status: 'completed',
    model: 'claude-sonnet-4',
    modelUsed: 'sandbox',
  });
  expect(logs).toContain('ANTHROPIC_API_KEY');
});
