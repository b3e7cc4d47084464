import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '@/lib/core/context';
import { systemCtx, transaction } from '@/lib/core/context';
import { overrideEnv } from '@/lib/core/env';
import { cancel } from '@/lib/jobs/cancel';
import { draw } from '@/lib/jobs/claim';
import { enqueueJob, insertJob } from '@/lib/jobs/enqueue-job';
import { retry } from '@/lib/jobs/retry';
import { type Task, TaskFailed } from '@/lib/jobs/task';
import { registerTask } from '@/lib/jobs/tasks';
import { call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { until } from '@/lib/testing/until';
import { type Receiver, startReceiver } from '@/lib/testing/vendors/receiver';
import { drain } from '@/lib/worker/drain';
import { choices, freeLostEverywhere } from '@/lib/worker/run-jobs';
import { sweepJobs } from '@/lib/worker/sweep-jobs';

let drop: () => Promise<void>;
let receiver: Receiver;
const undo: (() => void)[] = [];

beforeAll(async () => {
  ({ drop } = await testDatabase());
  receiver = await startReceiver();
  overrideEnv({ EGRESS_ALLOW: receiver.host });
});
afterEach(() => {
  for (const one of undo.splice(0)) one();
});
afterAll(async () => {
  await receiver.close();
  await drop();
});

const task = (name: string, run: Task) => undo.push(registerTask(name, run));

const make = (ctx: Ctx, taskType: string, more: object = {}) =>
  transaction(ctx, (tx) => insertJob(tx, { taskType, payload: {}, secrets: null, ...more }));

const work = () => drain(60_000, ['jobs.run']);
const read = (ctx: Ctx, id: string) => ctx.db.job.findUniqueOrThrow({ where: { id } });
const events = async (ctx: Ctx) =>
  (
    await ctx.db.event.findMany({ where: { type: { startsWith: 'job.' } }, orderBy: { id: 'asc' } })
  ).map((event) => event.type);

describe('an attempt', () => {
  it('completes once, with its result and its events in order', async () => {
    const { ctx } = await makeOrganization();
    task('echo', async ({ job }) => ({ value: { said: job.id } }));
    const { id } = await make(ctx, 'echo');
    await work();
    const row = await read(ctx, id);
    expect(row).toMatchObject({ status: 'completed', attempt: 1, result: { value: { said: id } } });
    expect(await events(ctx)).toEqual(['job.enqueued', 'job.started', 'job.completed']);
    expect(await ctx.db.jobAttempt.findMany()).toMatchObject([{ number: 1, status: 'completed' }]);
  });

  it('that fails is made again after a wait, until the retries are used up', async () => {
    const { ctx } = await makeOrganization();
    let tries = 0;
    task('flaky', async () => {
      tries++;
      throw new TaskFailed('FLAKY', 'Not today.', true);
    });
    const { id } = await make(ctx, 'flaky', { maxRetries: 2, retryDelayMs: 10 });
    await until('the last attempt', async () => {
      await work();
      return (await read(ctx, id)).status === 'failed';
    });
    expect(tries).toBe(3);
    expect(await read(ctx, id)).toMatchObject({ attempt: 3, error: { code: 'FLAKY' } });
    expect((await events(ctx)).filter((type) => type === 'job.failed')).toHaveLength(1);
  });

  it('whose failure is final is not made again; a retry by hand counts from the start', async () => {
    const { ctx } = await makeOrganization();
    let broken = true;
    task('final', async () => {
      if (broken) throw new TaskFailed('NO', 'Never.');
      return { value: 'yes' };
    });
    const { id } = await make(ctx, 'final', { maxRetries: 5 });
    await work();
    expect(await read(ctx, id)).toMatchObject({ status: 'failed', attempt: 1 });
    broken = false;
    await retry(ctx, id);
    await work();
    expect(await read(ctx, id)).toMatchObject({ status: 'completed', attempt: 2, error: null });
  });

  it('beyond its time limit is stopped by signal, and its late result refused', async () => {
    const { ctx } = await makeOrganization();
    let stopped: unknown;
    task('slow', ({ signal }) => {
      const { promise, resolve } = Promise.withResolvers<{ value: string }>();
      signal.addEventListener('abort', () => {
        stopped = signal.reason;
        resolve({ value: 'late' });
      });
      return promise;
    });
    const { id } = await make(ctx, 'slow', { timeoutMs: 150, maxRetries: 0 });
    await work();
    expect((stopped as Error).name).toBe('TimeIsUp');
    expect(await read(ctx, id)).toMatchObject({
      status: 'failed',
      result: null,
      error: { code: 'TIMEOUT' },
    });
  });

  it('that is canceled while it runs stops, and the job ends canceled', async () => {
    const { ctx } = await makeOrganization();
    const begun = Promise.withResolvers<void>();
    task('long', ({ signal }) => {
      begun.resolve();
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    });
    const { id } = await make(ctx, 'long');
    const working = work();
    await begun.promise;
    await cancel(ctx, id);
    await working;
    expect(await read(ctx, id)).toMatchObject({ status: 'cancelled' });
    expect(await events(ctx)).toEqual(['job.enqueued', 'job.started', 'job.canceled']);
  });

  it('that was overtaken while its worker was away has its result refused', async () => {
    const { ctx } = await makeOrganization();
    const [begun, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let runs = 0;
    task('frozen', async () => {
      if (++runs > 1) return { value: 'second' };
      begun.resolve();
      await go.promise;
      return { value: 'first' };
    });
    const { id } = await make(ctx, 'frozen');
    const first = work();
    await begun.promise;
    // As when the process was paused: no sign of life for longer than the lease.
    await ctx.db.job.updateMany({
      where: { id },
      data: { leaseUntil: new Date(Date.now() - 1000) },
    });
    await freeLostEverywhere();
    await work();
    expect(await read(ctx, id)).toMatchObject({ status: 'completed', lost: 1, attempt: 1 });
    go.resolve();
    await first;
    expect(await read(ctx, id)).toMatchObject({ result: { value: 'second' } });
    expect(await ctx.db.event.count({ where: { type: 'job.completed' } })).toBe(1);
  });
});

describe('the choice', () => {
  it('between queues follows their weights: one to three', () => {
    const queue = (name: string, weight: number) => ({
      organizationId: 'o',
      queue: name,
      weight,
      concurrency: null,
      busy: 0,
    });
    const both = [queue('light', 1), queue('heavy', 3)];
    // Every place of the draw once, as chance would in the long run.
    const counts = { light: 0, heavy: 0 };
    for (let i = 0; i < 400; i++) {
      const chosen = draw(both, () => (i + 0.5) / 400);
      counts[chosen?.queue as 'light']++;
    }
    expect(counts).toEqual({ light: 100, heavy: 300 });
  });

  it('really takes jobs in that proportion', async () => {
    const { ctx, headers } = await makeOrganization();
    const order: string[] = [];
    task('count', async ({ job }) => {
      order.push(job.queue);
      return { value: null };
    });
    const queues = [
      { name: 'light', weight: 1 },
      { name: 'heavy', weight: 3 },
    ];
    expect((await call('PUT', '/api/jobs/queues', { headers, body: { queues } })).status).toBe(200);
    await transaction(ctx, async (tx) => {
      for (let i = 0; i < 240; i++)
        for (const queue of i < 80 ? ['light', 'heavy'] : ['light'])
          await insertJob(tx, { taskType: 'count', payload: {}, secrets: null, queue });
    });
    await work();
    const early = order.slice(0, 80);
    const heavy = early.filter((queue) => queue === 'heavy').length;
    // 60 of 80 expected; with equal weights 40: both are five deviations away from the bounds.
    expect(heavy).toBeGreaterThan(50);
    expect(heavy).toBeLessThanOrEqual(75);
    expect(order).toHaveLength(320);
  }, 120_000);

  it('an organization with a thousand jobs does not hold up another that comes later', async () => {
    const [many, few] = [await makeOrganization(), await makeOrganization()];
    const order: string[] = [];
    task('turn', async ({ ctx }) => {
      order.push(ctx.organizationId);
      return { value: null };
    });
    await transaction(many.ctx, async (tx) => {
      for (let i = 0; i < 200; i++)
        await insertJob(tx, { taskType: 'turn', payload: {}, secrets: null });
    });
    for (let i = 0; i < 5; i++) await make(few.ctx, 'turn');
    await work();
    const last = order.lastIndexOf(few.organization.id);
    expect(order).toHaveLength(205);
    expect(last).toBeLessThan(60);
  }, 120_000);

  it('a paused queue waits and goes on when it is resumed; a limit holds', async () => {
    const { ctx, headers } = await makeOrganization();
    let [now, most] = [0, 0];
    task('limited', async () => {
      most = Math.max(most, ++now);
      await ctx.db.job.count();
      now--;
      return { value: null };
    });
    const put = (change: object) =>
      call('PUT', '/api/jobs/queues', {
        headers,
        body: { queues: [{ name: 'narrow', ...change }] },
      });
    await put({ concurrency: 1, paused: true });
    for (let i = 0; i < 10; i++) await make(ctx, 'limited', { queue: 'narrow' });
    await work();
    expect(await ctx.db.job.count({ where: { status: 'pending' } })).toBe(10);
    expect(await choices()).toEqual([]);
    await put({ paused: false });
    await until('all ten', async () => {
      await work();
      return (await ctx.db.job.count({ where: { status: 'completed' } })) === 10;
    });
    expect(most).toBe(1);
  });

  it('higher priority goes first within a queue', async () => {
    const { ctx, headers } = await makeOrganization();
    const order: number[] = [];
    task('ranked', async ({ job }) => {
      order.push(job.priority);
      return { value: null };
    });
    const body = { queues: [{ name: 'ranked', concurrency: 1 }] };
    await call('PUT', '/api/jobs/queues', { headers, body });
    for (const priority of [0, 5, -5, 9]) await make(ctx, 'ranked', { queue: 'ranked', priority });
    await until('all', async () => {
      await work();
      return order.length === 4;
    });
    expect(order).toEqual([9, 5, 0, -5]);
  });
});

describe('what is lost', () => {
  it('jobs whose tokens are gone get new ones from the sweep', async () => {
    const { ctx } = await makeOrganization();
    task('orphan', async () => ({ value: 'found' }));
    const { id } = await make(ctx, 'orphan');
    await ctx.sql(`DELETE FROM pgboss.job WHERE name = 'jobs.run' RETURNING 1 AS gone`);
    await ctx.sql(
      `UPDATE jobs SET updated_at = now() - interval '5 minutes'
       WHERE organization_id = $1::uuid RETURNING 1 AS aged`,
      ctx.organizationId,
    );
    await sweepJobs();
    await work();
    expect(await read(ctx, id)).toMatchObject({ status: 'completed' });
  });

  it('a job that kills its worker again and again is given up', async () => {
    const { ctx } = await makeOrganization();
    const { id } = await make(ctx, 'poison');
    for (let i = 0; i < 6; i++) {
      await ctx.db.job.updateMany({
        where: { id },
        data: { status: 'running', leaseUntil: new Date(0) },
      });
      await freeLostEverywhere();
    }
    expect(await read(ctx, id)).toMatchObject({ status: 'failed', error: { code: 'WORKER_LOST' } });
  });
});

it('a job of a workflow step is made once by its key, and its end names the step', async () => {
  const { ctx } = await makeOrganization();
  receiver.otherwise({ status: 200, body: 'ok' });
  const parent = { runId: ctx.organizationId, stepKey: 'call', attempt: 1 };
  const given = {
    taskType: 'webhook',
    payload: { url: receiver.url, body: { a: 1 }, secret: 'a-secret-of-ours' },
    key: 'run:call:1',
    parent,
  };
  const system = systemCtx(ctx.organizationId, 'test');
  const first = await transaction(system, (tx) => enqueueJob(tx, given));
  const second = await transaction(system, (tx) => enqueueJob(tx, given));
  expect(second.id).toBe(first.id);
  await work();
  const told = await ctx.db.event.findFirstOrThrow({ where: { type: 'job.completed' } });
  expect(told.data).toMatchObject({ jobId: first.id, parent, result: { status: 200 } });
  const [request] = receiver.requests;
  expect(receiver.requests).toHaveLength(1);
  expect(request?.headers['webhook-signature']).toMatch(/^v1,/);
  expect(request?.body).toBe('{"a":1}');
});
