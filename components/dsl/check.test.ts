import { expect, test } from 'vitest';
import { moved, read } from '@/components/dsl/check';
import { difference, sameWords } from '@/components/dsl/difference';

const told = (text: string, word: string) => {
  const start = text.indexOf(word);
  return {
    severity: 'error' as const,
    code: 'not_found',
    message: 'no such agent',
    span: {
      start,
      end: start + word.length,
      line: text.slice(0, start).split('\n').length,
      column: 1,
    },
  };
};

test('what the server said moves with the text that it was said of', () => {
  const before = 'one "first"\ntwo "second"\n';
  const all = [told(before, '"first"'), told(before, '"second"')];
  const after = 'one "first"\nnew line\ntwo "second"\n';
  const [first, second] = moved(all, before, after);
  expect(first).toEqual(all[0]);
  expect(after.slice(second?.span.start, second?.span.end)).toBe('"second"');
  expect(second?.span).toMatchObject({ line: 3, column: 5 });
});

test('what was said of a word is not said of another', () => {
  const before = 'ask "nobody" now';
  expect(moved([told(before, '"nobody"')], before, 'ask "somebody" now')).toEqual([]);
});

test('the browser tells mistakes with their place', () => {
  const text = 'workflow A {\n  a: set { x: steps.b.output }\n}';
  const { diagnostics } = read(text);
  expect(diagnostics).toHaveLength(1);
  const span = diagnostics[0]?.span;
  expect(text.slice(span?.start, span?.end)).toContain('x');
});

test('what is whole is read while the end is still being written', () => {
  const text = 'entity User { id: uuid }\nworkflow A {\n  a: set { x: 1 }\n  b: set {';
  expect(read(text).document.declarations.map(({ kind }) => kind)).toEqual(['entity', 'workflow']);
  expect(read(text).diagnostics[0]?.message).toBe('unexpected end');
});

test('one change makes one text of another', () => {
  for (const [before, after] of [
    ['abc', 'abXc'],
    ['aaa', 'aa'],
    ['', 'new'],
    ['same', 'same'],
  ] as const) {
    const { from, to, insert } = difference(before, after);
    expect(before.slice(0, from) + insert + before.slice(to)).toBe(after);
  }
});

test('the caret stays at its word when a document is laid out', () => {
  const before = 'workflow   A {a:   set {x: 1}}';
  const after = 'workflow A { a: set { x: 1 } }';
  const at = sameWords(before, after, before.indexOf('set') + 3);
  expect(after.slice(0, at as number)).toBe('workflow A { a: set');
  expect(sameWords('a', 'b', 0)).toBeNull();
});
