import { beforeEach, expect, test } from 'vitest';
import { decide } from '@/lib/approvals/decide';
import type { Ctx } from '@/lib/core/context';
import { makeMember, makeOrganization } from '@/lib/testing/factories/accounts';
import { until } from '@/lib/testing/until';
import { ended, reaches, startRun } from '@/lib/testing/workflow-runs';
import { withWorker } from '@/lib/testing/workflow-worker';
import { host } from '@/lib/workflows/postgres/host';

withWorker();
let ctx: Ctx;
let colleague: Ctx;
let email: string;
beforeEach(async () => {
  const made = await makeOrganization();
  const second = await makeMember(made.organization.id, 'admin');
  [ctx, colleague, email] = [made.ctx, second.ctx, second.user.email];
});

const ask = (config: object = {}) => ({
  steps: [
    { id: 'ok', type: 'approval', config: { title: 'Refund {{ input.amount }}?', ...config } },
    { id: 'pay', type: 'set', config: { amount: '{{ steps.ok.output.data.amount ?? 0 }}' } },
  ],
});
const form = {
  type: 'object',
  properties: { amount: { type: 'number' } },
  required: ['amount'],
};
const waiting = (runId: string) =>
  until('the request', () => ctx.db.approval.findFirst({ where: { runId } }));

test('a run waits for its approval, and goes on with what was filled in', async () => {
  const { id } = await startRun(ctx, ask({ form, timeout: '2d' }), { amount: 12 });
  await reaches(ctx, id, 'waiting', 'approval');
  const asked = await waiting(id);
  const { name } = await ctx.db.workflow.findFirstOrThrow();
  expect(asked).toMatchObject({ title: 'Refund 12?', status: 'pending', quorum: 1, asker: name });
  expect(asked.dueAt).not.toBeNull();
  await decide(ctx, asked.id, 'approved', { comment: 'Fine', data: { amount: 10 } });
  const done = await ended(ctx, id);
  expect(done).toMatchObject({ status: 'completed', output: { amount: 10 } });
});

test('a quorum of two waits for the second person', async () => {
  const { id } = await startRun(ctx, ask({ quorum: 2 }), { amount: 1 });
  const asked = await waiting(id);
  await decide(ctx, asked.id, 'approved', {});
  await reaches(ctx, id, 'waiting', 'approval');
  await decide(colleague, asked.id, 'approved', {});
  expect((await ended(ctx, id)).status).toBe('completed');
});

test('a rejection fails the run and says who rejected', async () => {
  const { id } = await startRun(ctx, ask({ assignees: [email] }), { amount: 1 });
  const asked = await waiting(id);
  await decide(colleague, asked.id, 'rejected', { comment: 'No receipt' });
  const done = await ended(ctx, id);
  expect(done).toMatchObject({ status: 'failed', error: { code: 'REJECTED' } });
  expect(done.error?.message).toContain(email);
});

test('cancelling the run takes the request out of the inbox', async () => {
  const { id } = await startRun(ctx, ask(), { amount: 1 });
  const asked = await waiting(id);
  await host.cancel(ctx, id);
  await until('the withdrawal', () =>
    ctx.db.approval.findFirst({ where: { id: asked.id, status: 'withdrawn' } }),
  );
  await expect(decide(ctx, asked.id, 'approved', {})).rejects.toMatchObject({ code: 'CONFLICT' });
});
