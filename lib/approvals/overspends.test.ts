import { beforeEach, expect, test } from 'vitest';
import { create, deploy } from '@/lib/agents/save';
import type { ApprovalView } from '@/lib/approvals/contract';
import { decide } from '@/lib/approvals/decide';
import type { Ctx } from '@/lib/core/context';
import { listOutbox } from '@/lib/core/mail/outbox';
import { balance } from '@/lib/credits/balance';
import { grant } from '@/lib/credits/grant';
import { microOf } from '@/lib/credits/money';
import { putLimit, readLimit } from '@/lib/credits/spending-limits';
import { cancelById } from '@/lib/executions/cancel';
import { startExecution } from '@/lib/executions/start';
import { call } from '@/lib/testing/client';
import { makeApiKey, makeMember, makeOrganization } from '@/lib/testing/factories/accounts';
import { until } from '@/lib/testing/until';
import { withWorker } from '@/lib/testing/workflow-worker';
import { sweepApprovals } from '@/lib/worker/sweep-approvals';

withWorker();
let made: Awaited<ReturnType<typeof makeOrganization>>;
let ctx: Ctx;
beforeEach(async () => {
  made = await makeOrganization();
  ctx = made.ctx;
  await grant(ctx, { amount: microOf(10), description: 'Test' });
});

/** An agent that calls the model `calls` times, 0.01 credits each, with a limit of 0.015 on it or on its key. */
async function start(calls: number, { limits = {}, key = false } = {}) {
  const draft = await create(ctx, {
    name: 'Triage',
    system_prompt: 'You sort.',
    config: { model: 'sandbox' },
    tools: [{ name: 'current_time' }],
    limits: { max_steps: 50, ...limits },
  });
  const agent = await deploy(ctx, draft.id);
  const { id: keyId } = await makeApiKey(made.organization.id, made.owner.id, { name: 'CI' });
  const limit = key
    ? { type: 'key' as const, id: keyId }
    : { type: 'agent' as const, id: agent.id };
  await putLimit(ctx, limit, 0.015);
  const message = `[[sandbox: steps=${calls - 1} tool=current_time]]`;
  const { id } = await startExecution(ctx, { agent, keyId, input: { message }, source: 'api' });
  return { id, limit };
}
const asked = (executionId: string) =>
  until('a request', () =>
    ctx.db.approval.findFirst({ where: { executionId, status: 'pending' } }),
  );
const ended = (id: string) =>
  until('the end', async () => {
    const row = await ctx.db.execution.findUniqueOrThrow({ where: { id } });
    return !['queued', 'running', 'waiting'].includes(row.status) && row;
  });

test('a yes lets it beyond the limit of its key for ten calls, then it asks again', async () => {
  const { id, limit } = await start(13, { key: true });
  const first = await asked(id);
  expect(first).toMatchObject({
    kind: 'overspend',
    asker: 'Triage',
    title:
      '"Triage" wants up to 0.095 credits more than the monthly limit of its API key (0.015) allows',
    description: expect.stringContaining('use 0.11 credits in all'),
    assignees: [],
    data: { limit: { type: 'key', name: 'CI', monthly: 0.015, remaining: 0.005 } },
  });
  expect(first.dueAt?.getTime()).toBeGreaterThan(Date.now() + 6 * 24 * 3600_000);
  await until('the mail', async () =>
    (await listOutbox()).find(
      (it) => it.to.includes(made.owner.email) && it.subject.includes('0.095'),
    ),
  );
  await decide(ctx, first.id, 'approved', {});
  const second = await asked(id);
  expect(await ctx.db.executionStep.count({ where: { executionId: id, type: 'model' } })).toBe(11);
  expect((await readLimit(ctx, limit)).spent).toBeCloseTo(0.11, 6);
  await decide(ctx, second.id, 'approved', {});
  expect(await ended(id)).toMatchObject({ status: 'completed', microCredits: 130_000n });
  expect((await readLimit(ctx, limit)).spent).toBeCloseTo(0.13, 6);
  expect(await ctx.db.approval.count()).toBe(2);
});

test('an execution with a limit of its own asks once, and ends at that', async () => {
  const { id } = await start(13, { limits: { max_credits: 0.12 } });
  const one = await asked(id);
  expect(one.description).toContain('use 0.12 credits in all, which is its own limit');
  await decide(ctx, one.id, 'approved', {});
  const done = await ended(id);
  expect(done).toMatchObject({ status: 'failed', error: { code: 'MAX_CREDITS' } });
  expect(await ctx.db.approval.count()).toBe(1);
});

test('a no ends it with what was said, charged for what it did', async () => {
  const { id } = await start(2);
  const one = await asked(id);
  await decide(ctx, one.id, 'rejected', { comment: 'Not this month.' });
  const done = await ended(id);
  expect(done).toMatchObject({ status: 'failed', error: { code: 'SPENDING_LIMIT' } });
  expect((done.error as { message: string }).message).toContain('Not this month.');
  expect(await balance(ctx)).toEqual({ credits: 9.99, held: 0 });
});

test('without an answer in time it ends', async () => {
  const { id } = await start(2);
  const one = await asked(id);
  await ctx.db.approval.update({ where: { id: one.id }, data: { dueAt: new Date() } });
  await sweepApprovals();
  expect(await ended(id)).toMatchObject({
    status: 'failed',
    error: { code: 'SPENDING_LIMIT', message: expect.stringContaining('in time') },
  });
});

test('when the limit is raised or it is cancelled, nobody is asked any more', async () => {
  const { id, limit } = await start(2);
  const one = await asked(id);
  await putLimit(ctx, limit, 1);
  expect((await ended(id)).status).toBe('completed');
  await until('the withdrawal', () =>
    ctx.db.approval.findFirst({ where: { id: one.id, status: 'withdrawn' } }),
  );
  await expect(decide(ctx, one.id, 'rejected', {})).rejects.toMatchObject({ code: 'CONFLICT' });

  const other = await start(2);
  const two = await asked(other.id);
  await cancelById(ctx, other.id, AbortSignal.timeout(10_000));
  await until('the withdrawal', () =>
    ctx.db.approval.findFirst({ where: { id: two.id, status: 'withdrawn' } }),
  );
});

test('owners and admins decide; no key lifts its limit by that, and no other organization sees it', async () => {
  const { id } = await start(2, { key: true });
  const one = await asked(id);
  const path = `/api/v1/approvals/${one.id}`;
  const member = await makeMember(made.organization.id, 'member');
  const scopes = ['*:read', '*:write', '*:execute'];
  const key = await makeApiKey(made.organization.id, made.owner.id, { scopes });
  for (const headers of [member.headers, key.headers]) {
    expect((await call('GET', path, { headers })).json).toMatchObject({ can_decide: false });
    expect((await call('POST', `${path}/approve`, { headers, body: {} })).status).toBe(403);
  }
  const stranger = await makeOrganization();
  const { headers } = stranger;
  expect((await call('GET', path, { headers })).status).toBe(404);
  expect((await call('POST', `${path}/approve`, { headers, body: {} })).status).toBe(404);
  const theirs = await call('GET', '/api/v1/approvals', { headers });
  expect((theirs.json as { total: number }).total).toBe(0);
  const admin = await makeMember(made.organization.id, 'admin');
  const seen = await call('GET', `/api/v1/approvals?kind=overspend&assignee=me`, {
    headers: admin.headers,
  });
  expect((seen.json as { data: ApprovalView[] }).data).toMatchObject([
    { id: one.id, can_decide: true },
  ]);
  await decide(admin.ctx, one.id, 'approved', {});
  expect((await ended(id)).status).toBe('completed');
});
