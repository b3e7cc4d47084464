import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { create, deploy } from '@/lib/agents/save';
import { dispatch } from '@/lib/api/dispatch';
import { closeListener } from '@/lib/core/db/listen';
import { closePool } from '@/lib/core/db/pool';
import { closeSystemDb } from '@/lib/core/db/system';
import { overrideEnv } from '@/lib/core/env';
import { balance } from '@/lib/credits/balance';
import { grant } from '@/lib/credits/grant';
import { microOf } from '@/lib/credits/money';
import { closeSender } from '@/lib/queue/boss';
import { makeApiKey, makeOrganization } from '@/lib/testing/factories/accounts';
import { AppProcess } from '@/lib/testing/process';
import { until } from '@/lib/testing/until';
import { migrate } from '@/scripts/migrate/migrate.mjs';
import { startPostgres } from '@/scripts/postgres/server.mjs';
import { setUpQueues } from '@/scripts/setup/queues.mjs';

// A server of its own, with fsync on, since it is killed.
const folder = mkdtempSync(join(tmpdir(), 'fleetprompt-kill-'));
let server: Awaited<ReturnType<typeof startPostgres>>;
let worker: AppProcess;
let restore: () => void;

beforeAll(async () => {
  server = await startPostgres({ wanted: join(folder, 'pg') });
  const url = server.url('postgres');
  await migrate(url);
  await setUpQueues(url);
  restore = overrideEnv({
    DATABASE_URL: url,
    RATE_LIMIT_PER_MINUTE: 100_000,
    RATE_LIMIT_PER_HOUR: 100_000,
  });
  worker = await AppProcess.start('lib/worker/main.ts', { DATABASE_URL: url, LOG_LEVEL: 'info' });
  await worker.printed('worker started');
}, 240_000);

afterAll(async () => {
  await worker?.kill();
  await closeListener();
  await closeSender();
  await closeSystemDb();
  await closePool();
  await server?.stop();
  restore?.();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

test('PostgreSQL killed under load: no acknowledged execution is lost, and the app recovers by itself', async () => {
  const { organization, owner, ctx } = await makeOrganization();
  await grant(ctx, { amount: microOf(1000), description: 'Test' });
  const draft = await create(ctx, {
    name: 'Busy',
    system_prompt: 'You are busy.',
    config: { model: 'sandbox' },
  });
  const agent = await deploy(ctx, draft.id);
  const { headers } = await makeApiKey(organization.id, owner.id);
  const execute = () =>
    dispatch(
      new Request(`http://localhost/api/v1/agents/${agent.id}/execute`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ input: { message: 'Hello' } }),
      }),
    );

  const acknowledged: string[] = [];
  const statuses = new Set<number>();
  let loading = true;
  const client = async () => {
    for (let n = 0; loading && n < 2000; n++) {
      const response = await execute();
      statuses.add(response.status);
      if (response.status === 202)
        acknowledged.push(((await response.json()) as { id: string }).id);
      // A client that is told to try again does so a little later.
      else await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const clients = Array.from({ length: 8 }, client);
  await until('a load', async () => acknowledged.length >= 60);
  process.kill(server.pid, 'SIGKILL');
  await server.exited;
  // What the guard of `npm start` does: the same folder, the same port.
  server = await until('PostgreSQL again', () =>
    startPostgres({ wanted: join(folder, 'pg') }).catch(() => null),
  );
  const before = acknowledged.length;
  await until('a new acknowledgement', async () => acknowledged.length > before + 5);
  loading = false;
  await Promise.all(clients);

  // Only acknowledgements and "try again" were answered: never a 500.
  expect([...statuses].filter((s) => s !== 202 && s !== 503)).toEqual([]);
  await until(
    'every acknowledged execution to end',
    async () => {
      const open = await ctx.db.execution.count({
        where: { status: { in: ['queued', 'running', 'waiting'] } },
      });
      return open === 0;
    },
    120_000,
  );
  const ended = await ctx.db.execution.findMany({
    select: { id: true, status: true, steps: true },
  });
  const byId = new Map(ended.map((e) => [e.id, e]));
  expect(acknowledged.filter((id) => byId.get(id)?.status !== 'completed')).toEqual([]);
  expect(ended.every((e) => e.steps === 1)).toBe(true);
  const spent = ended.length * 0.01;
  expect((await balance(ctx)).credits).toBeCloseTo(1000 - spent, 6);
  expect((await balance(ctx)).held).toBe(0);
}, 240_000);
