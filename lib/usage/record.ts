import { systemCtx } from '@/lib/core/context';
import { log } from '@/lib/core/log';

/** One answered API request, for the hourly roll-up. */
export interface Answered {
  organizationId: string;
  /** the endpoint's id */
  route: string;
  userAgent: string;
  status: number;
  ms: number;
}

interface Bucket {
  organizationId: string;
  hour: number;
  route: string;
  client: string;
  requests: number;
  errors: number;
  latencyMs: number;
  histogram: number[];
}

/** histogram[i] counts answers under 2^i ms; the last one all that took longer. */
const STEPS = 17;
const FLUSH_MS = 2_000;

const buckets = new Map<string, Bucket>();
let timer: NodeJS.Timeout | undefined;

/** `sdk/1.2.3`, `cli/1.0.0`, `browser` or `other`, from a User-Agent. */
export function clientOf(userAgent: string): string {
  const ours = /^fleetprompt-(sdk|cli)\/(\d[\w.-]{0,20})/i.exec(userAgent);
  if (ours) return `${ours[1]?.toLowerCase()}/${ours[2]}`;
  return userAgent.startsWith('Mozilla/') ? 'browser' : 'other';
}

/** Adds a request to the roll-up, written every two seconds; a crash loses at most those. */
export function recordRequest(answered: Answered): void {
  const hour = Math.floor(Date.now() / 3600_000) * 3600_000;
  const client = clientOf(answered.userAgent);
  const id = `${answered.organizationId} ${hour} ${answered.route} ${client}`;
  let bucket = buckets.get(id);
  if (!bucket) {
    const { organizationId, route } = answered;
    const histogram = new Array<number>(STEPS).fill(0);
    bucket = {
      organizationId,
      hour,
      route,
      client,
      requests: 0,
      errors: 0,
      latencyMs: 0,
      histogram,
    };
    buckets.set(id, bucket);
  }
  bucket.requests++;
  if (answered.status >= 400) bucket.errors++;
  bucket.latencyMs += Math.round(answered.ms);
  const step = Math.min(STEPS - 1, Math.max(0, Math.ceil(Math.log2(Math.max(1, answered.ms)))));
  bucket.histogram[step] = (bucket.histogram[step] ?? 0) + 1;
  timer ??= setTimeout(() => void flushRequests(), FLUSH_MS).unref();
}

/** Writes what has been gathered; also called when the process stops. */
export async function flushRequests(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  const batch = [...buckets.values()];
  buckets.clear();
  for (const b of batch) {
    try {
      await systemCtx(b.organizationId, 'usage').sql(
        `INSERT INTO api_request_hours AS a
           (organization_id, hour, route, client, requests, errors, latency_ms, histogram)
         VALUES ($1::uuid, $2::timestamptz, $3, $4, $5::int, $6::int, $7::bigint, $8::int[])
         ON CONFLICT (organization_id, hour, route, client) DO UPDATE SET
           requests = a.requests + excluded.requests,
           errors = a.errors + excluded.errors,
           latency_ms = a.latency_ms + excluded.latency_ms,
           histogram = (SELECT array_agg(coalesce(x, 0) + coalesce(y, 0) ORDER BY n)
             FROM unnest(a.histogram, excluded.histogram) WITH ORDINALITY AS t(x, y, n))
         RETURNING 1`,
        b.organizationId,
        new Date(b.hour),
        b.route,
        b.client,
        b.requests,
        b.errors,
        BigInt(b.latencyMs),
        b.histogram,
      );
    } catch (error) {
      log().warn({ err: (error as Error).message }, 'usage roll-up not written');
    }
  }
}
