import { describe, expect, it } from 'vitest';
import { outline } from '@/components/workflows/edit/outline';
import { referencesFor } from '@/components/workflows/edit/references';
import { numberOf, textOf, typedValue } from '@/components/workflows/edit/value-text';
import { ELSEWHERE, FIELDS } from '@/components/workflows/form/fields';
import { CONFIGS } from '@/lib/engine/step-configs';
import type { StepTypeName } from '@/lib/engine/step-types';

describe('the forms of steps', () => {
  it.each(Object.keys(CONFIGS) as StepTypeName[])('of type %s have what its schema has', (type) => {
    const schema = CONFIGS[type];
    const known = 'shape' in schema ? Object.keys(schema.shape) : [];
    const shown = [...FIELDS[type].map(({ key }) => key), ...(ELSEWHERE[type] ?? [])];
    expect(shown.toSorted()).toEqual(known.toSorted());
  });
});

describe('typed values', () => {
  it('are JSON when they begin like it, templates and plain words are text', () => {
    expect(typedValue('{{ input }}')).toEqual({ value: '{{ input }}' });
    expect(typedValue(' {"a": 1} ')).toEqual({ value: { a: 1 } });
    expect(typedValue('any')).toEqual({ value: 'any' });
    expect(typedValue('12')).toEqual({ value: 12 });
    expect(typedValue('  ')).toEqual({ value: undefined });
    expect(typedValue('{"a": ')).toHaveProperty('problem');
    expect(numberOf('0.5')).toBe(0.5);
    expect(numberOf('{{ input.n }}')).toBe('{{ input.n }}');
    expect(textOf({ a: 1 })).toBe('{\n  "a": 1\n}');
  });
});

describe('references', () => {
  const set = (id: string, more = {}) => ({ id, type: 'set', config: { v: 1 }, ...more });
  const doc = {
    inputSchema: { type: 'object', properties: { order: { type: 'object' } } },
    vars: { limit: 3 },
    steps: [
      set('a'),
      {
        id: 'each',
        type: 'loop',
        config: { items: 'input.list', as: 'one', steps: [set('x'), set('y')] },
      },
      set('z', { onError: { goto: 'rescue' } }),
      set('rescue'),
    ],
  };
  const texts = (key: string | null) =>
    referencesFor(doc, outline(doc), key).map(({ text }) => text);

  it('are inputs, variables, and only steps that have run before', () => {
    expect(texts('y')).toEqual(
      expect.arrayContaining(['input.order', 'vars.limit', 'steps.a.output.v', 'steps.x.output']),
    );
    expect(texts('y')).toContain('one');
    expect(texts('y')).not.toContain('steps.z.output');
    expect(texts('a').some((text) => text.startsWith('steps.'))).toBe(false);
    expect(texts('z')).not.toContain('one');
    expect(texts('rescue')).toContain('steps.z.output');
    expect(texts(null)).toContain('steps.z.output');
  });
});
