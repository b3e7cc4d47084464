import { expect, test } from 'vitest';
import { everyOf } from '@/components/jobs/words';

test.each([
  ['0 2 * * *', 'Every day at 02:00'],
  ['*/15 * * * *', 'Every 15 minutes'],
  ['30 9 * * 1-5', 'On weekdays at 09:30'],
  ['0 8 * * 7', 'Every Sunday at 08:00'],
  ['0 0 1 */3 *', '0 0 1 */3 *'],
])('"%s" is "%s"', (cron, words) => {
  expect(everyOf(cron)).toBe(words);
});
