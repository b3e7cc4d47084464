import { beforeEach, expect, test } from 'vitest';
import { create, deploy } from '@/lib/agents/save';
import { decide } from '@/lib/approvals/decide';
import type { Ctx } from '@/lib/core/context';
import { grant } from '@/lib/credits/grant';
import { microOf } from '@/lib/credits/money';
import { cancelById } from '@/lib/executions/cancel';
import { startExecution } from '@/lib/executions/start';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { until } from '@/lib/testing/until';
import { withWorker } from '@/lib/testing/workflow-worker';
import { sweepApprovals } from '@/lib/worker/sweep-approvals';

withWorker();
let ctx: Ctx;
beforeEach(async () => {
  ({ ctx } = await makeOrganization());
  await grant(ctx, { amount: microOf(10), description: 'Test' });
});

type Overrides = Parameters<typeof startExecution>[1]['overrides'];

/** An agent that calls the clock twice and must ask before each call. */
async function start(approval: unknown = true, steps = 2, overrides?: Overrides) {
  const draft = await create(ctx, {
    name: 'Careful',
    system_prompt: 'You ask first.',
    config: { model: 'sandbox' },
    tools: [{ name: 'current_time', config: { approval } }],
  });
  const agent = await deploy(ctx, draft.id);
  const message = `[[sandbox: steps=${steps} tool=current_time]]`;
  const source = overrides ? 'playground' : 'api';
  return startExecution(ctx, { agent, input: { message }, source, overrides });
}
const asked = (executionId: string, more = {}) =>
  until('a request', () =>
    ctx.db.approval.findFirst({ where: { executionId, status: 'pending', ...more } }),
  );
const ended = (id: string) =>
  until('the end', async () => {
    const row = await ctx.db.execution.findUniqueOrThrow({ where: { id } });
    return !['queued', 'running', 'waiting'].includes(row.status) && row;
  });
const toolSteps = (executionId: string) =>
  ctx.db.executionStep.findMany({
    where: { executionId, type: 'tool' },
    orderBy: { index: 'asc' },
  });

test('a tool that needs approval runs only after each yes, and a no is told to the model', async () => {
  const { id } = await start();
  const first = await asked(id);
  expect(first).toMatchObject({
    kind: 'tool_call',
    title: 'Let Careful call current_time?',
    asker: 'Careful',
    data: { tool: 'current_time' },
  });
  const waiting = await ctx.db.execution.findUniqueOrThrow({ where: { id } });
  expect(waiting).toMatchObject({ status: 'waiting', waitReason: 'approval' });
  expect(await toolSteps(id)).toEqual([]);
  await decide(ctx, first.id, 'approved', {});
  const second = await asked(id, { id: { not: first.id } });
  await decide(ctx, second.id, 'rejected', { comment: 'Not now.' });
  expect((await ended(id)).status).toBe('completed');
  expect(await toolSteps(id)).toMatchObject([
    { status: 'completed' },
    { status: 'failed', error: { message: 'A person rejected this call. Not now.' } },
  ]);
  expect(await ctx.db.approval.count()).toBe(2);
});

test('a call that nobody decides in time is refused, and the agent goes on', async () => {
  const { id } = await start({ timeout_seconds: 3600 }, 1);
  const one = await asked(id);
  await ctx.db.approval.update({ where: { id: one.id }, data: { dueAt: new Date() } });
  await sweepApprovals();
  expect((await ended(id)).status).toBe('completed');
  expect(await toolSteps(id)).toMatchObject([
    { error: { message: 'Nobody approved this call in time.' } },
  ]);
});

test('a cancelled execution asks nobody any more', async () => {
  const { id } = await start();
  const one = await asked(id);
  await cancelById(ctx, id, AbortSignal.timeout(10_000));
  await until('the withdrawal', () =>
    ctx.db.approval.findFirst({ where: { id: one.id, status: 'withdrawn' } }),
  );
  await expect(decide(ctx, one.id, 'approved', {})).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('tools tried in the playground ask as the agent of that name does', async () => {
  const { id } = await start(true, 1, { tools: [{ name: 'current_time', config: {} }] });
  expect(await asked(id)).toMatchObject({ kind: 'tool_call', data: { tool: 'current_time' } });
});
