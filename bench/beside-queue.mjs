import { once } from 'node:events';
import { createServer } from 'node:http';
import { PgBoss } from 'pg-boss';
import { benchDatabase, median, seed, startEntry } from './setup.mjs';

const AT_ONCE = 16;
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);

const secrets = {
  AUTH_SECRET: `${'a'.repeat(20)}-bench-only-not-a-secret`,
  ENCRYPTION_KEY: Buffer.alloc(32, 9).toString('base64'),
  EGRESS_ALLOW: '127.0.0.1',
};

/** Counts requests; `arrived(n)` resolves with the milliseconds between the first and the n-th. */
async function startReceiver() {
  let count = 0;
  let first = 0;
  let wanted = Number.POSITIVE_INFINITY;
  let tell = () => {};
  const server = createServer(async (request, response) => {
    for await (const _ of request);
    response.end('ok');
    if (count++ === 0) first = performance.now();
    if (count >= wanted) tell(performance.now() - first);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}/hook`,
    arrived(n) {
      count = 0;
      wanted = n;
      return new Promise((resolve) => {
        tell = resolve;
      });
    },
    close: () => server.close(),
  };
}

const call = async (port, key, path, body) => {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
};

/** The queue alone: a job and a request each, nothing signed or recorded. */
async function bare(receiver, boss, each) {
  const body = JSON.stringify({ type: 'bench.told', data: { text: 'x'.repeat(100) } });
  await boss.insert(
    'bench',
    Array.from({ length: each }, (_, n) => ({ data: { n } })),
  );
  const done = receiver.arrived(each);
  // Its own workers poll twice a second at most: fetching in a loop is the fastest that it can do.
  for (;;) {
    const jobs = await boss.fetch('bench', { batchSize: AT_ONCE });
    if (jobs.length === 0) break;
    await Promise.all(
      jobs.map(async ({ id }) => {
        const answer = await fetch(receiver.url, { method: 'POST', body });
        await answer.text();
        await boss.complete('bench', id);
      }),
    );
  }
  const ms = await done;
  return (each / ms) * 1000;
}

/**
 * How many of `each` a second reach the receiver, from the first to the last, beside pg-boss that only sends.
 * `post(n, ask, url)` makes the n-th over the API; a worker that starts then does what waits.
 */
export async function besideQueue(name, each, post, prepare = async () => {}) {
  const database = await benchDatabase();
  const receiver = await startReceiver();
  const env = { DATABASE_URL: database.url, ...secrets };
  let api;
  let boss;
  try {
    const { key } = await seed(database.url);
    api = await startEntry('lib/testing/api-process.ts', env);
    const ask = (path, body) => call(api.port, key, path, body);
    await prepare(ask, receiver.url);
    boss = new PgBoss({ connectionString: database.url, schema: 'bare' });
    boss.on('error', () => {});
    await boss.start();
    await boss.createQueue('bench');
    const ratios = [];
    for (let round = 1; round <= rounds; round++) {
      const own = await ours(receiver, env, each, (n) => post(n, ask, receiver.url));
      const alone = await bare(receiver, boss, each);
      ratios.push(own / alone);
      console.log(
        `${name}, round ${round}: ours ${own.toFixed(0)}/s, pg-boss alone ${alone.toFixed(0)}/s, ratio ${(own / alone).toFixed(2)}`,
      );
    }
    console.log(`${name} / bare pg-boss: ${median(ratios).toFixed(2)}`);
  } finally {
    await boss?.stop({ graceful: false });
    await api?.stop();
    receiver.close();
    await database.drop();
  }
}

async function ours(receiver, env, each, post) {
  for (let n = 0; n < each; n += 10)
    await Promise.all(Array.from({ length: 10 }, (_, i) => post(n + i)));
  const done = receiver.arrived(each);
  const worker = await startEntry('lib/testing/worker-process.ts', env);
  try {
    return (each / (await done)) * 1000;
  } finally {
    await worker.stop();
  }
}
