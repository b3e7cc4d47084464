import { describe, expect, it } from 'vitest';
import { lineDiff, textOf } from '@/components/installations/line-diff';

const marks = { same: ' ', added: '+', removed: '-' };
const drawn = (before: string, after: string) =>
  lineDiff(before, after).map(({ kind, text }) => marks[kind] + text);

describe('lineDiff', () => {
  it('keeps what both have, and puts what goes before what comes', () => {
    expect(drawn('a\nb\nc\nd', 'a\nx\nc\nd\ne')).toEqual([' a', '-b', '+x', ' c', ' d', '+e']);
  });

  it('shows a text that comes or goes as a whole', () => {
    expect(drawn('', 'a\nb')).toEqual(['+a', '+b']);
    expect(drawn('a', '')).toEqual(['-a']);
    expect(drawn('a', 'a')).toEqual([' a']);
  });

  it('gives both texts whole when comparing them would take too long', () => {
    const long = Array.from({ length: 600 }, (_, i) => `line ${i}`).join('\n');
    expect(lineDiff(long, long)).toHaveLength(1200);
  });
});

it('compares anything as text', () => {
  expect(textOf(null)).toBe('');
  expect(textOf({ a: 1 })).toBe('{\n  "a": 1\n}');
});
