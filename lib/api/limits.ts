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
  let tightest: Verdict | undefined;
  for (const [window, key] of windows(caller, kind)) {
    const verdict = await window.consume(key);
    if (!verdict.allowed)
      throw new AppError('RATE_LIMITED', undefined, {
        extra: { limit: verdict.limit, window: window.seconds },
        headers: {
          ...limitHeaders(verdict),
          'Retry-After': String(Math.max(1, Math.ceil(verdict.resetMs / 1000))),
        },
      });
    if (!tightest || verdict.remaining < tightest.remaining) tightest = verdict;
  }
  return limitHeaders(tightest as Verdict);
}
