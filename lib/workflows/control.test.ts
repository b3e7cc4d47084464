import { beforeEach, expect, test } from 'vitest';
import { type Ctx, systemCtx } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';
import { cancelById } from '@/lib/executions/cancel';
import { until } from '@/lib/testing/until';
import { ended, makeWorkflow, reaches, startRun } from '@/lib/testing/workflow-runs';
import { withWorker } from '@/lib/testing/workflow-worker';
import { followRun } from '@/lib/workflows/follow';
import { host } from '@/lib/workflows/postgres/host';

const world = withWorker();
let ctx: Ctx;
beforeEach(() => {
  ctx = systemCtx(newId(), 'test');
});

const waits = (id: string, event = 'go.on') => ({ id, type: 'wait_event', config: { event } });
const set = (id: string, config: object) => ({ id, type: 'set', config });
const post = (id: string, more: object = {}) => ({
  id,
  type: 'http',
  config: { method: 'POST', url: world.receiver.url, body: { id } },
  ...more,
});
const go = (id: string, data: { [key: string]: number } = {}) =>
  host.signal(ctx, id, { type: 'SignalReceived', name: 'go.on', data });
const manual = { type: 'manual' };

test('a paused run records what is under way and begins nothing until it is resumed', async () => {
  const waiting = await startRun(ctx, { steps: [waits('w'), set('end', { n: 1 })] });
  await reaches(ctx, waiting.id, 'waiting');
  expect(await host.signal(ctx, waiting.id, { type: 'PauseRequested' })).toBe(true);
  expect((await host.describe(ctx, waiting.id)).status).toBe('paused');
  await go(waiting.id);
  await until('the step', () =>
    ctx.db.workflowStep.findFirst({ where: { runId: waiting.id, key: 'w', status: 'completed' } }),
  );
  expect((await host.describe(ctx, waiting.id)).status).toBe('paused');
  await host.signal(ctx, waiting.id, { type: 'ResumeRequested' });
  expect((await ended(ctx, waiting.id)).output).toEqual({ n: 1 });
  expect(await go(waiting.id)).toBe(false);
});

test('cancelling breaks off the request that is under way, and nothing comes after it', async () => {
  const before = world.receiver.requests.length;
  world.receiver.script({ hang: true });
  const { id } = await startRun(ctx, { steps: [post('call'), post('never')] });
  await world.receiver.received(before + 1);
  const cancelled = await host.cancel(ctx, id, 'enough');
  expect(cancelled).toMatchObject({ status: 'cancelled' });
  await until('the connection to close', async () => world.receiver.open() === 0, 5_000);
  expect(await host.cancel(ctx, id)).toMatchObject({ status: 'cancelled' });
  const { events } = await host.history(ctx, id, { after: 0, limit: 100 });
  expect(events.slice(-2).map((it) => it.eventType)).toEqual([
    'WorkflowExecutionCancelRequested',
    'WorkflowExecutionCanceled',
  ]);
  expect(world.receiver.requests).toHaveLength(before + 1);
  expect(await ctx.db.execution.findUnique({ where: { id } })).toMatchObject({
    status: 'cancelled',
  });
});

test('cancelling its execution cancels a run, with its sub-workflows', async () => {
  const child = await makeWorkflow(ctx, { steps: [waits('w')] });
  const { id } = await startRun(ctx, {
    steps: [{ id: 'sub', type: 'workflow', config: { workflowId: child.workflowId } }],
  });
  const sub = await until('the child', () =>
    ctx.db.workflowRun.findFirst({ where: { parentRunId: id, status: 'waiting' } }),
  );
  const row = await cancelById(ctx, id, new AbortController().signal);
  expect(row.status).toBe('cancelled');
  expect((await ended(ctx, sub.id)).status).toBe('cancelled');
});

test('a signal told twice counts once; one told too early is kept', async () => {
  const { id } = await startRun(ctx, {
    steps: [
      { id: 'nap', type: 'delay', config: { milliseconds: 200 } },
      waits('first'),
      waits('second'),
      set('both', { a: '{{ steps.first.output.n }}', b: '{{ steps.second.output.n }}' }),
    ],
  });
  const told = (n: number, dedupe: string) =>
    host.signal(ctx, id, { type: 'SignalReceived', name: 'go.on', data: { n } }, dedupe);
  await told(1, 'one');
  await told(1, 'one');
  await reaches(ctx, id, 'waiting', 'event');
  await told(1, 'one');
  expect((await host.describe(ctx, id)).completedAt).toBeNull();
  await told(2, 'two');
  expect((await ended(ctx, id)).output).toEqual({ a: 1, b: 2 });
});

test('a run goes on from where the former one failed, or from a step that is named', async () => {
  const retry = { maxAttempts: 1 };
  const workflow = await makeWorkflow(ctx, {
    steps: [post('one'), post('two', { retry }), post('three')],
  });
  const run = workflow;
  const sent = (id: string) =>
    world.receiver.requests.filter((it) => String(it.headers['idempotency-key']).startsWith(id));
  world.receiver.script({ status: 200 }, { status: 500 });
  const first = await host.start(ctx, { run, input: {}, trigger: manual });
  expect((await ended(ctx, first.id)).error).toMatchObject({ step: 'two', code: 'HTTP_500' });
  const trigger = { type: 'retry' };
  const second = await host.start(ctx, {
    ...{ run, input: {}, trigger },
    reuse: { runId: first.id, from: null },
  });
  expect(await ended(ctx, second.id)).toMatchObject({
    status: 'completed',
    reusedRunId: first.id,
  });
  expect(sent(second.id)).toHaveLength(2);
  const third = await host.start(ctx, {
    ...{ run, input: {}, trigger },
    reuse: { runId: second.id, from: 'three' },
  });
  expect((await ended(ctx, third.id)).status).toBe('completed');
  expect(sent(third.id)).toHaveLength(1);
});

test('50 starts at once under a limit of 3: never more than 3 at work, all of them in the end', async () => {
  const run = await makeWorkflow(ctx, {
    settings: { concurrency: { limit: 3 } },
    steps: [{ id: 'nap', type: 'delay', config: { milliseconds: 5 } }],
  });
  const started = await Promise.all(
    Array.from({ length: 50 }, () => host.start(ctx, { run, input: {}, trigger: manual })),
  );
  expect(started.filter((it) => it.waitReason === 'concurrency').length).toBeGreaterThan(0);
  let most = 0;
  await until(
    'all of them',
    async () => {
      const rows = await ctx.db.workflowRun.groupBy({
        by: ['waitReason'],
        where: { completedAt: null },
        _count: true,
      });
      const at = rows.filter((it) => it.waitReason !== 'concurrency');
      most = Math.max(
        most,
        at.reduce((sum, it) => sum + it._count, 0),
      );
      return rows.length === 0;
    },
    60_000,
  );
  expect(most).toBeLessThanOrEqual(3);
  expect(await ctx.db.workflowRun.count({ where: { status: 'completed' } })).toBe(50);
}, 90_000);

test('a client’s own id is taken while its run is open, and free afterwards', async () => {
  const run = await makeWorkflow(ctx, { steps: [waits('w')] });
  const start = () => host.start(ctx, { run, input: {}, trigger: manual, clientId: 'wf-1' });
  const { id } = await start();
  await expect(start()).rejects.toMatchObject({ code: 'CONFLICT' });
  await host.cancel(ctx, id);
  expect((await start()).clientId).toBe('wf-1');
});

test('a start with a fixed id happens once', async () => {
  const run = await makeWorkflow(ctx, { steps: [set('a', {})] });
  const id = newId();
  const start = () => host.start(ctx, { id, run, input: {}, trigger: manual });
  const [a, b] = [await start(), await start()];
  expect(a.id).toBe(b.id);
  expect(await ctx.db.workflowRun.count()).toBe(1);
});

test('an input that does not fit the schema starts nothing', async () => {
  const definition = {
    inputSchema: { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] },
    steps: [set('a', {})],
  };
  await expect(startRun(ctx, definition, { n: 'x' })).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
  });
  expect(await ctx.db.workflowRun.count()).toBe(0);
});

test('a run that takes longer than its timeout is timed out, whatever it waits for', async () => {
  const { id } = await startRun(ctx, { settings: { timeout: '300ms' }, steps: [waits('w')] });
  expect(await ended(ctx, id)).toMatchObject({
    status: 'timed_out',
    error: { code: 'RUN_TIMEOUT' },
  });
  const told = await ctx.db.event.findFirstOrThrow({ where: { type: 'workflow.failed' } });
  expect(told.data).toMatchObject({ runId: id, status: 'failed' });
});

test('a far timer needs no worker and fires by its job', async () => {
  const { id } = await startRun(ctx, {
    steps: [{ id: 'nap', type: 'delay', config: { duration: '2500ms' } }, set('end', { n: 1 })],
  });
  await reaches(ctx, id, 'waiting', 'timer');
  const row = await ctx.db.workflowRun.findUniqueOrThrow({ where: { id } });
  expect(row.held).toBe(false);
  expect((await ended(ctx, id)).output).toEqual({ n: 1 });
});

test('a follower sees history, steps and the end, in order and once', async () => {
  const { id } = await startRun(ctx, { steps: [waits('w'), set('end', { n: 1 })] });
  const seen: { type: string; data: Record<string, unknown> }[] = [];
  const reading = followRun(
    ctx,
    id,
    0,
    (type, data) => seen.push({ type, data: data as Record<string, unknown> }),
    AbortSignal.timeout(20_000),
    async () => {},
  );
  await reaches(ctx, id, 'waiting');
  await go(id, { n: 1 });
  await reading;
  const events = seen.flatMap((it) => (it.type === 'history' ? [it.data.eventId] : []));
  expect(events).toEqual(events.map((_, i) => i + 1));
  expect(seen.at(-1)).toMatchObject({ type: 'done', data: { status: 'completed' } });
  expect(seen.some((it) => it.type === 'step' && it.data.key === 'w')).toBe(true);
});
