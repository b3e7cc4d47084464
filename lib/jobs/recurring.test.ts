import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Job } from '@/generated/prisma/client';
import { type Ctx, systemCtx } from '@/lib/core/context';
import { runsBetween } from '@/lib/core/cron';
import { cancel } from '@/lib/jobs/cancel';
import { createRecurring } from '@/lib/jobs/create';
import { fire, pause, resume, runNow } from '@/lib/jobs/recurring';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { drain, keepUp } from '@/lib/worker/drain';
import { sweepJobs } from '@/lib/worker/sweep-jobs';

let drop: () => Promise<void>;
beforeAll(async () => {
  ({ drop } = await testDatabase());
});
afterAll(() => drop());

const hourly = (ctx: Ctx) =>
  createRecurring(ctx, {
    task_type: 'daily-cleanup',
    payload: { dry_run: true },
    cron_spec: '0 * * * *',
    timezone: 'UTC',
    paused: false,
  });

/** As if its time had come so long ago. */
const overdue = (ctx: Ctx, job: Job, ms: number) =>
  ctx.db.job.update({ where: { id: job.id }, data: { nextRunAt: new Date(Date.now() - ms) } });

const made = (ctx: Ctx, job: Job) => ctx.db.job.findMany({ where: { recurringId: job.id } });

it('twenty processes at one time of the schedule make one job', async () => {
  const { ctx } = await makeOrganization();
  const job = await hourly(ctx);
  await overdue(ctx, job, 1000);
  const system = systemCtx(ctx.organizationId, 'test');
  await Promise.all([
    ...Array.from({ length: 20 }, () => fire(system, job.id)),
    sweepJobs(),
    sweepJobs(),
  ]);
  expect(await made(ctx, job)).toHaveLength(1);
  const after = await ctx.db.job.findUniqueOrThrow({ where: { id: job.id } });
  expect(after.nextRunAt?.getTime()).toBeGreaterThan(Date.now());
});

it('the cron endpoint called 20 times at once fires and runs it once', async () => {
  const { ctx } = await makeOrganization();
  const job = await hourly(ctx);
  await overdue(ctx, job, 60_000);
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      await sweepJobs();
      await keepUp(4_000);
    }),
  );
  await drain(30_000, ['jobs.run']);
  expect(await made(ctx, job)).toMatchObject([{ status: 'completed', attempt: 1 }]);
  expect(await ctx.db.event.count({ where: { type: 'job.completed' } })).toBe(1);
}, 60_000);

it('a day of missed times is made up for once, and the job says so', async () => {
  const { ctx } = await makeOrganization();
  const job = await hourly(ctx);
  const { nextRunAt } = await overdue(ctx, job, 24 * 3600_000);
  const missed = runsBetween('0 * * * *', 'UTC', nextRunAt as Date, new Date());
  await sweepJobs();
  await sweepJobs();
  const [one, ...others] = await made(ctx, job);
  expect(others).toEqual([]);
  const lines = await ctx.db.jobLog.findMany({ where: { jobId: one?.id } });
  expect(lines.map((line) => line.message).join()).toContain(`${missed} later times were missed`);
});

it('a paused schedule does not fire, and goes on from its next time', async () => {
  const { ctx } = await makeOrganization();
  const job = await hourly(ctx);
  await pause(ctx, job.id);
  await overdue(ctx, job, 5_000);
  await sweepJobs();
  expect(await fire(ctx, job.id)).toBeNull();
  const resumed = await resume(ctx, job.id);
  expect(resumed.nextRunAt?.getTime()).toBeGreaterThan(Date.now());
  expect(await made(ctx, job)).toEqual([]);
});

it('run now makes one beside the schedule; canceling ends it with what has not begun', async () => {
  const { ctx } = await makeOrganization();
  const job = await hourly(ctx);
  const now = await runNow(ctx, job.id);
  expect(now).toMatchObject({ recurringId: job.id, status: 'pending' });
  await cancel(ctx, job.id);
  expect(await made(ctx, job)).toMatchObject([{ status: 'cancelled' }]);
  await overdue(ctx, job, 5_000);
  expect(await fire(ctx, job.id)).toBeNull();
});
