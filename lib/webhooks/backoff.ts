/** How often and how far apart a webhook is tried. */
export interface RetryPolicy {
  /** attempts in all, the first included */
  maxAttempts: number;
  /** milliseconds before the second attempt; each further wait is four times as long */
  backoffMs: number;
}

/** 5 s, 20 s, 80 s, 5 min, 21 min, 85 min, 5.7 h: about eight hours in all. */
export const DEFAULT_POLICY: RetryPolicy = { maxAttempts: 8, backoffMs: 5_000 };

const FACTOR = 4;
const LONGEST_MS = 12 * 3600_000;
const DAY_MS = 24 * 3600_000;

/** Fills what a saved policy leaves open. */
export const policyOf = (saved: unknown): RetryPolicy => ({
  ...DEFAULT_POLICY,
  ...(saved as Partial<RetryPolicy>),
});

/**
 * Milliseconds until the next attempt after `failures` failed ones (from 1): exponential, a fifth of
 * jitter either way, never sooner than the receiver asked for.
 */
export function waitMs(
  failures: number,
  policy: RetryPolicy,
  retryAfterMs: number | null,
  random: () => number = Math.random,
): number {
  const plain = Math.min(LONGEST_MS, policy.backoffMs * FACTOR ** (failures - 1));
  const jittered = Math.round(plain * (0.8 + 0.4 * random()));
  return Math.max(jittered, retryAfterMs ?? 0);
}

/** What `Retry-After` asks for, in milliseconds and at most a day; null when it asks for nothing. */
export function retryAfterMs(header: string | null, now: Date): number | null {
  if (!header) return null;
  const text = header.trim();
  const ms = /^\d{1,12}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  if (Number.isNaN(ms) || ms <= 0) return null;
  return Math.min(ms, DAY_MS);
}
