import { expect, it } from 'vitest';
import { formatCredits, formatDuration, formatRelative, formatUsd } from '@/components/ui/format';

it('credits keep every decimal a small charge has', () => {
  expect(formatCredits(0.000001)).toBe('0.000001');
  expect(formatCredits(0.01)).toBe('0.01');
  expect(formatCredits(99.5)).toBe('99.50');
  expect(formatCredits(100)).toBe('100');
  expect(formatCredits(10_000.123456)).toBe('10,000.12');
});

it('a cost below a dollar is not rounded to nothing', () => {
  expect(formatUsd('0.000125')).toBe('$0.000125');
  expect(formatUsd('0')).toBe('$0.00');
  expect(formatUsd(12.345)).toBe('$12.35');
});

it('a duration never reads 60 s', () => {
  expect(formatDuration(840)).toBe('840 ms');
  expect(formatDuration(3210)).toBe('3.2 s');
  expect(formatDuration(59_990)).toBe('1 min');
  expect(formatDuration(250_000)).toBe('4 min 10 s');
  expect(formatDuration(7_500_000)).toBe('2 h 5 min');
});

it('a time is told by its largest whole unit, past and future', () => {
  const now = Date.UTC(2026, 10, 21, 12);
  expect(formatRelative(now - 3000, now)).toBe('just now');
  expect(formatRelative(now - 5 * 60_000, now)).toBe('5 min. ago');
  expect(formatRelative(now + 2 * 86_400_000 - 20_000, now)).toBe('in 2 days');
  expect(formatRelative(now + 3 * 3_600_000, now)).toBe('in 3 hr.');
  expect(formatRelative(now - 26 * 3_600_000, now)).toBe('yesterday');
});
