import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { overrideEnv } from '@/lib/core/env';
import { balance } from '@/lib/credits/balance';
import { grant } from '@/lib/credits/grant';
import { microOf } from '@/lib/credits/money';
import { STEPS } from '@/lib/deployments/contract';
import { nativePackage } from '@/lib/testing/apkg';
import { call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { sendForm } from '@/lib/testing/packages';
import { AppProcess } from '@/lib/testing/process';
import { until } from '@/lib/testing/until';

const GATE = 4711;
let drop: () => Promise<void>;
let url: string;
let folder: string;
let gate: pg.Client;
const workers: AppProcess[] = [];

beforeAll(async () => {
  ({ url, drop } = await testDatabase());
  folder = await mkdtemp(join(tmpdir(), 'fp-kill-'));
  overrideEnv({ FLEETPROMPT_STORAGE: folder });
  gate = new pg.Client({ connectionString: url });
  await gate.connect();
  // The last number of a version says in which step its worker gets stuck: before it can record that it is done.
  await gate.query(`
    CREATE FUNCTION test_gate() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE n int := split_part(NEW.version, '.', 3)::int;
    BEGIN
      IF NEW.steps->n->>'status' = 'completed' AND OLD.steps->n->>'status' <> 'completed' THEN
        PERFORM pg_advisory_xact_lock(${GATE});
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER test_gate BEFORE UPDATE ON deployments FOR EACH ROW EXECUTE FUNCTION test_gate()`);
});
afterAll(async () => {
  for (const worker of workers) await worker.kill();
  await gate.end();
  await drop();
  await rm(folder, { recursive: true, force: true });
});

async function worker(): Promise<AppProcess> {
  const started = await AppProcess.start('lib/worker/main.ts', {
    DATABASE_URL: url,
    FLEETPROMPT_STORAGE: folder,
    LOG_LEVEL: 'info',
  });
  workers.push(started);
  await started.printed('worker started');
  return started;
}

it('a worker killed in each of the five steps: every deployment completes, once, and credits are exact', async () => {
  const { ctx, headers } = await makeOrganization();
  await grant(ctx, { amount: microOf(10), description: 'Test' });
  const made = await call('POST', '/api/agent-apps', { headers, body: { name: 'Killed' } });
  const appId = (made.json as { app: { id: string } }).app.id;
  for (const [i] of STEPS.entries()) {
    const answer = await sendForm(`/api/agent-apps/${appId}/packages/deploy`, headers, [
      ['file', nativePackage({ version: `1.0.${i}` })],
    ]);
    expect(answer.status).toBe(202);
  }
  await gate.query('SELECT pg_advisory_lock($1)', [GATE]);
  const first = await worker();
  await until('a deployment stuck in each step', async () => {
    const { rows } = await gate.query(
      `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted`,
      [GATE],
    );
    return rows.length === STEPS.length;
  });
  await first.kill();
  // What the dead worker's connections were about to do is lost with them.
  await gate.query(
    `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted`,
    [GATE],
  );
  await gate.query('SELECT pg_advisory_unlock($1)', [GATE]);
  const before = await ctx.db.deployment.findMany({ orderBy: { createdAt: 'asc' } });
  expect(before.map((row) => row.status)).toEqual(STEPS.map(() => 'processing'));
  expect(await balance(ctx)).toEqual({ credits: 5, held: 5 });

  await worker();
  await until(
    'all completed',
    async () =>
      (await ctx.db.deployment.count({ where: { status: 'completed' } })) === STEPS.length,
    120_000,
  );
  const after = await ctx.db.deployment.findMany({ orderBy: { createdAt: 'asc' } });
  for (const [i, row] of after.entries()) {
    expect(row.fence).toBe(2);
    const steps = row.steps as { status: string; completed_at: string }[];
    expect(steps.map((step) => step.status)).toEqual(STEPS.map(() => 'completed'));
    // What had been recorded before the kill was not done again.
    const former = before[i]?.steps as { completed_at?: string }[];
    for (const [n, step] of former.entries())
      if (step.completed_at) expect(steps[n]?.completed_at).toBe(step.completed_at);
  }
  expect(await balance(ctx)).toEqual({ credits: 5, held: 0 });
  expect(await ctx.db.event.count({ where: { type: 'deployment.completed' } })).toBe(STEPS.length);
  expect(await ctx.db.agent.count()).toBe(1);
  expect(await ctx.db.skill.count()).toBe(1);
}, 240_000);
