import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile as compileDefinition } from '../compile';
import { canonicalJson, type JsonObject } from '../json';
import { seeded } from '../testing/random';
import { randomDefinition } from '../testing/random-definition';
import type { Document } from './ast';
import { compile } from './compile';
import { format } from './format';
import { parse } from './parse';
import { printDefinition } from './print';

const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as JsonObject;
const RUNS = Number(process.env.DSL_RUNS ?? 200);

/** The tree without its places. */
const tree = (document: Document) =>
  JSON.stringify(document.declarations, (key, it) => (key === 'span' ? undefined : it));

test('random definitions come back from the DSL as they were', () => {
  for (let seed = 1; seed <= RUNS; seed++) {
    const definition = plain({ name: `W${seed}`, ...randomDefinition(seeded(seed)) });
    expect(compileDefinition(definition).ok, `seed ${seed}`).toBe(true);
    const text = printDefinition(definition);
    const again = compile(text);
    expect(again.diagnostics, `seed ${seed}\n${text}`).toEqual([]);
    expect(canonicalJson(again.workflows[0]?.definition ?? null), `seed ${seed}\n${text}`).toBe(
      canonicalJson(definition),
    );
    const formatted = format(text) as string;
    expect(format(formatted), `seed ${seed}`).toBe(formatted);
    expect(tree(parse(formatted).document), `seed ${seed}`).toBe(tree(parse(text).document));
  }
});

test('texts of every kind come back exactly, those that look like references too', () => {
  const check = (value: unknown) => {
    const definition = plain({ name: 'W', steps: [{ id: 's', type: 'set', config: { value } }] });
    const { workflows, diagnostics } = compile(printDefinition(definition));
    // What the engine says of the value itself is not this test's.
    expect(diagnostics.filter((it) => it.code === 'parse')).toEqual([]);
    expect(workflows[0]?.definition).toEqual(definition);
  };
  for (const text of [
    'steps.a.output',
    'input.x',
    '"',
    '\\',
    '\n"""',
    '{{ input.x }}',
    '# no',
    '// no',
  ])
    check(text);
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => check(value)),
    { numRuns: 200 },
  );
});

test('formatting keeps comments and line breaks, and says the same', () => {
  const source =
    '# head\nworkflow   A{ // tail\n\n\n\na:set{x:1,y:[1,2]}   /* in between */\n   b : stop\n}';
  const formatted = format(source);
  expect(formatted).toBe(
    '# head\nworkflow A { // tail\n\n  a: set { x: 1, y: [1, 2] } /* in between */\n  b: stop\n}\n',
  );
  expect(tree(parse(formatted as string).document)).toBe(tree(parse(source).document));
});

test('no input hangs or crashes it', () => {
  const pieces = [
    'workflow A {',
    '}',
    '{',
    '[',
    ']',
    '(',
    ')',
    ':',
    ',',
    '"x"',
    "'",
    '"""',
    'if',
    'else',
    'for',
    'in',
    'parallel',
    'branch',
    'switch',
    'case',
    'Agent("x")',
    'steps',
    'trigger',
    'event',
    'job J',
    'endpoint GET /x',
    'entity E',
    'function f(',
    'workflow {',
    'entity {',
    'event {}',
    'env(',
    '10s',
    '-1e9',
    'a.b.c',
    '//',
    '/*',
    '#',
    'exec {',
    '\u0000',
    '😀',
    '\n',
    'retry',
    '__proto__',
    'when',
    'var x =',
  ];
  const text = fc.oneof(
    fc.string({ maxLength: 200, unit: 'binary' }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((it) => it.join(' ')),
  );
  fc.assert(
    fc.property(text, (source) => {
      const { diagnostics } = compile(source);
      for (const { span } of diagnostics) {
        expect(span.line).toBeGreaterThan(0);
        expect(span.end).toBeGreaterThanOrEqual(span.start);
      }
      format(source);
    }),
    { numRuns: 1000 },
  );
});

test('brackets without end, long words and a megabyte too many are refused, not followed', () => {
  for (const source of [
    '{'.repeat(100_000),
    `workflow A { a: set { x: ${'['.repeat(50_000)} } }`,
    'x'.repeat(1_048_577),
    `workflow A { a: set { x: "${'\\"'.repeat(200_000)}" } }`,
    `workflow A { ${'a: stop when "'.repeat(10_000)} }`,
  ]) {
    expect(Array.isArray(compile(source).diagnostics)).toBe(true);
  }
});
