import { env } from '@/lib/core/env';
import { AppError } from '@/lib/core/errors';
import { type Limiter, limiter, type Verdict } from '@/lib/core/limiter';

export interface Caller {
  via: 'key' | 'jwt' | 'cookie' | 'none';
  /** key id, user id or address */
  id: string;
  perMinute?: number;
  perHour?: number;
}

/** The windows that apply to a caller, the shortest first. */
function windows(caller: Caller, kind: 'default' | 'sign-in'): [Limiter, string][] {
  const e = env();
  if (kind === 'sign-in' && caller.via === 'none')
    return [[limiter('sign-in-page', e.RATE_LIMIT_SIGN_IN * 10, 900), caller.id]];
  if (caller.via === 'key')
    return [
      [limiter('key-m', caller.perMinute ?? e.RATE_LIMIT_PER_MINUTE, 60), caller.id],
      [limiter('key-h', caller.perHour ?? e.RATE_LIMIT_PER_HOUR, 3600), caller.id],
    ];
  if (caller.via === 'none')
    return [[limiter('ip-h', e.RATE_LIMIT_ANONYMOUS_PER_HOUR, 3600), caller.id]];
  return [[limiter('user-m', e.RATE_LIMIT_SESSION_PER_MINUTE, 60), caller.id]];
}

export const limitHeaders = (v: Verdict): Record<string, string> => ({
  'X-RateLimit-Limit': String(v.limit),
  'X-RateLimit-Remaining': String(v.remaining),
  'X-RateLimit-Reset': String(Math.ceil((Date.now() + v.resetMs) / 1000)),
});

/**
 * Counts one request. Returns the headers of the tightest window, or throws 429 with
 * `{error, limit, window}` and `Retry-After`.
 */
export async function countRequest(caller: Caller, kind: 'default' | 'sign-in') {
  const all = windows(caller, kind);
  for (const [window, key] of all) {
    const verdict = window.known(key);
    if (verdict) throw refusal(verdict, window.seconds);
  }
  // All windows in one round trip; what a refused request took from the others is given back.
  const verdicts = await Promise.all(all.map(([window, key]) => window.consume(key)));
  const at = verdicts.findIndex((verdict) => !verdict.allowed);
  if (at >= 0) {
    const others = all.filter((_, i) => verdicts[i]?.allowed);
    await Promise.all(others.map(([window, key]) => window.giveBack(key)));
    throw refusal(verdicts[at] as Verdict, (all[at] as (typeof all)[number])[0].seconds);
  }
  const tightest = verdicts.reduce((a, b) => (b.remaining < a.remaining ? b : a));
  return limitHeaders(tightest);
}

const refusal = (verdict: Verdict, seconds: number): AppError =>
  new AppError('RATE_LIMITED', undefined, {
    extra: { limit: verdict.limit, window: seconds },
    headers: {
      ...limitHeaders(verdict),
      'Retry-After': String(Math.max(1, Math.ceil(verdict.resetMs / 1000))),
    },
  });
