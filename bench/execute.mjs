import pg from 'pg';
import { benchDatabase, median, seed, startEntry } from './setup.mjs';

const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const each = Number(process.env.BENCH_EXECUTIONS ?? 100);
const clients = 8;
/** An execution of one model call commits four times: accepted, claimed, step kept, finished. */
const COMMITS = 4;

/** Runs `work` until it was done `each` times, `clients` at once. Resolves to times a second. */
async function rate(work) {
  let begun = 0;
  const started = performance.now();
  const loop = async (client) => {
    while (begun++ < each) await work(client);
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => loop(client)));
  return (each / (performance.now() - started)) * 1000;
}

/** Rows written so far in this database. */
async function written(client) {
  await client.query('select pg_stat_force_next_flush()');
  const { rows } = await client.query(
    `select sum(n_tup_ins + n_tup_upd)::int as n from pg_stat_user_tables`,
  );
  return rows[0].n;
}

/** Execution round trips beside the bare cost of committing as many rows, in alternating rounds. */
export async function benchExecute() {
  const database = await benchDatabase();
  const running = [];
  const pool = new pg.Pool({ connectionString: database.url, max: clients + 2 });
  try {
    const data = await seed(database.url);
    await grant(pool, data.organizationId);
    await pool.query(
      'create table bench_rows (id bigserial primary key, at timestamptz default now(), body jsonb)',
    );
    const env = { DATABASE_URL: database.url, ...secrets() };
    const api = await startEntry('lib/testing/api-process.ts', env);
    running.push(api);
    running.push(await startEntry('lib/testing/worker-process.ts', env));
    const url = `http://127.0.0.1:${api.port}/api/v1/agents/${data.agentId}/execute?wait=30`;
    const execute = async () => {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { authorization: `Bearer ${data.key}`, 'content-type': 'application/json' },
        body: '{"input":{"message":"Hello"}}',
      });
      const { status, error } = await answer.json();
      if (status !== 'completed')
        throw new Error(`${answer.status} ${status} ${JSON.stringify(error)}`);
    };
    await rate(execute);
    const before = await written(pool);
    const times = [];
    for (let i = 0; i < 20; i++) {
      const started = performance.now();
      await execute();
      times.push(performance.now() - started);
    }
    const rows = Math.max(COMMITS, Math.round(((await written(pool)) - before) / times.length));
    const body = JSON.stringify({ text: 'x'.repeat(300) });
    const raw = async () => {
      const client = await pool.connect();
      for (let commit = 0; commit < COMMITS; commit++) {
        await client.query('begin');
        for (let row = commit; row < rows; row += COMMITS)
          await client.query({
            name: 'row',
            text: 'insert into bench_rows (body) values ($1)',
            values: [body],
          });
        await client.query('commit');
      }
      client.release();
    };
    const ratios = [];
    for (let round = 1; round <= rounds; round++) {
      const ours = await rate(execute);
      const bare = await rate(raw);
      ratios.push(ours / bare);
      console.log(
        `execute, round ${round}: ours ${ours.toFixed(0)}/s, ${rows} rows in ${COMMITS} commits ${bare.toFixed(0)}/s, ratio ${(ours / bare).toFixed(2)}`,
      );
    }
    console.log(
      `execution round trip / raw SQL of as many rows: ${median(ratios).toFixed(2)} (alone: ${median(times).toFixed(0)} ms)`,
    );
  } finally {
    await Promise.all(running.map((one) => one.stop()));
    await pool.end();
    await database.drop();
  }
}

/** Credits without end, posted as the ledger wants it: entries that sum to zero. */
async function grant(pool, organizationId) {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const q = (text, ...values) => client.query(text, values);
    const account = async (kind) =>
      (
        await q(
          `insert into ledger_accounts (id, organization_id, kind) values (gen_random_uuid(), $1, $2) returning id`,
          organizationId,
          kind,
        )
      ).rows[0].id;
    const [granted, wallet] = [await account('granted'), await account('wallet')];
    const { rows } = await q(
      `insert into ledger_transactions (id, organization_id, type, description)
       values (gen_random_uuid(), $1, 'grant', 'Bench') returning id`,
      organizationId,
    );
    for (const [id, sign] of [
      [granted, -1],
      [wallet, 1],
    ])
      await q(
        `insert into ledger_entries (organization_id, transaction_id, account_id, amount) values ($1, $2, $3, $4)`,
        organizationId,
        rows[0].id,
        id,
        sign * 1e15,
      );
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** Both processes must agree on them. */
const secrets = () => ({
  AUTH_SECRET: `${'a'.repeat(20)}-bench-only-not-a-secret`,
  ENCRYPTION_KEY: Buffer.alloc(32, 9).toString('base64'),
});

if (import.meta.main) {
  await benchExecute();
  process.exit(0);
}
