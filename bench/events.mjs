import pg from 'pg';
import { benchDatabase, median, seed, startEntry } from './setup.mjs';

const many = Number(process.env.BENCH_EVENTS ?? 1_000_000);
const few = 1_000;
const reads = 30;

const DAY = 86_400_000;
const since = new Date(Date.now() - 7 * DAY).toISOString();

/** What the page of events and its readers ask for. */
const ASKED = {
  'newest page': '/api/events?limit=50',
  'page of one type': '/api/events?limit=50&type=agent.executed',
  'page of a rare type': '/api/events?limit=50&type=agent.deleted',
  'page under a word': '/api/events?limit=50&type=agent.*',
  'one object': '/api/events?limit=50&subject=agent/rare',
  'tenth page': '/api/events?limit=50&offset=450',
  statistics: '/api/events/stats',
  'statistics of 7 days': `/api/events/stats?start_time=${since}`,
};

/** Events of the last 80 days, of six types, one of them rare. */
const fill = (client, organizationId, count) =>
  client.query(
    `insert into events (id, organization_id, type, source, subject, data, timestamp)
     select gen_random_uuid(), $1,
       case when n % 1000 = 0 then 'agent.deleted'
         else (array['agent.executed', 'execution.completed', 'job.completed', 'webhook.triggered', 'order.created'])[1 + n % 5] end,
       'agents', case when n % 1000 = 0 then 'agent/rare' else 'agent/' || (n % 5000) end,
       jsonb_build_object('n', n, 'text', repeat('x', 200)), now() - (n % 6912) * interval '1000 seconds'
     from generate_series(1, $2::int) as n`,
    [organizationId, count],
  );

/** What the worker does every minute. */
async function rollUp(client) {
  await client.query('delete from event_counts');
  await client.query(
    `insert into event_counts (organization_id, hour, type, source, count)
     select organization_id, date_trunc('hour', timestamp, 'UTC'), type, source, count(*)::int
     from events group by 1, 2, 3, 4`,
  );
  await client.query(
    `update event_watermark set position = pg_snapshot_xmax(pg_current_snapshot())::text::bigint`,
  );
  await client.query('vacuum analyze events');
  await client.query('vacuum analyze event_counts');
}

/** Milliseconds of the middle one of some reads, for each thing that is asked. */
async function times(port, key) {
  const out = {};
  for (const [name, path] of Object.entries(ASKED)) {
    const each = [];
    for (let n = 0; n < reads; n++) {
      const started = performance.now();
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        headers: { authorization: `Bearer ${key}` },
      });
      const body = await answer.json();
      if (!answer.ok) throw new Error(`${answer.status} ${JSON.stringify(body)}`);
      each.push(performance.now() - started);
    }
    out[name] = median(each);
  }
  return out;
}

/** The same reads over 1,000 and over 1,000,000 events, in one run. */
export async function benchEvents() {
  const database = await benchDatabase();
  const client = new pg.Client({ connectionString: database.url });
  let api;
  try {
    await client.connect();
    const { organizationId, key } = await seed(database.url);
    api = await startEntry('lib/testing/api-process.ts', { DATABASE_URL: database.url });
    await fill(client, organizationId, few);
    await rollUp(client);
    await times(api.port, key);
    const small = await times(api.port, key);
    await fill(client, organizationId, many - few);
    await rollUp(client);
    await times(api.port, key);
    const large = await times(api.port, key);
    for (const name of Object.keys(ASKED))
      console.log(
        `events, ${name}: ${small[name].toFixed(1)} ms of ${few}, ${large[name].toFixed(1)} ms of ${many}, ratio ${(large[name] / small[name]).toFixed(2)}`,
      );
  } finally {
    await api?.stop();
    await client.end();
    await database.drop();
  }
}

if (import.meta.main) {
  await benchEvents();
  process.exit(0);
}
