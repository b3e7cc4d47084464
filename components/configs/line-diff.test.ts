import { expect, test } from 'vitest';
import { lineDiff, pieces } from '@/components/configs/line-diff';

const signs = { same: ' ', added: '+', removed: '-' };
const drawn = (before: string, after: string) =>
  lineDiff(before, after).map(({ kind, text }) => signs[kind] + text);

test('what was added and removed is told, the rest is the same', () => {
  expect(drawn('a\nb\nc\n', 'a\nx\nc\nd\n')).toEqual([' a', '-b', '+x', ' c', '+d']);
  expect(drawn('', 'a\n')).toEqual(['+a']);
  expect(drawn('a\n', '')).toEqual(['-a']);
  expect(drawn('a\na\nb\n', 'a\nb\n')).toEqual([' a', '-a', ' b']);
});

test('each text can be read back from the difference', () => {
  const before = Array.from({ length: 60 }, (_, i) => `line ${i % 7}`);
  const after = before.flatMap((line, i) =>
    i % 5 === 0 ? [] : i % 3 === 0 ? [line, 'new'] : line,
  );
  const lines = lineDiff(before.join('\n'), after.join('\n'));
  expect(lines.filter(({ kind }) => kind !== 'added').map(({ text }) => text)).toEqual(before);
  expect(lines.filter(({ kind }) => kind !== 'removed').map(({ text }) => text)).toEqual(after);
  expect(lines.filter((it) => it.after !== null).map((it) => it.after)).toEqual(
    after.map((_, i) => i + 1),
  );
});

test('long stretches without a change are left out', () => {
  const before = Array.from({ length: 40 }, (_, i) => `line ${i}`).join('\n');
  const found = pieces(lineDiff(before, before.replace('line 20', 'line twenty')));
  expect(found.map((it) => ('skipped' in it ? it.skipped : it.lines.length))).toEqual([17, 8, 16]);
});

test('two long texts that share nothing do not hang', () => {
  const many = (word: string) => Array.from({ length: 9000 }, (_, i) => `${word} ${i}`).join('\n');
  expect(lineDiff(many('a'), many('b'))).toHaveLength(18_000);
});
