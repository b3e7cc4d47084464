import { describe, expect, it, test } from 'vitest';
import { matchExpected, nextCases, summarize } from '@/lib/engine/suite';

describe('what was expected', () => {
  test.each([
    ['the same object', { a: 1 }, { a: 1 }],
    ['more fields than expected', { a: { b: 1 } }, { a: { b: 1, c: 2 }, d: 3 }],
    ['a part of a text', { message: { contains: 'ell' } }, { message: 'Hello' }],
    [
      'a member of a list',
      { tags: { contains: { id: 2 } } },
      { tags: [{ id: 1 }, { id: 2, x: 0 }] },
    ],
    ['a pattern', { message: { matches: '^\\d{3}$' } }, { message: '123' }],
    ['exactly equal', { equals: { a: [1, { b: 2 }] } }, { a: [1, { b: 2 }] }],
    ['nothing in particular', undefined, { anything: true }],
    ['null', null, null],
  ])('%s passes', (_, expected, output) => {
    expect(matchExpected(expected, output)).toBeNull();
  });

  test.each([
    ['a missing field', { a: { b: 1 } }, { a: {} }, 'output.a.b is missing'],
    ['another value', { a: 1 }, { a: 2 }, 'output.a is 2 instead of 1'],
    ['a longer list', [1], [1, 2], 'output has 2 entries instead of 1'],
    ['more fields, asked for exactly', { equals: { a: 1 } }, { a: 1, b: 2 }, 'output is'],
    ['a field of the prototype', { toString: { contains: 'native' } }, {}, 'toString is missing'],
    ['a broken pattern', { matches: '(' }, 'x', 'cannot be read'],
    ['text for an object', { a: 1 }, 'a', 'instead of an object'],
  ])('%s fails and says where', (_, expected, output, sentence) => {
    expect(matchExpected(expected, output)).toContain(sentence);
  });

  it('a pattern that makes backtracking engines hang is answered at once', () => {
    const started = performance.now();
    expect(matchExpected({ matches: '^(a+)+$' }, `${'a'.repeat(5_000)}!`)).not.toBeNull();
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('the order of cases', () => {
  const one = { parallel: false, stopOnFailure: false };
  it('one after the other unless parallel', () => {
    expect(nextCases(['pending', 'pending'], one)).toEqual([0]);
    expect(nextCases(['running', 'pending'], one)).toEqual([]);
    expect(nextCases(['failed', 'pending'], one)).toEqual([1]);
    expect(nextCases(['passed', 'passed'], one)).toBeNull();
  });
  it('parallel: at most ten at once', () => {
    const many = Array.from({ length: 15 }, () => 'pending' as const);
    expect(nextCases(many, { ...one, parallel: true })).toHaveLength(10);
  });
  it('stopOnFailure starts nothing more, and waits for what runs', () => {
    const stop = { parallel: true, stopOnFailure: true };
    expect(nextCases(['failed', 'running', 'pending'], stop)).toEqual([]);
    expect(nextCases(['failed', 'passed', 'pending'], stop)).toBeNull();
  });
});

it('a summary counts what passed, failed and was skipped', () => {
  const result = { id: '1', name: 'n', output: 1, expected: 1, error: null, durationMs: 1 };
  const all = (['passed', 'failed', 'skipped', 'passed'] as const).map((status) => ({
    ...result,
    status,
  }));
  expect(summarize('s', all)).toMatchObject({
    totalTests: 4,
    passedTests: 2,
    failedTests: 1,
    skippedTests: 1,
  });
});
