import { describe, expect, it } from 'vitest';
import { compare } from '@/components/tests/compare';
import { matchExpected } from '@/lib/engine/suite';

const verdicts = (expected: unknown, output: unknown) =>
  compare(expected, output, matchExpected(expected, output)).map(({ path, verdict }) => [
    path,
    verdict,
  ]);

describe('expected beside what came out', () => {
  it('marks every place as passed when nothing differs', () => {
    const expected = { message: { contains: 'a' }, score: 1, inner: { tags: ['x'] } };
    const output = { message: 'banana', score: 1, inner: { tags: ['x'] }, more: true };
    expect(verdicts(expected, output)).toEqual([
      ['output.message', 'passed'],
      ['output.score', 'passed'],
      ['output.inner.tags', 'passed'],
    ]);
  });

  it('marks the place that the comparison ended at, and leaves what follows open', () => {
    const expected = { first: 1, message: { matches: '^z' }, last: 2 };
    expect(verdicts(expected, { first: 1, message: 'a', last: 2 })).toEqual([
      ['output.first', 'passed'],
      ['output.message', 'failed'],
      ['output.last', 'unknown'],
    ]);
  });

  it.each([
    [{ tags: ['x', 'y'] }, { tags: ['x', 'z'] }, 'output.tags'],
    [{ inner: { deep: 1 } }, {}, 'output.inner.deep'],
    [{ inner: { deep: 1 } }, { inner: 5 }, 'output.inner.deep'],
    [{ message: { equals: { a: 1 } } }, { message: { a: 2 } }, 'output.message'],
    ['text', { message: 'a' }, 'output'],
  ])('finds the place in %j', (expected, output, path) => {
    expect(verdicts(expected, output)).toEqual([[path, 'failed']]);
  });

  it('does not take a place for another that begins alike', () => {
    expect(verdicts({ a: 1, ab: 2 }, { a: 1, ab: 3 })).toEqual([
      ['output.a', 'passed'],
      ['output.ab', 'failed'],
    ]);
  });
});
