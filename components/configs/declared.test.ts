import { expect, test } from 'vitest';
import { declaredVariables, textOf, typedAs } from '@/components/configs/declared';
import { parse } from '@/lib/engine/dsl/parse';

const SOURCE = `
var region = "eu"
variables { debug: false, limit: 10, tags: ["a"], key: env(KEY), none: null, region: "us" }
workflow W { variables { own: 1 } a: stop }`;
const declared = declaredVariables(parse(SOURCE).document);
const of = (name: string) => declared.find((one) => one.name === name) as (typeof declared)[0];

test("a config's own variables are found with their values, a later one of a name instead of an earlier", () => {
  expect(Object.fromEntries(declared.map(({ name, value }) => [name, value]))).toEqual({
    region: 'us',
    debug: false,
    limit: 10,
    tags: ['a'],
    key: undefined,
    none: null,
  });
  expect(textOf(of('tags').value)).toBe('["a"]');
});

test('what is typed becomes a value of the same kind, or says what it must be', () => {
  expect(typedAs('12', of('limit'))).toBe(12);
  expect(typedAs('12', of('region'))).toBe('12');
  expect(typedAs('["b"]', of('tags'))).toEqual(['b']);
  expect(typedAs('words', of('none'))).toBe('words');
  expect(() => typedAs('many', of('limit'))).toThrow('It must be a number.');
  expect(() => typedAs('b', of('tags'))).toThrow('Write it as JSON.');
});
