import { expect, test } from 'vitest';
import { DEFAULT_POLICY, policyOf, retryAfterMs, waitMs } from '@/lib/webhooks/backoff';

const now = new Date('2026-01-01T00:00:00Z');

test('waits grow fourfold, with a fifth of jitter, up to twelve hours', () => {
  const policy = { maxAttempts: 8, backoffMs: 1000 };
  expect([1, 2, 3, 4].map((n) => waitMs(n, policy, null, () => 0.5))).toEqual([
    1000, 4000, 16_000, 64_000,
  ]);
  expect(waitMs(1, policy, null, () => 0)).toBe(800);
  expect(waitMs(1, policy, null, () => 1)).toBe(1200);
  expect(waitMs(19, policy, null, () => 0.5)).toBe(12 * 3600_000);
});

test('the receiver may ask for more time, never for less, and for a day at most', () => {
  expect(waitMs(1, DEFAULT_POLICY, 60_000, () => 0.5)).toBe(60_000);
  expect(waitMs(1, DEFAULT_POLICY, 1, () => 0.5)).toBe(5000);
  expect(retryAfterMs('120', now)).toBe(120_000);
  expect(retryAfterMs('Thu, 01 Jan 2026 00:01:00 GMT', now)).toBe(60_000);
  expect(retryAfterMs('99999999', now)).toBe(24 * 3600_000);
  for (const odd of [null, '', '0', '-5', 'soon', 'Thu, 01 Jan 2025 00:00:00 GMT'])
    expect(retryAfterMs(odd, now)).toBeNull();
});

test('what a policy leaves open is filled', () => {
  expect(policyOf({ maxAttempts: 3 })).toEqual({ maxAttempts: 3, backoffMs: 5000 });
  expect(policyOf({})).toEqual(DEFAULT_POLICY);
});
