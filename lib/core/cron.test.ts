import { expect, test } from 'vitest';
import { cronProblem, nextRuns, runsBetween } from '@/lib/core/cron';
import { isTimezone } from '@/lib/core/timezone';

test('a schedule follows its time zone over the change to summer time', () => {
  const times = nextRuns('30 9 * * *', 'Europe/Berlin', new Date('2026-03-28T00:00:00Z'), 3);
  expect(times.map((at) => at.toISOString())).toEqual([
    '2026-03-28T08:30:00.000Z',
    '2026-03-29T07:30:00.000Z',
    '2026-03-30T07:30:00.000Z',
  ]);
});

test.each(['bad', '* * * * * *', '61 * * * *', '0 0 31 2 *', ''])('"%s" is refused', (spec) => {
  expect(cronProblem(spec)).not.toBeNull();
});

test.each(['0 2 * * *', '@daily', '*/5 9-17 * * MON-FRI'])('"%s" is accepted', (spec) => {
  expect(cronProblem(spec)).toBeNull();
});

test('missed times are counted, and time zones told from nonsense', () => {
  const [day, next] = [new Date('2026-01-01T00:00:00Z'), new Date('2026-01-02T00:00:00Z')];
  expect(runsBetween('0 * * * *', 'UTC', day, next)).toBe(23);
  expect(isTimezone('America/New_York')).toBe(true);
  expect(isTimezone('Mars/Olympus')).toBe(false);
});
