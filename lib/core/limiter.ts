import { RateLimiterPostgres, type RateLimiterRes } from 'rate-limiter-flexible';
import { pool } from '@/lib/core/db/pool';
import { env } from '@/lib/core/env';
import { upstashLimiter } from '@/lib/core/limiter-upstash';

export interface Verdict {
  allowed: boolean;
  limit: number;
  remaining: number;
  /** milliseconds until the window ends */
  resetMs: number;
}

/** Counts points per key in a window that opens with the first point. Exact across processes. */
export interface Limiter {
  readonly seconds: number;
  consume(key: string, points?: number): Promise<Verdict>;
  peek(key: string): Promise<Verdict>;
  reset(key: string): Promise<void>;
}

const shared = globalThis as { __fpLimiters?: Map<string, Limiter> };

/** The limiter `name` of `limit` points in `seconds`: Upstash when its variables are set, else PostgreSQL. */
export function limiter(name: string, limit: number, seconds: number): Limiter {
  shared.__fpLimiters ??= new Map();
  const id = `${name}:${limit}:${seconds}`;
  let made = shared.__fpLimiters.get(id);
  if (!made) {
    made = env().UPSTASH_REDIS_REST_URL
      ? upstashLimiter(name, limit, seconds)
      : postgresLimiter(name, limit, seconds);
    shared.__fpLimiters.set(id, made);
  }
  return made;
}

function postgresLimiter(name: string, limit: number, seconds: number): Limiter {
  const store = new RateLimiterPostgres({
    // Looked up at each call, so that a pool closed and opened again is used.
    storeClient: { query: (...args: [never]) => pool().query(...args) },
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: name,
    points: limit,
    duration: seconds,
    // A key known to be over its limit is refused without asking the database again.
    inMemoryBlockOnConsumed: limit + 1,
  });
  const verdict = (res: RateLimiterRes, allowed: boolean): Verdict => ({
    allowed,
    limit,
    remaining: Math.max(0, res.remainingPoints),
    resetMs: Math.max(0, res.msBeforeNext),
  });
  return {
    seconds,
    async consume(key, points = 1) {
      try {
        return verdict(await store.consume(key, points), true);
      } catch (refused) {
        if (refused instanceof Error) throw refused;
        return verdict(refused as RateLimiterRes, false);
      }
    },
    async peek(key) {
      const res = await store.get(key);
      if (!res) return { allowed: true, limit, remaining: limit, resetMs: 0 };
      return verdict(res, res.consumedPoints < limit);
    },
    async reset(key) {
      await store.delete(key);
    },
  };
}
