import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { transaction } from '@/lib/core/context';
import { overrideEnv } from '@/lib/core/env';
import { enqueueJob } from '@/lib/jobs/enqueue-job';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { AppProcess } from '@/lib/testing/process';
import { until } from '@/lib/testing/until';
import { type Receiver, startReceiver } from '@/lib/testing/vendors/receiver';

const GATE = 4712;
const JOBS = 6;
let drop: () => Promise<void>;
let url: string;
let gate: pg.Client;
let receiver: Receiver;
const workers: AppProcess[] = [];

beforeAll(async () => {
  ({ url, drop } = await testDatabase());
  receiver = await startReceiver();
  overrideEnv({ EGRESS_ALLOW: receiver.host });
  gate = new pg.Client({ connectionString: url });
  await gate.connect();
  // Every worker gets stuck before it can record that a job is done.
  await gate.query(`
    CREATE FUNCTION test_gate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.status = 'completed' AND OLD.status = 'running' THEN
        PERFORM pg_advisory_xact_lock(${GATE});
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER test_gate BEFORE UPDATE ON jobs FOR EACH ROW EXECUTE FUNCTION test_gate()`);
});
afterAll(async () => {
  for (const worker of workers) await worker.kill();
  await gate.end();
  await receiver.close();
  await drop();
});

async function worker(): Promise<AppProcess> {
  const started = await AppProcess.start('lib/worker/main.ts', {
    DATABASE_URL: url,
    EGRESS_ALLOW: receiver.host,
    LOG_LEVEL: 'info',
  });
  workers.push(started);
  await started.printed('worker started');
  return started;
}

it('a worker killed in the middle: another takes every job over within the lease, each ends once', async () => {
  const { ctx } = await makeOrganization();
  receiver.otherwise({ status: 200, body: 'ok' });
  const payload = { url: receiver.url };
  await transaction(ctx, async (tx) => {
    for (let i = 0; i < JOBS; i++) await enqueueJob(tx, { taskType: 'webhook', payload });
  });
  await gate.query('SELECT pg_advisory_lock($1)', [GATE]);
  const first = await worker();
  await until('every job stuck before its end', async () => {
    const { rows } = await gate.query(
      `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted`,
      [GATE],
    );
    return rows.length > 0 && receiver.requests.length === JOBS;
  });
  await first.kill();
  // What the dead worker's connections were about to do is lost with them.
  await gate.query(
    `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted`,
    [GATE],
  );
  await gate.query('SELECT pg_advisory_unlock($1)', [GATE]);
  expect(await ctx.db.job.count({ where: { status: 'running' } })).toBe(JOBS);

  await worker();
  await until(
    'all completed',
    async () => (await ctx.db.job.count({ where: { status: 'completed' } })) === JOBS,
    90_000,
  );
  for (const job of await ctx.db.job.findMany())
    expect(job).toMatchObject({ fence: 3, lost: 1, attempt: 1 });
  expect(await ctx.db.event.count({ where: { type: 'job.completed' } })).toBe(JOBS);
  // The outside may see an attempt twice, always under the job's own key.
  const keys = receiver.requests.map((request) => request.headers['idempotency-key']);
  expect(new Set(keys).size).toBe(JOBS);
}, 180_000);
