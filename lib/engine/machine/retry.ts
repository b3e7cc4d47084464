import type { RetryPolicy } from '../plan';
import type { StepError } from '../state';

const RETRIED_STATUS: ReadonlySet<number> = new Set([408, 425, 429]);
const RETRIED_CODE =
  /^(?:TIMEOUT|TIMED_OUT|NETWORK|RATE_LIMITED|UNAVAILABLE|WORKER_LOST|E(?:CONN|PIPE|TIMEDOUT|AI_AGAIN|HOSTUNREACH|NETUNREACH)\w*)$/;

/** Timeouts, network trouble, 408, 425, 429 and 5xx pass by; anything else is the same next time. */
export function isRetryable(error: StepError): boolean {
  if (error.retryable !== undefined) return error.retryable;
  if (error.status !== undefined) return RETRIED_STATUS.has(error.status) || error.status >= 500;
  return RETRIED_CODE.test(error.code);
}

/**
 * Milliseconds to wait before the next try, after `failures` of them. `jitter` (0 to 1) takes up to
 * half away; the server's own wish is a lower bound, up to a day.
 */
export function retryDelay(
  policy: RetryPolicy,
  failures: number,
  error: StepError,
  jitter = 1,
): number {
  const grown = policy.initialMs * policy.multiplier ** Math.max(0, failures - 1);
  const part = 0.5 + Math.min(1, Math.max(0, jitter)) / 2;
  const own = Math.round(Math.min(grown, policy.maxMs) * part);
  const asked = Math.min(86_400_000, Math.max(0, error.retryAfterMs ?? 0));
  return Math.max(own, asked);
}
