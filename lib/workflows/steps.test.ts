import { beforeEach, describe, expect, test } from 'vitest';
import { create, deploy } from '@/lib/agents/save';
import { createCredential } from '@/lib/connectors/save-credential';
import { type Ctx, systemCtx, transaction } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';
import { balance } from '@/lib/credits/balance';
import { grant } from '@/lib/credits/grant';
import { microOf } from '@/lib/credits/money';
import { emitCustom } from '@/lib/events/emit-custom';
import { until } from '@/lib/testing/until';
import { ended, makeWorkflow, reaches, startRun } from '@/lib/testing/workflow-runs';
import { withWorker } from '@/lib/testing/workflow-worker';
import { host } from '@/lib/workflows/postgres/host';

const world = withWorker();
let ctx: Ctx;
beforeEach(() => {
  ctx = systemCtx(newId(), 'test');
});

const step = (id: string, type: string, config: object, more: object = {}) => ({
  id,
  type,
  config,
  ...more,
});
const run = async (steps: object[], input: { [key: string]: never | string | number } = {}) => {
  const { id } = await startRun(ctx, { steps }, input);
  return ended(ctx, id);
};

async function agent(credits = 10) {
  await grant(ctx, { amount: microOf(credits), description: 'Test' });
  const made = await create(ctx, {
    name: 'Helper',
    system_prompt: 'You help.',
    config: { model: 'sandbox' },
  });
  return deploy(ctx, made.id);
}

describe('agents and models', () => {
  test('an agent step runs an execution of its own, and the run carries what it cost', async () => {
    const { id: agentId } = await agent();
    const done = await run([step('ask', 'agent', { agentId, prompt: 'Hello' })]);
    expect(done).toMatchObject({ status: 'completed', credits: 0.01 });
    expect(done.output).toMatchObject({
      message: expect.stringContaining('Sandbox model'),
      usage: { credits: 0.01 },
    });
    const child = await ctx.db.execution.findFirstOrThrow({ where: { parentId: done.id } });
    expect(child).toMatchObject({
      kind: 'agent',
      source: 'workflow',
      status: 'completed',
      agentId,
    });
    const row = await ctx.db.workflowStep.findFirstOrThrow({
      where: { runId: done.id, key: 'ask' },
    });
    expect(row).toMatchObject({ workType: 'execution', workId: child.id, microCredits: 10_000n });
    expect(await balance(ctx)).toEqual({ credits: 9.99, held: 0 });
  });

  test('an llm step answers text, or the object of its schema', async () => {
    await agent();
    const schema = { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] };
    const done = await run([
      step('text', 'llm', { model: 'sandbox', prompt: 'Hello' }),
      step('object', 'llm', { model: 'sandbox', prompt: '[[sandbox: json={"n":3}]]', schema }),
      step('both', 'set', { text: '{{ steps.text.output }}', n: '{{ steps.object.output.n }}' }),
    ]);
    expect(done.error).toBeNull();
    expect(done.output).toEqual({ text: expect.stringContaining('Sandbox model'), n: 3 });
  });

  test('with nothing to spend a start by hand is refused and leaves nothing; one by a schedule waits', async () => {
    const { id: agentId } = await agent(0.000001);
    const steps = [step('ask', 'agent', { agentId, prompt: 'Hello' })];
    await ctx.sql(
      `UPDATE ledger_accounts SET held = posted WHERE organization_id = $1::uuid AND kind = 'wallet' RETURNING 1`,
      ctx.organizationId,
    );
    await expect(startRun(ctx, { steps })).rejects.toMatchObject({ code: 'INSUFFICIENT_CREDITS' });
    expect(await ctx.db.workflowRun.count()).toBe(0);
    const { id } = await startRun(ctx, { steps }, {}, { trigger: { type: 'schedule' } });
    await reaches(ctx, id, 'waiting', 'credits');
    await grant(ctx, { amount: microOf(5), description: 'Test' });
    expect(await ended(ctx, id)).toMatchObject({ status: 'completed', credits: 0.01 });
  });

  test('maxCredits ends the spending of a whole run with a clear sentence', async () => {
    const { id: agentId } = await agent();
    const { id } = await startRun(ctx, {
      settings: { maxCredits: 0.02 },
      steps: [
        step('each', 'loop', {
          items: '{{ [1, 2, 3, 4] }}',
          concurrency: 4,
          steps: [step('ask', 'agent', { agentId, prompt: 'Hello' })],
        }),
      ],
    });
    const done = await ended(ctx, id);
    expect(done.status).toBe('failed');
    expect(done.error?.message).toMatch(/limit of [\d.]+ credits is reached/);
    expect(done.credits).toBeLessThanOrEqual(0.02);
  });

  test('cancelling a run cancels the agent that works for it', async () => {
    const { id: agentId } = await agent();
    const { id } = await startRun(ctx, {
      steps: [step('ask', 'agent', { agentId, prompt: '[[sandbox: words=500 delay=50]]' })],
    });
    const child = await until('the child', () =>
      ctx.db.execution.findFirst({ where: { parentId: id, status: 'running' } }),
    );
    expect((await host.cancel(ctx, id)).status).toBe('cancelled');
    await until(
      'its end',
      async () =>
        (await ctx.db.execution.findUnique({ where: { id: child.id } }))?.status === 'cancelled',
    );
    expect((await balance(ctx)).held).toBe(0);
  });
});

describe('code', () => {
  const code = (source: string, input: object = {}, timeout?: string) =>
    run([step('it', 'code', { code: source, input, ...(timeout && { timeout }) })]);

  test('what it returns is the output; its last expression too', async () => {
    expect((await code('return input.a + 1', { a: 1 })).output).toBe(2);
    expect((await code('const b = input.a * 2; b', { a: 4 })).output).toBe(8);
    expect((await code('return [await Promise.resolve(1), input]', { x: null })).output).toEqual([
      1,
      { x: null },
    ]);
  });

  test('what it throws is the error, with its line', async () => {
    const done = await code('\nthrow new TypeError("no " + input.a)', { a: 'way' });
    expect(done.error).toMatchObject({ code: 'CODE_ERROR', message: 'TypeError: no way (line 2)' });
  });

  test('endless loops, endless memory and a promise that never settles end', async () => {
    expect((await code('while (true) {}', {}, '300ms')).error?.code).toMatch(/TIMEOUT/);
    expect(
      (await code(`const a = []; while (true) a.push("x".repeat(1e6) + a.length)`)).error,
    ).toMatchObject({
      code: 'CODE_ERROR',
    });
    expect((await code('await new Promise(() => {})')).error?.message).toContain('never settles');
  });

  test('there is nothing of the host to reach', async () => {
    const done = await code(
      `return ['process','require','fetch','setTimeout','console','WebAssembly','Buffer','globalThis.constructor']
         .map((it) => { try { return typeof eval(it) } catch (e) { return 'undefined' } })`,
    );
    expect(done.output).toEqual([...Array(7).fill('undefined'), 'function']);
    const outer = await code(`return (function(){}).constructor('return typeof process')()`);
    expect(outer.output).toBe('undefined');
  });
});

describe('events and signals', () => {
  test('emit tells an event once, and a waiting step elsewhere hears it', async () => {
    const waiting = await startRun(
      ctx,
      {
        steps: [
          step('paid', 'wait_event', { event: 'order.paid', match: { id: '{{ input.id }}' } }),
        ],
      },
      { id: 7 },
    );
    await reaches(ctx, waiting.id, 'waiting', 'event');
    for (const id of [6, 7])
      await run([step('tell', 'emit', { event: 'order.paid', data: { id: '{{ input.id }}' } })], {
        id,
      });
    expect(await ended(ctx, waiting.id)).toMatchObject({ status: 'completed', output: { id: 7 } });
    expect(await ctx.db.event.count({ where: { type: 'order.paid' } })).toBe(2);
    expect(await ctx.db.workflowWait.count()).toBe(0);
  });

  test('a name of our own events cannot be told by a workflow', async () => {
    const done = await run([step('tell', 'emit', { event: 'credits.granted', data: {} })]);
    expect(done).toMatchObject({ status: 'failed', error: { code: 'EVENT_NAME' } });
  });

  test('a wait that nobody ends runs into its timeout', async () => {
    const done = await run([
      step('never', 'wait_event', { event: 'x.never', timeout: '200ms', onTimeout: 'continue' }),
      step('after', 'set', { late: true }),
    ]);
    expect(done.output).toEqual({ late: true });
  });

  test('an event of another organization wakes nobody', async () => {
    const waiting = await startRun(ctx, {
      steps: [step('a', 'wait_event', { event: 'order.paid' })],
    });
    await reaches(ctx, waiting.id, 'waiting', 'event');
    const other = systemCtx(newId(), 'test');
    const id = await transaction(other, (tx) => emitCustom(tx, 'order.paid', {}));
    await until(
      'its dispatch',
      async () =>
        (
          await other.sql<{ n: number }>(
            `SELECT count(*)::int AS n FROM pgboss.job WHERE data->'payload'->>'eventId' = $1 AND state = 'completed'`,
            id,
          )
        )[0]?.n === 1,
    );
    expect((await host.describe(ctx, waiting.id)).status).toBe('waiting');
    await expect(host.describe(other, waiting.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(host.cancel(other, waiting.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const signal = { type: 'SignalReceived', name: 'order.paid', data: {} } as const;
    await expect(host.signal(other, waiting.id, signal)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await host.signal(ctx, waiting.id, signal)).toBe(true);
    expect((await ended(ctx, waiting.id)).status).toBe('completed');
  });

  test('an approval is asked for once and its decision is the output', async () => {
    const { id } = await startRun(ctx, {
      steps: [step('ok', 'approval', { title: 'Pay?', assignees: ['ada@example.com'] })],
    });
    await reaches(ctx, id, 'waiting', 'approval');
    const asked = await ctx.db.event.findFirstOrThrow({ where: { type: 'approval.requested' } });
    expect(asked.data).toMatchObject({ runId: id, key: 'ok', title: 'Pay?', quorum: 1 });
    const decided = {
      type: 'ApprovalDecided',
      key: 'ok',
      by: 'ada',
      decision: 'approved',
    } as const;
    await host.signal(ctx, id, decided);
    expect((await ended(ctx, id)).output).toMatchObject({ decision: 'approved', by: 'ada' });
  });
});

describe('other work', () => {
  test('a sub-workflow gives its output; its failure is the step’s', async () => {
    const child = await makeWorkflow(ctx, {
      steps: [
        step('no', 'fail', { message: 'odd' }, { if: '{{ input.n % 2 == 1 }}' }),
        step('n', 'set', { twice: '{{ input.n * 2 }}' }),
      ],
    });
    const call = (n: number) =>
      run([step('sub', 'workflow', { workflowId: child.workflowId, input: { n } })]);
    const done = await call(4);
    expect(done).toMatchObject({ status: 'completed', output: { twice: 8 } });
    const { runs } = await host.list(ctx, { parentRunId: done.id, limit: 10, offset: 0 });
    expect(runs).toMatchObject([{ status: 'completed', parentRunId: done.id }]);
    expect((await call(3)).error).toMatchObject({ step: 'sub', message: 'odd' });
    expect((await run([step('sub', 'workflow', { workflowId: newId() })])).error?.code).toBe(
      'WORKFLOW_NOT_FOUND',
    );
  });

  test('a detached sub-workflow is only begun', async () => {
    const child = await makeWorkflow(ctx, { steps: [step('w', 'wait_event', { event: 'a.b' })] });
    const done = await run([
      step('sub', 'workflow', { workflowId: child.workflowId, mode: 'detach' }),
    ]);
    const { runId } = done.output as { runId: string };
    expect(done.status).toBe('completed');
    expect((await reaches(ctx, runId, 'waiting')).parentRunId).toBe(done.id);
  });

  test('workflows that start each other for ever are stopped at a depth of 10', async () => {
    const workflow = await makeWorkflow(ctx, { steps: [step('s', 'set', {})] });
    const definition = {
      steps: [step('again', 'workflow', { workflowId: workflow.workflowId })],
    };
    const { compile } = await import('@/lib/engine/compile');
    const made = compile(definition);
    if (!made.ok) throw new Error('does not compile');
    await ctx.db.workflowVersion.create({
      data: {
        organizationId: ctx.organizationId,
        workflowId: workflow.workflowId,
        version: 2,
        definition,
        plan: made.plan as object,
        hash: made.plan.hash,
      },
    });
    await ctx.db.workflow.updateMany({
      where: { id: workflow.workflowId },
      data: { publishedVersion: 2 },
    });
    const again = { workflowId: workflow.workflowId, version: 2, plan: made.plan };
    const { id } = await host.start(ctx, { run: again, input: {}, trigger: { type: 'manual' } });
    expect((await ended(ctx, id)).error?.message).toContain('10 deep');
    expect(await ctx.db.workflowRun.count()).toBe(11);
  });

  test('a job step waits for its job, or goes on at once', async () => {
    const payload = { url: `http://${world.receiver.host}/job` };
    const done = await run([step('job', 'job', { task_type: 'webhook', payload, mode: 'wait' })]);
    expect(done.error).toBeNull();
    expect(done.status).toBe('completed');
    const detached = await run([step('job', 'job', { task_type: 'webhook', payload })]);
    expect(detached.output).toMatchObject({ jobId: expect.any(String) });
    const wrong = await run([
      step('job', 'job', { task_type: 'no-such', payload: {}, mode: 'wait' }),
    ]);
    expect(wrong.status).toBe('failed');
  });
});

describe('http', () => {
  test('a status that may pass is tried again with the same key; others fail at once', async () => {
    const before = world.receiver.requests.length;
    world.receiver.script({ status: 503 }, { status: 500 }, { status: 200, body: 'ok' });
    const retry = { maxAttempts: 3, initialInterval: '20ms' };
    const done = await run([
      step('call', 'http', { method: 'POST', url: world.receiver.url, body: {} }, { retry }),
    ]);
    expect(done).toMatchObject({ status: 'completed', output: { status: 200 } });
    const sent = world.receiver.requests.slice(before);
    expect(sent.map((it) => it.headers['idempotency-key'])).toEqual(
      Array(3).fill(`${done.id}:call`),
    );
    world.receiver.script({ status: 404 });
    expect((await run([step('call', 'http', { url: world.receiver.url })])).error?.code).toBe(
      'HTTP_404',
    );
  });

  test('a step that takes too long is broken off and timed out', async () => {
    world.receiver.script({ hang: true });
    const done = await run([
      step(
        'call',
        'http',
        { url: world.receiver.url },
        { timeout: '150ms', retry: { maxAttempts: 1 } },
      ),
    ]);
    expect(done.error).toMatchObject({ step: 'call', code: 'TIMEOUT' });
  });

  test('a secret reaches the receiver and nothing that is kept', async () => {
    const value = 'sk-very-secret-4711';
    await createCredential(ctx, {
      name: 'shop',
      type: 'api_key',
      provider: 'http',
      data: { authType: 'bearer', token: value },
    } as never);
    world.receiver.script({ status: 200, body: `you sent ${value}` });
    const done = await run([
      step('call', 'http', {
        url: world.receiver.url,
        headers: { 'x-key': '{{ secrets.shop }}' },
      }),
    ]);
    expect(done.error).toBeNull();
    expect(world.receiver.requests.at(-1)?.headers['x-key']).toBe(value);
    const kept = await Promise.all([
      ctx.db.workflowRun.findMany(),
      ctx.db.workflowStep.findMany(),
      ctx.db.workflowHistory.findMany(),
      ctx.db.event.findMany(),
      ctx.db.execution.findMany(),
    ]);
    const text = JSON.stringify(kept, (_, it) => (typeof it === 'bigint' ? String(it) : it));
    expect(text).not.toContain(value);
  });
});
