import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Execution } from '@/generated/prisma/client';
import { create, deploy } from '@/lib/agents/save';
import { type Ctx, makeCtx, systemCtx, transaction } from '@/lib/core/context';
import { closeListener } from '@/lib/core/db/listen';
import { newId } from '@/lib/core/ids';
import { balance } from '@/lib/credits/balance';
import { grant } from '@/lib/credits/grant';
import { microOf } from '@/lib/credits/money';
import { putLimit, readLimit } from '@/lib/credits/spending-limits';
import { claim } from '@/lib/executions/claim';
import { waitForEnd } from '@/lib/executions/follow';
import { settleOverspend } from '@/lib/executions/overspend';
import { reserve } from '@/lib/executions/reserve';
import { run } from '@/lib/executions/run';
import type { Snapshot } from '@/lib/executions/snapshot';
import { startExecution } from '@/lib/executions/start';
import { Overtaken } from '@/lib/executions/store';
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

/** A sandbox call costs 0.01: the limit is enough for the first of two. */
async function limited() {
  const { ctx, agent } = await prepare();
  const limit = { type: 'agent' as const, id: agent.id };
  await putLimit(ctx, limit, 0.015);
  const message = 'use tool calculator {"expression":"6*7"}';
  const { id } = await startExecution(ctx, { agent, input: { message }, source: 'api' });
  const read = () => ctx.db.execution.findUniqueOrThrow({ where: { id } });
  const requests = async () =>
    (await ctx.db.event.findMany({ where: { type: 'approval.requested' } })).map(
      ({ data }) => data as { kind: string; key: string; title: string },
    );
  const answer = (key: string, decision: 'approved' | 'rejected') =>
    transaction(ctx, (tx) => settleOverspend(tx, id, key, { decision, by: null, comment: '' }));
  const tell = async (type: string) => {
    const { id: event } = await ctx.db.event.findFirstOrThrow({
      where: { type },
      orderBy: { position: 'desc' },
    });
    await dispatchToSubscribers(ctx, subscribers, event);
  };
  return { ctx, agent, limit, id, read, requests, answer, tell };
}

test('a run that reaches its agent’s limit asks a person, and goes on when the limit is raised', async () => {
  const { ctx, limit, id, read, requests, tell } = await limited();
  await run(ctx, id, never);
  expect(await read()).toMatchObject({ status: 'waiting', waitReason: 'approval' });
  expect(await requests()).toMatchObject([
    {
      kind: 'overspend',
      title: '"Tester" wants up to 0.095 credits more than its own monthly limit (0.015) allows',
    },
  ]);
  await putLimit(ctx, limit, 0.019);
  await tell('credits.limit_changed');
  expect((await read()).status, 'too little').toBe('waiting');
  await putLimit(ctx, limit, 1);
  await tell('credits.limit_changed');
  await tell('credits.limit_changed');
  await tell('approval.withdrawn');
  expect(await ctx.db.approval.findMany()).toMatchObject([
    { kind: 'overspend', status: 'withdrawn' },
  ]);
  await run(ctx, id, never);
  expect((await waitForEnd(ctx, id, 0, never)).status).toBe('completed');
  expect((await readLimit(ctx, limit)).spent).toBe(0.02);
  expect(await balance(ctx)).toEqual({ credits: 99.98, held: 0 });
});

test('whoever takes over after a crash finds the same question and the same answer', async () => {
  const { ctx, limit, id, read, requests, answer, tell } = await limited();
  await run(ctx, id, never);
  await run(ctx, id, never);
  await tell('approval.requested');
  await tell('approval.requested');
  expect(await ctx.db.approval.count()).toBe(1);
  const [{ key = '' } = {}] = await requests();
  expect(await answer(key, 'approved')).toBe(true);
  expect(await answer(key, 'rejected'), 'answered once').toBe(false);
  // A worker that took it and died.
  await claim(ctx, id);
  await run(ctx, id, never);
  expect((await waitForEnd(ctx, id, 0, never)).status).toBe('completed');
  expect(await requests()).toHaveLength(1);
  expect((await read()).microCredits).toBe(20_000n);
  expect((await readLimit(ctx, limit)).spent, 'counted all the same').toBe(0.02);
});

test('a worker that was overtaken asks nobody, nor does a cancelled execution', async () => {
  const { ctx, id, requests } = await limited();
  const first = (await claim(ctx, id)) as Execution;
  const second = (await claim(ctx, id)) as Execution;
  const snapshot = first.snapshot as unknown as Snapshot;
  const next = microOf(0.02);
  await expect(reserve({ ctx, held: first, snapshot }, [], next)).rejects.toThrow(Overtaken);
  await ctx.db.execution.updateMany({ where: { id }, data: { cancelRequestedAt: new Date() } });
  await expect(reserve({ ctx, held: second, snapshot }, [], next)).rejects.toThrow('cancelled');
  expect(await requests()).toEqual([]);
  await run(ctx, id, never);
  expect((await waitForEnd(ctx, id, 0, never)).status).toBe('cancelled');
});

test('what was withdrawn is asked again when the limit is in the way once more', async () => {
  const { ctx, limit, id, read, requests, tell } = await limited();
  await run(ctx, id, never);
  await putLimit(ctx, limit, 1);
  await tell('credits.limit_changed');
  await putLimit(ctx, limit, 0.015);
  await run(ctx, id, never);
  expect(await read()).toMatchObject({ status: 'waiting', waitReason: 'approval' });
  const keys = (await requests()).map(({ key }) => key);
  expect(new Set(keys).size).toBe(2);
});

test('a run whose wallet is too low waits for credits, whatever its limit says', async () => {
  const { ctx, id, read, requests } = await limited();
  await ctx.sql(
    `UPDATE ledger_accounts SET held = posted WHERE organization_id = $1::uuid AND kind = 'wallet' RETURNING 1`,
    ctx.organizationId,
  );
  await run(ctx, id, never);
  expect(await read()).toMatchObject({ status: 'waiting', waitReason: 'credits' });
  expect(await requests()).toEqual([]);
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
