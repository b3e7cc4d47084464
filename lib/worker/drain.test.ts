import { afterAll, beforeAll, expect, test } from 'vitest';
import { create, deploy } from '@/lib/agents/save';
import { dispatch } from '@/lib/api/dispatch';
import { systemCtx } from '@/lib/core/context';
import { closeListener } from '@/lib/core/db/listen';
import { env } from '@/lib/core/env';
import { newId } from '@/lib/core/ids';
import { grant } from '@/lib/credits/grant';
import { microOf } from '@/lib/credits/money';
import { startExecution } from '@/lib/executions/start';
import { testDatabase } from '@/lib/testing/db';

let drop: () => Promise<void>;
beforeAll(async () => {
  ({ drop } = await testDatabase());
});
afterAll(async () => {
  await closeListener();
  await drop();
});

const tick = (headers: Record<string, string>, method = 'POST') =>
  dispatch(new Request('http://localhost/api/cron/tick', { method, headers }));

test('without the cron secret nothing runs', async () => {
  expect((await tick({})).status).toBe(401);
  expect((await tick({ 'x-cron-secret': 'wrong' })).status).toBe(401);
  expect((await tick({ authorization: 'Bearer wrong' }, 'GET')).status).toBe(401);
});

test('twenty ticks at once run each execution once, without a worker process', async () => {
  const ctx = systemCtx(newId(), 'test');
  await grant(ctx, { amount: microOf(10), description: 'Test' });
  const draft = await create(ctx, { name: 'A', system_prompt: 'x', config: { model: 'sandbox' } });
  const agent = await deploy(ctx, draft.id);
  const started = await Promise.all(
    Array.from({ length: 6 }, () =>
      startExecution(ctx, { agent, input: { message: 'Hi' }, source: 'api' }),
    ),
  );
  const secret = env().CRON_SECRET;
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      n % 2
        ? tick({ 'x-cron-secret': secret })
        : tick({ authorization: `Bearer ${secret}` }, 'GET'),
    ),
  );
  expect(answers.every((a) => a.status === 200)).toBe(true);
  const bodies = (await Promise.all(answers.map((a) => a.json()))) as {
    processed: boolean;
    jobs: number;
  }[];
  expect(bodies.some((b) => b.processed && b.jobs > 0)).toBe(true);
  const rows = await ctx.db.execution.findMany();
  expect(rows).toHaveLength(started.length);
  expect(rows.every((r) => r.status === 'completed' && r.steps === 1 && r.fence === 1)).toBe(true);
});
