import { expect, test } from 'vitest';
import { calculate } from '@/lib/agents/tools/calculator';

test.each([
  ['2+2', 4],
  ['2 + 3 * 4', 14],
  ['(2 + 3) * 4', 20],
  ['2^3^2', 512],
  ['-2^2', -4],
  ['10 % 4', 2],
  ['sqrt(16) + max(1, 2, 3)', 7],
  ['1.5e3 / 3', 500],
  ['2 * pi', 2 * Math.PI],
])('%s is %d', (expression, value) => {
  expect(calculate(expression)).toBeCloseTo(value, 10);
});

test.each([
  '',
  '2+',
  '1/0',
  'process.exit()',
  'constructor(1)',
  '(1',
  '1 2',
  '9^9^9^9',
  `${'('.repeat(500)}1`,
])('%s is refused with a sentence', (expression) => {
  expect(() => calculate(expression)).toThrow(/\./);
});
