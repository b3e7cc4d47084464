import type { Ctx } from '@/lib/core/context';
import type { MetricsView } from '@/lib/usage/contract';
import { changeOf, percentile } from '@/lib/usage/percentile';
import { flushRequests } from '@/lib/usage/record';

const STEPS = 17;

/** Two periods of $2 days up to today; everything is read from roll-ups, never from events. */
const TODAY = `(now() AT TIME ZONE 'UTC')::date`;
const FROM = `(${TODAY} - 2 * $2::int + 1)`;
const MIDDLE = `(${TODAY} - $2::int + 1)`;
const at = (day: string) => `(${day}::timestamp AT TIME ZONE 'UTC')`;

export const EXECUTIONS_SQL = `SELECT day >= ${MIDDLE} AS current,
    coalesce(sum(executions) FILTER (WHERE kind <> 'deployment'), 0)::float8 AS invocations,
    coalesce(sum(failed) FILTER (WHERE kind <> 'deployment'), 0)::float8 AS failed,
    coalesce(sum(input_tokens), 0)::float8 AS "inputTokens",
    coalesce(sum(output_tokens), 0)::float8 AS "outputTokens",
    coalesce(sum(micro_credits), 0)::float8 / 1e6 AS credits
  FROM usage_days WHERE organization_id = $1::uuid AND day BETWEEN ${FROM} AND ${TODAY} GROUP BY 1`;

const buckets = Array.from({ length: STEPS }, (_, i) => `coalesce(sum(histogram[${i + 1}]), 0)`);

export const REQUESTS_SQL = `SELECT hour >= ${at(MIDDLE)} AS current, client,
    sum(requests)::float8 AS requests, sum(errors)::float8 AS errors,
    ARRAY[${buckets.join(', ')}]::float8[] AS histogram
  FROM api_request_hours WHERE organization_id = $1::uuid AND hour >= ${at(FROM)} GROUP BY 1, 2`;

export const PACKAGES_SQL = `SELECT created_at >= ${at(MIDDLE)} AS current, count(*)::float8 AS count
  FROM package_versions WHERE organization_id = $1::uuid AND created_at >= ${at(FROM)}
    AND status NOT IN ('uploading', 'failed') GROUP BY 1`;

interface Executed {
  current: boolean;
  invocations: number;
  failed: number;
  inputTokens: number;
  outputTokens: number;
  credits: number;
}

interface Requested {
  current: boolean;
  client: string;
  requests: number;
  errors: number;
  histogram: number[];
}

const NOTHING = { invocations: 0, failed: 0, inputTokens: 0, outputTokens: 0, credits: 0 };

export async function readMetrics(ctx: Ctx, days: number): Promise<MetricsView> {
  // What this process has counted in the last two seconds belongs in the answer too.
  await flushRequests();
  const args = [ctx.organizationId, days];
  const [executed, requested, uploaded, [keys]] = await Promise.all([
    ctx.sql<Executed>(EXECUTIONS_SQL, ...args),
    ctx.sql<Requested>(REQUESTS_SQL, ...args),
    ctx.sql<{ current: boolean; count: number }>(PACKAGES_SQL, ...args),
    ctx.sql<{ count: number }>(
      `SELECT count(*)::int AS count FROM api_keys
       WHERE organization_id = $1::uuid AND last_used_at >= ${at(MIDDLE)}`,
      ...args,
    ),
  ]);
  const runs = (current: boolean) => executed.find((row) => row.current === current) ?? NOTHING;
  const packages = (current: boolean) =>
    uploaded.find((row) => row.current === current)?.count ?? 0;
  const now = sumOf(requested.filter((row) => row.current));
  const before = sumOf(requested.filter((row) => !row.current));
  const [ran, ranBefore] = [runs(true), runs(false)];
  return {
    days,
    invocations: ran.invocations,
    invocationsChange: changeOf(ran.invocations, ranBefore.invocations),
    packagesUploaded: packages(true),
    packagesChange: changeOf(packages(true), packages(false)),
    apiCalls: now.requests,
    apiCallsChange: changeOf(now.requests, before.requests),
    creditsUsed: ran.credits,
    creditsChange: changeOf(ran.credits, ranBefore.credits),
    failedInvocations: ran.failed,
    apiErrors: now.errors,
    errorRate: shareOf(now),
    errorRateBefore: shareOf(before),
    activeKeys: keys?.count ?? 0,
    inputTokens: ran.inputTokens,
    outputTokens: ran.outputTokens,
    responseTimes: {
      p50: percentile(now.histogram, 0.5),
      p95: percentile(now.histogram, 0.95),
      p99: percentile(now.histogram, 0.99),
    },
    clients: requested
      .filter((row) => row.current)
      .sort((a, b) => b.requests - a.requests)
      .slice(0, 50)
      .map(clientOf),
  };
}

function sumOf(rows: readonly Requested[]) {
  const histogram = new Array<number>(STEPS).fill(0);
  let [requests, errors] = [0, 0];
  for (const row of rows) {
    requests += row.requests;
    errors += row.errors;
    row.histogram.forEach((n, i) => {
      histogram[i] = (histogram[i] ?? 0) + n;
    });
  }
  return { requests, errors, histogram };
}

const shareOf = ({ requests, errors }: { requests: number; errors: number }) =>
  requests === 0 ? 0 : Math.round((errors / requests) * 10_000) / 100;

function clientOf(row: Requested): MetricsView['clients'][number] {
  const [name = 'other', version] = row.client.split('/');
  const known = name === 'sdk' || name === 'cli' || name === 'browser' ? name : 'other';
  return {
    client: known,
    version: version ?? null,
    requests: row.requests,
    errors: row.errors,
  };
}
