import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Ctx } from '@/lib/core/context';
import { publicDb } from '@/lib/core/db/public';
import { systemDb } from '@/lib/core/db/system';
import { balance } from '@/lib/credits/balance';
import { grant } from '@/lib/credits/grant';
import { microOf } from '@/lib/credits/money';
import { install } from '@/lib/installations/install';
import { run } from '@/lib/installations/run';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { makeListing, packageAgent } from '@/lib/testing/factories/listings';
import { AppProcess } from '@/lib/testing/process';
import { until } from '@/lib/testing/until';
import { drain } from '@/lib/worker/drain';
import { sweepInstallations } from '@/lib/worker/sweep-installations';

const GATE = 4712;
let drop: () => Promise<void>;
let url: string;
let gate: pg.Client;
const workers: AppProcess[] = [];

beforeAll(async () => {
  ({ url, drop } = await testDatabase());
  gate = new pg.Client({ connectionString: url });
  await gate.connect();
  // Where a worker gets stuck: when it makes an agent of this name, or with all done but the commit.
  await gate.query(`
    CREATE FUNCTION test_gate() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_TABLE_NAME = 'listings' OR NEW.name = 'Stuck' THEN
        PERFORM pg_advisory_xact_lock_shared(${GATE});
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER test_gate BEFORE INSERT ON agents FOR EACH ROW EXECUTE FUNCTION test_gate();
    CREATE TRIGGER test_gate BEFORE UPDATE OF installs ON listings
      FOR EACH ROW EXECUTE FUNCTION test_gate()`);
});
afterAll(async () => {
  for (const worker of workers) await worker.kill();
  await gate.end();
  await drop();
});

async function worker(): Promise<AppProcess> {
  const env = { DATABASE_URL: url, LOG_LEVEL: 'info' };
  const started = await AppProcess.start('lib/worker/main.ts', env);
  workers.push(started);
  await started.printed('worker started');
  return started;
}
async function rich(credits: number): Promise<Ctx> {
  const { ctx } = await makeOrganization();
  await grant(ctx, { amount: microOf(credits), description: 'Test' });
  return ctx;
}
/** Every entry of an organization's wallet adds up to its balance. */
async function expectExact(ctx: Ctx, credits: number) {
  expect(await balance(ctx)).toEqual({ credits, held: 0 });
  const open = await ctx.db.creditHold.count({ where: { status: 'held' } });
  expect(open).toBe(0);
}
const stuck = `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = ${GATE} AND NOT granted`;

it('a worker killed in the middle and before the commit: installed once, paid once', async () => {
  const [seller, buyer] = [await rich(1), await rich(100)];
  const { credits: earned } = await balance(seller);
  const { credits: had } = await balance(buyer);
  const agents = [packageAgent({ name: 'Stuck', skills: [] })];
  const middle = await makeListing(seller, { price: 10, contents: { agents } });
  const end = await makeListing(seller, { price: 7 });
  await gate.query('SELECT pg_advisory_lock($1)', [GATE]);
  const rows = [
    (await install(buyer, { package_id: middle.id })).row,
    // Another organization, since installations of one are made after each other.
    (await install(await rich(100), { package_id: end.id })).row,
  ];
  const first = await worker();
  await until('both stuck', async () => (await gate.query(stuck)).rows.length === 2);
  await first.kill();
  await gate.query(`SELECT pg_terminate_backend(pid) FROM (${stuck}) s`);
  await gate.query('SELECT pg_advisory_unlock($1)', [GATE]);
  const statuses = async () => {
    const found = await systemDb().installation.findMany({
      where: { id: { in: rows.map(({ id }) => id) } },
      include: { resources: true },
    });
    return found.map((row) => `${row.status} ${row.resources.length}`).sort();
  };
  expect(await statuses()).toEqual(['installing 0', 'installing 0']);
  await worker();
  await until(
    'both active',
    async () => (await statuses()).every((one) => one.startsWith('active')),
    120_000,
  );
  expect(await statuses()).toEqual(['active 2', 'active 2']);
  expect(await buyer.db.agent.count()).toBe(1);
  await expectExact(buyer, had - 10);
  await expectExact(seller, earned + 17);
  for (const { id } of [middle, end])
    expect(await publicDb().listing.findUnique({ where: { id } })).toMatchObject({ installs: 1 });
}, 240_000);

it('an installation whose job was lost is found and made', async () => {
  for (const one of workers.splice(0)) await one.kill();
  const [seller, buyer] = [await rich(1), await rich(100)];
  const { row } = await install(buyer, { package_id: (await makeListing(seller)).id });
  await systemDb().$executeRawUnsafe(`DELETE FROM pgboss.job WHERE name = 'installations.run'`);
  await sweepInstallations();
  await drain(5_000, ['installations.run']);
  const status = async () => (await buyer.db.installation.findFirstOrThrow()).status;
  expect(await status()).toBe('queued');
  await gate.query(
    `UPDATE installations SET updated_at = now() - interval '3 minutes' WHERE id = $1`,
    [row.id],
  );
  await sweepInstallations();
  await sweepInstallations();
  const jobs = await gate.query(
    `SELECT 1 FROM pgboss.job WHERE name = 'installations.run' AND state = 'created'`,
  );
  expect(jobs.rows).toHaveLength(1);
  await drain(20_000, ['installations.run']);
  expect(await status()).toBe('active');
});

it('two organizations that buy from each other at once wait for nobody, and both ledgers are exact', async () => {
  const [left, right] = [await rich(1000), await rich(1000)];
  const [before, after] = [await balance(left), await balance(right)];
  const made = await Promise.all(
    Array.from({ length: 12 }, async (_, i) => {
      const [seller, buyer] = i % 2 ? [left, right] : [right, left];
      const listing = await makeListing(seller, { price: i + 1 });
      const { row } = await install(buyer, { package_id: listing.id });
      return { buyer, row };
    }),
  );
  // Each twice, as an overtaken worker would: the second finds nothing to do.
  await Promise.all([...made, ...made].map(({ buyer, row }) => run(buyer, row.id, true)));
  const failed = await systemDb().installation.findMany({ where: { status: 'failed' } });
  expect(failed.map(({ error }) => error)).toEqual([]);
  // left sells what right buys: 2 + 4 + … + 12, and buys 1 + 3 + … + 11.
  await expectExact(left, before.credits + 42 - 36);
  await expectExact(right, after.credits + 36 - 42);
  expect(await left.db.agent.count()).toBe(6);
});
