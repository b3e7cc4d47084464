import autocannon from 'autocannon';
import pg from 'pg';
import { benchDatabase, median, seed, startEntry } from './setup.mjs';

const [few, many] = (process.env.BENCH_ROWS ?? '1000,1000000').split(',').map(Number);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const asks = Number(process.env.BENCH_ASKS ?? 60);
const pages = ['/api/usage/metrics', '/api/usage/chart?days=30', '/api/usage/activity?limit=20'];

/** `count` requests, executions and events of the last 60 days, with the roll-ups that they leave. */
async function fill(url, organizationId, count) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const ago = `(now() - random() * interval '60 days')`;
  await client.query(
    `insert into api_request_hours
       (organization_id, hour, route, client, requests, errors, latency_ms, histogram)
     select $1, hour, 'route' || route, (array['sdk/1.0.0', 'browser', 'other'])[client], count(*),
       count(*) / 50, count(*) * 20, array_fill(count(*)::int / 17, array[17])
     from (select date_trunc('hour', ${ago}) as hour, (random() * 9)::int as route,
             1 + (random() * 2)::int as client from generate_series(1, $2::int)) r
     group by hour, route, client`,
    [organizationId, count],
  );
  await client.query(
    `insert into usage_days
       (organization_id, day, kind, executions, failed, input_tokens, output_tokens, micro_credits)
     select $1, day, 'agent', count(*), count(*) / 50, count(*) * 900, count(*) * 200, count(*) * 10000
     from (select ${ago}::date as day from generate_series(1, $2::int)) r group by day`,
    [organizationId, count],
  );
  await client.query(
    `insert into events (id, organization_id, type, source, data, timestamp)
     select gen_random_uuid(), $1,
       (array['execution.queued', 'execution.completed', 'agent.executed', 'package.uploaded'])[1 + n % 4],
       'bench', '{"agentName": "Bench"}', ${ago} from generate_series(1, $2::int) n`,
    [organizationId, count],
  );
  await client.query('vacuum analyze');
  await client.end();
}

/** Milliseconds in the middle that one client waits for this page. */
async function wait(port, key, path) {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}${path}`,
    headers: { authorization: `Bearer ${key}` },
    connections: 1,
    amount: asks,
  });
  const bad = result.non2xx + result.errors + result.timeouts;
  if (bad > 0) throw new Error(`${bad} requests of ${path} failed.`);
  return result.latency.average;
}

/** How much longer the usage page's reads take with a thousand times the events. */
export async function benchUsage() {
  const databases = [await benchDatabase(), await benchDatabase()];
  const running = [];
  try {
    const sides = [];
    for (const [i, count] of [few, many].entries()) {
      const { url } = databases[i];
      const { organizationId, key } = await seed(url);
      const started = performance.now();
      await fill(url, organizationId, count);
      console.log(
        `usage: ${count} events written in ${Math.round(performance.now() - started)} ms`,
      );
      const app = await startEntry('lib/testing/api-process.ts', { DATABASE_URL: url });
      running.push(app);
      sides.push({ port: app.port, key });
    }
    for (const path of pages) {
      const ratios = [];
      for (let round = 0; round <= rounds; round++) {
        const [small, large] = [
          await wait(sides[0].port, sides[0].key, path),
          await wait(sides[1].port, sides[1].key, path),
        ];
        // The first round warms both up.
        if (round === 0) continue;
        ratios.push(large / small);
        console.log(
          `${path}, round ${round}: ${small.toFixed(1)} ms with ${few}, ${large.toFixed(1)} ms with ${many}`,
        );
      }
      console.log(`${path}: ${many} / ${few} events: ${median(ratios).toFixed(2)}`);
    }
  } finally {
    await Promise.all(running.map((one) => one.stop()));
    for (const database of databases) await database.drop();
  }
}

if (import.meta.main) {
  await benchUsage();
  process.exit(0);
}
