import pg from 'pg';
import { benchDatabase, median, seed, startEntry } from './setup.mjs';

const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const runs = Number(process.env.BENCH_RUNS ?? 200);
const CLIENTS = 50;

const chain = (count, step) => ({ steps: Array.from({ length: count }, (_, i) => step(i)) });
/** Evaluated inside a transition: a whole run of them is accepted, claimed and ended, three commits. */
const set = (i) => ({ id: `s${i}`, type: 'set', config: { n: i } });
/** Done by the worker, with a commit before (it is scheduled) and after (its result): what they do is nothing. */
const activity = (i) => ({ id: `s${i}`, type: 'code', config: { code: '0' } });

const shapes = [
  { name: '1 set step', definition: chain(1, set), commits: 3 },
  { name: '10 set steps', definition: chain(10, set), commits: 3 },
  { name: '1 activity', definition: chain(1, activity), commits: 4 },
  { name: '10 activities, a commit each', definition: chain(10, activity), commits: 13 },
];

/** Rows written so far in this database, the queue's among them. */
async function written(client) {
  await client.query('select pg_stat_force_next_flush()');
  const { rows } = await client.query(
    `select sum(n_tup_ins + n_tup_upd)::int as n from pg_stat_user_tables`,
  );
  return rows[0].n;
}

/** Rows that one run writes, its events and jobs among them. */
async function rowsOf(pool, client, shape) {
  const some = 20;
  await client.ask({ definition: shape.definition, runs: some, clients: 1 });
  await settled(pool);
  const before = await written(pool);
  await client.ask({ definition: shape.definition, runs: some, clients: 1 });
  await settled(pool);
  return Math.round(((await written(pool)) - before) / some);
}

/** Until the events of what ran are told, so that their rows are counted too. */
async function settled(pool) {
  for (let look = 0; look < 200; look++) {
    const { rows } = await pool.query(
      `select count(*)::int as n from pgboss.job where state < 'completed' and start_after <= now()`,
    );
    if (rows[0].n === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  // Statistics of other connections arrive with a delay.
  await new Promise((resolve) => setTimeout(resolve, 1_200));
}

/** Runs of workflows beside raw SQL that commits as often and writes as many rows, in alternating rounds. */
export async function benchWorkflows() {
  const database = await benchDatabase();
  const running = [];
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  try {
    await seed(database.url);
    await pool.query(
      'create table bench_rows (id bigserial primary key, at timestamptz default now(), body jsonb)',
    );
    const env = { DATABASE_URL: database.url, ...secrets() };
    const client = await startEntry('lib/testing/workflow-bench.ts', env);
    running.push(client);
    running.push(await startEntry('lib/testing/noop-process.ts', env));
    for (const shape of shapes) {
      const { definition, commits } = shape;
      const rows = await rowsOf(pool, client, shape);
      const raw = { commits, rows };
      const alone = await client.ask({ definition, runs: 30, clients: 1 });
      const bare = await client.ask({ definition, runs: 30, clients: 1, raw });
      const [ours, theirs] = [median(alone.times), median(bare.times)];
      console.log(
        `${shape.name}: p50 ${ours.toFixed(1)} ms alone; ${rows} rows in ${commits} commits raw ${theirs.toFixed(1)} ms, ratio ${(ours / theirs).toFixed(1)}`,
      );
      shape.raw = raw;
    }
    for (const workers of [1, 2]) {
      if (workers === 2) running.push(await startEntry('lib/testing/noop-process.ts', env));
      for (const shape of shapes.filter((it) => it.name.startsWith('10'))) {
        const { definition, raw } = shape;
        const ratios = [];
        for (let round = 1; round <= rounds; round++) {
          const ours = await client.ask({ definition, runs, clients: CLIENTS });
          await settled(pool);
          const bare = await client.ask({ definition, runs, clients: CLIENTS, raw });
          ratios.push(ours.perSecond / bare.perSecond);
          console.log(
            `${shape.name}, ${CLIENTS} at once, ${workers} worker(s), round ${round}: ours ${ours.perSecond.toFixed(0)}/s, raw ${bare.perSecond.toFixed(0)}/s, ratio ${(ours.perSecond / bare.perSecond).toFixed(2)}`,
          );
        }
        console.log(
          `${shape.name}, ${workers} worker(s): runs a second / raw SQL: ${median(ratios).toFixed(2)}`,
        );
      }
    }
  } finally {
    await Promise.all(running.map((one) => one.stop()));
    await pool.end();
    await database.drop();
  }
}

/** All processes must agree on them. */
const secrets = () => ({
  AUTH_SECRET: `${'a'.repeat(20)}-bench-only-not-a-secret`,
  ENCRYPTION_KEY: Buffer.alloc(32, 9).toString('base64'),
});

if (import.meta.main) {
  await benchWorkflows();
  process.exit(0);
}
