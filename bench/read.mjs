import autocannon from 'autocannon';
import { benchDatabase, median, seed, startEntry } from './setup.mjs';

const seconds = Number(process.env.BENCH_SECONDS ?? 4);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const connections = 32;

/** Requests a second of `GET /api/v1/agents/{id}` at this port. */
async function measure(port, { key, agentId }) {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}/api/v1/agents/${agentId}`,
    headers: { authorization: `Bearer ${key}` },
    connections,
    duration: seconds,
  });
  const bad = result.non2xx + result.errors + result.timeouts;
  if (bad > 0) throw new Error(`${bad} of ${result.requests.total} requests failed.`);
  return { rate: result.requests.average, p99: result.latency.p99 };
}

/** Our authenticated read beside the barest server that answers the same, in alternating rounds. */
export async function benchRead() {
  const database = await benchDatabase();
  const running = [];
  try {
    const data = await seed(database.url);
    const env = { DATABASE_URL: database.url };
    const ours = await startEntry('lib/testing/api-process.ts', env);
    running.push(ours);
    const bare = await startEntry('bench/bare-read.ts', env);
    running.push(bare);
    const ratios = [];
    for (let round = 0; round <= rounds; round++) {
      const o = await measure(ours.port, data);
      const b = await measure(bare.port, data);
      // The first round warms both up.
      if (round === 0) continue;
      ratios.push(o.rate / b.rate);
      console.log(
        `read, round ${round}: ours ${Math.round(o.rate)}/s (p99 ${o.p99} ms), bare ${Math.round(b.rate)}/s (p99 ${b.p99} ms), ratio ${(o.rate / b.rate).toFixed(2)}`,
      );
    }
    console.log(`authenticated read / bare node:http with pg: ${median(ratios).toFixed(2)}`);
  } finally {
    await Promise.all(running.map((one) => one.stop()));
    await database.drop();
  }
}

if (import.meta.main) {
  await benchRead();
  process.exit(0);
}
