import { afterAll, beforeAll, expect, it } from 'vitest';
import { create, deploy } from '@/lib/agents/save';
import { type Ctx, transaction } from '@/lib/core/context';
import { grant } from '@/lib/credits/grant';
import { microOf } from '@/lib/credits/money';
import { cancel } from '@/lib/jobs/cancel';
import { onDeadline } from '@/lib/jobs/deadline';
import { enqueueJob } from '@/lib/jobs/enqueue-job';
import { settle } from '@/lib/jobs/wait';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { drain } from '@/lib/worker/drain';
import { sweepJobs } from '@/lib/worker/sweep-jobs';

let drop: () => Promise<void>;
let ctx: Ctx;
beforeAll(async () => {
  ({ drop } = await testDatabase());
  ({ ctx } = await makeOrganization());
  await grant(ctx, { amount: microOf(100), description: 'Test' });
  const agent = await create(ctx, {
    name: 'Tester',
    system_prompt: 'You test.',
    config: { model: 'sandbox' },
  });
  await deploy(ctx, agent.id);
});
afterAll(() => drop());

/** A job that waits for an execution which nobody runs. */
async function waiting(more: object = {}) {
  const payload = { agentId: 'Tester', input: 'Hello' };
  const made = await transaction(ctx, (tx) =>
    enqueueJob(tx, { taskType: 'ai-agent', payload, ...more }),
  );
  await drain(30_000, ['jobs.run']);
  const job = await read(made.id);
  expect(job).toMatchObject({ status: 'running', waitKind: 'execution', leaseUntil: null });
  return job;
}

const read = (id: string) => ctx.db.job.findUniqueOrThrow({ where: { id } });
const execution = (id: string | null) =>
  ctx.db.execution.findUniqueOrThrow({ where: { id: id ?? '' } });

it('a waiting job ends when its time is up, and so does what it waited for', async () => {
  const job = await waiting({ timeoutMs: 3600_000 });
  const [planned] = await ctx.sql<{ seconds: number; payload: { jobId: string; fence: number } }>(
    `SELECT extract(epoch FROM start_after - now())::float8 AS seconds, data->'payload' AS payload
     FROM pgboss.job WHERE name = 'jobs.deadline' AND data->'payload'->>'jobId' = $1`,
    job.id,
  );
  expect(planned?.seconds).toBeGreaterThan(3500);
  expect(planned?.payload).toEqual({ jobId: job.id, fence: job.fence });
  await onDeadline(ctx, { jobId: job.id, fence: job.fence - 1 });
  expect(await read(job.id)).toMatchObject({ status: 'running' });
  await onDeadline(ctx, { jobId: job.id, fence: job.fence });
  expect(await read(job.id)).toMatchObject({
    status: 'failed',
    error: { code: 'TIMEOUT' },
    waitKind: null,
  });
  expect(await execution(job.waitId)).toMatchObject({ status: 'cancelled' });
});

it('canceling a waiting job ends it at once, and cancels what it waited for', async () => {
  const job = await waiting();
  await cancel(ctx, job.id);
  expect(await read(job.id)).toMatchObject({ status: 'cancelled' });
  expect(await execution(job.waitId)).toMatchObject({ status: 'cancelled' });
  // The news of the execution's end comes late, and changes nothing.
  await settle(ctx, 'execution', job.waitId ?? '');
  expect(await read(job.id)).toMatchObject({ status: 'cancelled' });
  expect(
    await ctx.db.event.count({
      where: { type: 'job.canceled', data: { path: ['jobId'], equals: job.id } },
    }),
  ).toBe(1);
});

it('a wait whose end nobody was told of is noticed by the sweep, once', async () => {
  const job = await waiting();
  await drain(30_000, ['executions.run']);
  expect(await execution(job.waitId)).toMatchObject({ status: 'completed' });
  expect(await read(job.id)).toMatchObject({ status: 'running' });
  await Promise.all([sweepJobs(), sweepJobs(), settle(ctx, 'execution', job.waitId ?? '')]);
  expect(await read(job.id)).toMatchObject({ status: 'completed', attempt: 1 });
  expect(
    await ctx.db.event.count({
      where: { type: 'job.completed', data: { path: ['jobId'], equals: job.id } },
    }),
  ).toBe(1);
});
