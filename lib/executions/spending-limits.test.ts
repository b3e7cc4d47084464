import { afterAll, beforeAll, expect, test } from 'vitest';
import { create, deploy } from '@/lib/agents/save';
import { type Ctx, makeCtx, systemCtx } from '@/lib/core/context';
import { closeListener } from '@/lib/core/db/listen';
import { newId } from '@/lib/core/ids';
import { balance } from '@/lib/credits/balance';
import { grant } from '@/lib/credits/grant';
import { microOf } from '@/lib/credits/money';
import { putLimit, readLimit } from '@/lib/credits/spending-limits';
import { waitForEnd } from '@/lib/executions/follow';
import { run } from '@/lib/executions/run';
import { startExecution } from '@/lib/executions/start';
import { testDatabase } from '@/lib/testing/db';
import { dispatchToSubscribers } from '@/lib/worker/dispatch-event';
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

async function prepare() {
  const ctx = systemCtx(newId(), 'test');
  await grant(ctx, { amount: microOf(100), description: 'Test' });
  const draft = await create(ctx, {
    name: 'Tester',
    system_prompt: 'You test.',
    config: { model: 'sandbox' },
    tools: [{ name: 'calculator' }, { name: 'call_agent' }],
  });
  return { ctx, agent: await deploy(ctx, draft.id) };
}

const asKey = (ctx: Ctx, id: string) =>
  makeCtx({
    organizationId: ctx.organizationId,
    requestId: 'test',
    scopes: ['*:*'],
    actor: { kind: 'key', id, userId: newId(), role: 'owner', name: 'Key' },
  });

test('a run that reaches its agent’s limit waits, and goes on when the limit is raised', async () => {
  const { ctx, agent } = await prepare();
  const limit = { type: 'agent' as const, id: agent.id };
  // A sandbox call costs 0.01: enough for the first of two.
  await putLimit(ctx, limit, 0.015);
  const row = await startExecution(ctx, {
    agent,
    input: { message: 'use tool calculator {"expression":"6*7"}' },
    source: 'api',
  });
  await run(ctx, row.id, never);
  expect(await ctx.db.execution.findUnique({ where: { id: row.id } })).toMatchObject({
    status: 'waiting',
    waitReason: 'credits',
  });
  await putLimit(ctx, limit, 1);
  const raised = await ctx.db.event.findFirstOrThrow({
    where: { type: 'credits.limit_changed' },
    orderBy: { id: 'desc' },
  });
  await dispatchToSubscribers(ctx, subscribers, raised.id);
  await run(ctx, row.id, never);
  expect((await waitForEnd(ctx, row.id, 0, never)).status).toBe('completed');
  expect((await readLimit(ctx, limit)).spent).toBe(0.02);
  expect(await balance(ctx)).toEqual({ credits: 99.98, held: 0 });
});

test('what an agent has other agents do counts against the key that started it', async () => {
  const { ctx, agent } = await prepare();
  const keyId = newId();
  const parent = await startExecution(asKey(ctx, keyId), {
    agent,
    input: { message: 'Hello' },
    source: 'api',
  });
  const child = await startExecution(ctx, {
    agent,
    input: { message: 'Hello' },
    source: 'agent',
    parentId: parent.id,
  });
  expect(
    await ctx.db.creditHold.findUnique({ where: { id: child.holdId as string } }),
  ).toMatchObject({
    keyId,
    agentId: agent.id,
  });
});
