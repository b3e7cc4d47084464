import { beforeEach, expect, test } from 'vitest';
import { type Ctx, systemCtx } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';
import { ended, startRun } from '@/lib/testing/workflow-runs';
import { withWorker } from '@/lib/testing/workflow-worker';
import { host } from '@/lib/workflows/postgres/host';

const world = withWorker();
let ctx: Ctx;
beforeEach(() => {
  ctx = systemCtx(newId(), 'test');
});

const types = async (runId: string) => {
  const { events } = await host.history(ctx, runId, { after: 0, limit: 1000 });
  expect(events.map((it) => it.eventId)).toEqual(events.map((_, i) => i + 1));
  return events.map((it) => it.eventType);
};

test('a run of set steps completes with its output, its history, and as an execution', async () => {
  const { id } = await startRun(
    ctx,
    {
      name: 'sums',
      steps: [
        { id: 'a', type: 'set', config: { n: '{{ input.n + 1 }}' } },
        { id: 'b', type: 'set', config: { n: '{{ steps.a.output.n * 2 }}' } },
      ],
      output: '{{ steps.b.output.n }}',
    },
    { n: 1 },
  );
  const run = await ended(ctx, id);
  expect(run).toMatchObject({ status: 'completed', output: 4, error: null, waitReason: null });
  expect((await types(id)).at(-1)).toBe('WorkflowExecutionCompleted');
  const execution = await ctx.db.execution.findUnique({ where: { id } });
  expect(execution).toMatchObject({ kind: 'workflow', status: 'completed', output: { value: 4 } });
  const events = await ctx.db.event.findMany({ orderBy: { id: 'asc' } });
  expect(events.map((it) => it.type)).toEqual(['workflow.started', 'workflow.completed']);
  expect(events[1]?.data).toMatchObject({ runId: id, executionId: id, output: 4 });
});

test('an http step sends its request with a key, and its answer is the output', async () => {
  world.receiver.script({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: '{"ok":1}',
  });
  const { id } = await startRun(
    ctx,
    {
      steps: [
        {
          id: 'call',
          type: 'http',
          config: { method: 'POST', url: world.receiver.url, body: { who: '{{ input.who }}' } },
        },
        { id: 'after', type: 'set', config: { ok: '{{ steps.call.output.data.ok }}' } },
      ],
    },
    { who: 'Ada' },
  );
  const run = await ended(ctx, id);
  expect(run).toMatchObject({ status: 'completed', output: { ok: 1 } });
  const request = world.receiver.requests.at(-1);
  expect(request?.headers['idempotency-key']).toBe(`${id}:call`);
  expect(JSON.parse(request?.body ?? '')).toEqual({ who: 'Ada' });
  expect(await types(id)).toEqual([
    'WorkflowExecutionStarted',
    'ActivityTaskScheduled',
    'ActivityTaskStarted',
    'ActivityTaskCompleted',
    'ActivityTaskCompleted',
    'WorkflowExecutionCompleted',
  ]);
});
