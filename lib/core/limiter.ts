import { env } from '@/lib/core/env';
import { postgresLimiter } from '@/lib/core/limiter-postgres';
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
  /** the refusal when it is certain without asking the store */
  known(key: string): Verdict | undefined;
  consume(key: string, points?: number): Promise<Verdict>;
  /** takes back what a request consumed that another window refused */
  giveBack(key: string, points?: number): Promise<void>;
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
