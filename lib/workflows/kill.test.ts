import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Ctx, systemCtx } from '@/lib/core/context';
import { closeListener } from '@/lib/core/db/listen';
import { overrideEnv } from '@/lib/core/env';
import { newId } from '@/lib/core/ids';
import { testDatabase } from '@/lib/testing/db';
import { AppProcess } from '@/lib/testing/process';
import { until } from '@/lib/testing/until';
import { makeWorkflow } from '@/lib/testing/workflow-runs';
import { host } from '@/lib/workflows/postgres/host';

/** Runs that lose their worker; WORKFLOW_KILLS=2000 for the long run. */
const KILLS = Number(process.env.WORKFLOW_KILLS ?? 200);
const IN_FLIGHT = 12;

let drop: () => Promise<void>;
let url: string;
let receiver: Server;
let address: string;
let ctx: Ctx;
const workers: AppProcess[] = [];
/** What the receiver did by key: a real one remembers its keys as well. */
const effects = new Map<string, { body: string; seen: number }>();
let odd = 0;
let answer: (key: string, seen: number) => { status: number; ms: number } | null;

beforeAll(async () => {
  ({ url, drop } = await testDatabase());
  overrideEnv({ EGRESS_ALLOW: '127.0.0.1' });
  receiver = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const key = String(request.headers['idempotency-key']);
    const effect = effects.get(key) ?? { body, seen: 0 };
    if (effect.body !== body) odd++;
    effect.seen++;
    effects.set(key, effect);
    const how = answer(key, effect.seen);
    if (!how) return;
    setTimeout(() => response.writeHead(how.status).end(body), how.ms);
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
});
beforeEach(() => {
  ctx = systemCtx(newId(), 'test');
  effects.clear();
  odd = 0;
  return async () => {
    for (const worker of workers.splice(0)) {
      await worker.kill('SIGCONT');
      await worker.kill();
    }
  };
});
afterAll(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await closeListener();
  await drop();
});

async function worker(waits = false): Promise<AppProcess> {
  const started = await AppProcess.start('lib/testing/workflow-process.ts', {
    DATABASE_URL: url,
    LOG_LEVEL: 'info',
    EGRESS_ALLOW: '127.0.0.1',
    NODE_COMPILE_CACHE: join(process.cwd(), 'dist', 'test', 'compiled'),
    ...(waits && { WAIT: '1' }),
  });
  workers.push(started);
  await started.printed(waits ? 'worker waits' : 'worker started');
  return started;
}

const post = (id: string, more: object = {}) => ({
  id,
  type: 'http',
  config: { method: 'POST', url: address, body: { id, n: '{{ input.n }}' } },
  ...more,
});
const set = (id: string, value: string) => ({ id, type: 'set', config: { value } });

/** Every kind of progress a run can make, with the keys that its writes carry. */
async function mixture() {
  const child = await makeWorkflow(ctx, { steps: [post('inner'), set('end', '{{ input.n }}')] });
  const retry = { maxAttempts: 5, initialInterval: '30ms' };
  return [
    {
      workflow: await makeWorkflow(ctx, {
        steps: [
          {
            id: 'each',
            type: 'loop',
            config: { items: '{{ [1, 2, 3, 4, 5] }}', concurrency: 2, steps: [post('write')] },
          },
          set('end', '{{ input.n }}'),
        ],
      }),
      keys: [0, 1, 2, 3, 4].map((n) => `each[${n}]/write`),
    },
    {
      workflow: await makeWorkflow(ctx, {
        steps: [
          post('first'),
          { id: 'nap', type: 'delay', config: { milliseconds: 120 } },
          {
            id: 'sub',
            type: 'workflow',
            config: { workflowId: child.workflowId, input: { n: '{{ input.n }}' } },
          },
          post('last'),
          set('end', '{{ steps.sub.output.value }}'),
        ],
      }),
      keys: ['first', 'last'],
    },
    {
      workflow: await makeWorkflow(ctx, {
        steps: [
          {
            id: 'side',
            type: 'parallel',
            config: {
              branches: ['a', 'b', 'c'].map((id) => ({ id, steps: [post(id), post(`${id}2`)] })),
            },
          },
          set('end', '{{ input.n }}'),
        ],
      }),
      keys: ['a', 'a2', 'b', 'b2', 'c', 'c2'],
    },
    {
      workflow: await makeWorkflow(ctx, {
        steps: [post('flaky', { retry }), post('flaky2', { retry }), set('end', '{{ input.n }}')],
      }),
      keys: ['flaky', 'flaky2'],
    },
  ];
}

async function busy(): Promise<number> {
  const [row] = await ctx.sql<{ n: number }>(
    `SELECT count(*)::int AS n FROM pgboss.job WHERE state = 'active' AND name = 'workflows.run'`,
  );
  return row?.n ?? 0;
}

/** The leases of everything that is being worked on run out at once; how many there were. */
async function leasesEnd(): Promise<number> {
  const lost = await ctx.sql<{ name: string }>(
    `UPDATE pgboss.job SET state = 'retry', start_after = now() WHERE state = 'active' RETURNING name`,
  );
  return lost.filter((it) => it.name === 'workflows.run').length;
}

test(
  `${KILLS} runs lose their worker at random: none is lost or stuck, each write is done once by its key`,
  async () => {
    answer = (key, seen) => ({
      status: key.includes('flaky') && seen === 1 ? 503 : 200,
      ms: Math.floor(Math.random() * 150),
    });
    const kinds = await mixture();
    const begun: { id: string; keys: string[]; n: number }[] = [];
    const open = async () =>
      ctx.db.workflowRun.count({
        where: { parentRunId: null, status: { in: ['queued', 'running', 'waiting', 'paused'] } },
      });
    const done = () => ctx.db.workflowStep.count({ where: { status: 'completed' } });
    const fill = async () => {
      const free = Math.max(0, IN_FLIGHT - (await open()));
      const starts = Array.from({ length: free }, async (_, i) => {
        const n = begun.length + i;
        const { workflow: run, keys } = kinds[n % kinds.length] as (typeof kinds)[number];
        const { id } = await host.start(ctx, { run, input: { n }, trigger: { type: 'schedule' } });
        return { id, keys, n };
      });
      begun.push(...(await Promise.all(starts)));
    };
    let kills = 0;
    let deaths = 0;
    await fill();
    let next = worker(true);
    while (kills < KILLS && deaths < KILLS) {
      const current = await next;
      // The next one stands ready, so that it goes on as soon as this one has died.
      next = worker(true);
      current.child.kill('SIGUSR2');
      const before = await done();
      await until('a busy worker', async () => {
        await fill();
        return (await busy()) >= 4 && (await done()) >= before + 3;
      });
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 120));
      await current.kill();
      deaths++;
      kills += await leasesEnd();
      await fill();
    }
    (await next).child.kill('SIGUSR2');
    expect(kills).toBeGreaterThanOrEqual(KILLS);
    await until('the end of all', async () => (await open()) === 0, 40_000);

    const runs = await ctx.db.workflowRun.findMany({ omit: { plan: true } });
    const children = new Map(
      runs.flatMap((it) => (it.parentRunId ? [[it.parentRunId, it.id]] : [])),
    );
    expect(runs.filter((it) => it.status !== 'completed')).toEqual([]);
    const wanted = new Set<string>();
    for (const { id, keys, n } of begun) {
      expect(runs.find((it) => it.id === id)?.output).toEqual({ value: n });
      for (const key of keys) wanted.add(`${id}:${key}`);
      const child = children.get(id);
      if (child) wanted.add(`${child}:inner`);
    }
    expect(runs).toHaveLength(begun.length + begun.filter((it) => it.keys.includes('last')).length);
    expect(new Set(effects.keys())).toEqual(wanted);
    expect(odd).toBe(0);
    expect(await ctx.db.event.count({ where: { type: 'workflow.completed' } })).toBe(runs.length);
    const gaps = await ctx.sql(
      `SELECT run_id FROM workflow_history WHERE organization_id = $1::uuid GROUP BY run_id
     HAVING count(*) <> max(event_id)`,
      ctx.organizationId,
    );
    expect(gaps).toEqual([]);
    const over = await ctx.db.workflowHistory.groupBy({
      by: ['runId'],
      where: { eventType: 'WorkflowExecutionCompleted' },
      _count: true,
    });
    expect(over.every((it) => it._count === 1)).toBe(true);
    console.log(
      `${begun.length} runs, ${deaths} workers killed, ${kills} runs taken from their worker`,
    );
  },
  85_000 + KILLS * 200,
);

test('a run whose worker sleeps beyond its lease is taken over by itself, and what the sleeper answers is refused', async () => {
  answer = () => null;
  const workflow = await makeWorkflow(ctx, { steps: [post('slow'), set('end', '{{ input.n }}')] });
  const sleeper = await worker();
  const { id } = await host.start(ctx, {
    run: workflow,
    input: { n: 1 },
    trigger: { type: 'schedule' },
  });
  await until('the request', async () => effects.get(`${id}:slow`));
  await sleeper.kill('SIGSTOP');
  answer = () => ({ status: 200, ms: 0 });
  await worker();
  const run = await until('the end', async () => {
    const now = await host.describe(ctx, id);
    return now.status === 'completed' && now;
  });
  expect(run.output).toEqual({ value: 1 });
  expect(effects.get(`${id}:slow`)?.seen).toBe(2);
  const all = () =>
    Promise.all([
      ctx.db.workflowRun.findMany(),
      ctx.db.workflowStep.findMany(),
      ctx.db.workflowHistory.findMany({ orderBy: { eventId: 'asc' } }),
    ]);
  const before = await all();
  expect(before[0][0]?.fence).toBe(2);
  receiver.closeAllConnections();
  await sleeper.kill('SIGCONT');
  await sleeper.printed('run lost to another worker');
  expect(await all()).toEqual(before);
}, 120_000);
