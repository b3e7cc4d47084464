import { Ratelimit } from '@upstash/ratelimit';
import { Redis } from '@upstash/redis';
import { env } from '@/lib/core/env';
import type { Limiter, Verdict } from '@/lib/core/limiter';
import { log } from '@/lib/core/log';

/** The same counter in Upstash Redis. When Redis is out of reach, requests pass: limits protect, they don't gate. */
export function upstashLimiter(name: string, limit: number, seconds: number): Limiter {
  const redis = new Redis({
    url: env().UPSTASH_REDIS_REST_URL as string,
    token: env().UPSTASH_REDIS_REST_TOKEN as string,
    retry: { retries: 1, backoff: () => 50 },
  });
  const store = new Ratelimit({
    redis,
    limiter: Ratelimit.fixedWindow(limit, `${seconds} s`),
    prefix: `fleetprompt:${name}`,
    timeout: 800,
    analytics: false,
  });
  const open: Verdict = { allowed: true, limit, remaining: limit, resetMs: seconds * 1000 };
  const guarded = async <T>(work: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      log().warn({ err: (error as Error).message }, 'rate limit store out of reach');
      return otherwise;
    }
  };
  return {
    seconds,
    known: () => undefined,
    giveBack: (key, points = 1) =>
      guarded(async () => void (await store.limit(key, { rate: -points })), undefined),
    consume: (key, points = 1) =>
      guarded(async () => {
        const res = await store.limit(key, { rate: points });
        return {
          allowed: res.success,
          limit,
          remaining: Math.max(0, res.remaining),
          resetMs: Math.max(0, res.reset - Date.now()),
        };
      }, open),
    peek: (key) =>
      guarded(async () => {
        const { remaining, reset } = await store.getRemaining(key);
        return {
          allowed: remaining > 0,
          limit,
          remaining: Math.max(0, remaining),
          resetMs: Math.max(0, reset - Date.now()),
        };
      }, open),
    reset: (key) => guarded(() => store.resetUsedTokens(key), undefined),
  };
}
