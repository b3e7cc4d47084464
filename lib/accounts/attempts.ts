import { sha256 } from '@/lib/core/crypto';
import { env } from '@/lib/core/env';
import { fail } from '@/lib/core/errors';
import { limiter } from '@/lib/core/limiter';

const WINDOW_SECONDS = 15 * 60;

const attempts = () => limiter('sign-in', env().RATE_LIMIT_SIGN_IN, WINDOW_SECONDS);
const keyOf = (ip: string, account: string) => sha256(`${ip}\n${account.toLowerCase()}`);

/**
 * Counts an attempt per address and account before the password is looked at, so that many at once
 * can't slip through; success takes the count back. Throws RATE_LIMITED beyond RATE_LIMIT_SIGN_IN.
 */
export async function countAttempt(ip: string, account: string): Promise<void> {
  const verdict = await attempts().consume(keyOf(ip, account));
  if (verdict.allowed) return;
  const seconds = Math.max(1, Math.ceil(verdict.resetMs / 1000));
  fail('RATE_LIMITED', `Too many attempts. Try again in ${Math.ceil(seconds / 60)} minutes.`, {
    extra: { limit: verdict.limit, window: WINDOW_SECONDS },
    headers: { 'Retry-After': String(seconds) },
  });
}

export const forgetAttempts = (ip: string, account: string): Promise<void> =>
  attempts().reset(keyOf(ip, account));
