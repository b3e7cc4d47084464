import { expect, test } from 'vitest';
import { diagnosticsOf, printDsl, readDsl } from '@/components/workflows/editor/dsl-text';
import { TEMPLATES } from '@/components/workflows/list/templates';
import { compile } from '@/lib/engine/compile';
import type { JsonObject } from '@/lib/engine/json';

const asModel = () => 'model' as const;
const doc: JsonObject = {
  steps: [
    { id: 'add', type: 'transform', config: { expression: 'input.a + input.b' } },
    { id: 'told', type: 'set', config: { sum: '{{ steps.add.output }}' } },
  ],
};

test('a definition without a name comes back without one, with what was changed', () => {
  const text = printDsl(doc) as string;
  expect(readDsl(text, asModel, true)).toMatchObject({ doc, broken: null, diagnostics: [] });
  const changed = readDsl(text.replace('input.b', 'input.c'), asModel, true);
  expect(changed.doc).toEqual(JSON.parse(JSON.stringify(doc).replace('input.b', 'input.c')));
});

test.each(TEMPLATES.map((it) => [it.name, it.definition] as const))(
  'the template "%s" can be written as text',
  (_, definition) => {
    const text = printDsl(definition as JsonObject);
    expect(readDsl(text as string, asModel, false).broken).toBeNull();
  },
);

test('what is not one workflow is not taken over, and says why', () => {
  const broken = (text: string) => readDsl(text, asModel, true).broken;
  expect(broken('workflow A { a: stop')).toMatch(/ at line 1$/);
  expect(broken('')).toBe('there is no workflow in it');
  expect(broken('workflow A { a: stop }\nworkflow B { b: stop }')).toContain('more than one');
  expect(broken('workflow A { a: stop }\njob J { task "x" }')).toContain('kind job');
});

test('a definition that cannot all be said in the language is not shown in it', () => {
  expect(printDsl({ steps: [null as never] })).toBeNull();
  expect(printDsl({ ...doc, unknown: 1 })).toBeNull();
  // Other spellings of the same are the same.
  expect(
    printDsl({ steps: [{ id: 'a', type: 'http', config: { url: 'https://a.test' } }] }),
  ).not.toBe(null);
});

test('what is wrong stands where it is written, once', () => {
  const text = printDsl({ steps: [{ id: 'a', type: 'transform', config: {} }] }) as string;
  const read = readDsl(text, asModel, true);
  const { problems } = compile(read.doc);
  expect(problems.length).toBeGreaterThan(0);
  expect(diagnosticsOf(read, problems)).toEqual(read.diagnostics);
  const foreign = { path: 'steps[0]', code: 'not_found', message: 'No such agent.' };
  const told = diagnosticsOf(read, [...problems, foreign as never]).find(
    ({ code }) => code === 'not_found',
  );
  expect(text.slice(told?.span.start, told?.span.end)).toContain('transform');
});
