import { describe, expect, it } from 'vitest';
import { FORBIDDEN_NAMES, type Json } from '../json';
import { ExpressionError, type Scope } from './ast';
import { evaluate } from './evaluate';
import { parseExpression } from './parser';

const POISON = JSON.parse(
  '{"__proto__": {"polluted": 1}, "constructor": {"prototype": 1}, "a": [1]}',
);
const scope: Scope = {
  root: (name) => (name === 'input' ? (POISON as Json) : undefined),
  step(id, _field, at) {
    throw new ExpressionError('missing', id, at, id);
  },
};

const OBJECTS = ['input', '{}', '[]', '"a"', '1', 'true', '[1].length', 'map([1], x => x)'];
const NAMES = ['__proto__', 'constructor', 'prototype', '__defineGetter__', '__lookupGetter__'];
const INHERITED = [
  'toString',
  'valueOf',
  'hasOwnProperty',
  'push',
  'concat',
  'call',
  'charAt',
  'at',
];
const GLOBALS = [
  ...['globalThis', 'window', 'self', 'global', 'process', 'require', 'module', 'exports', 'this'],
  ...['Function', 'Object', 'Reflect', 'Proxy', 'eval', 'import', 'fetch', 'document', 'console'],
  ...['setTimeout', 'Promise', 'Symbol', 'Error', 'Date', 'Math', 'JSON', 'Buffer', 'arguments'],
  ...['undefined', 'NaN', 'Infinity', 'WebAssembly', 'Atomics', 'navigator', 'location', 'Deno'],
];
const CODE = [
  '(() => 1)()',
  '(function(){ return this })()',
  'function f() {}',
  'new Function("return 1")()',
  'new Date()',
  'class A {}',
  'async () => 1',
  'await 1',
  'yield 1',
  'typeof input',
  'void 0',
  'delete input.a',
  'input.a = 1',
  'input.a += 1',
  'input.a++',
  '--input.a',
  'a => a',
  'let a = 1',
  'var a',
  'while(true){}',
  'for(;;){}',
  'if (1) {}',
  'throw 1',
  '1; 2',
  '1, 2',
  '[...input.a]',
  '{...input}',
  '{["a"]: 1}',
  '{get a() { return 1 }}',
  '{__proto__: {a: 1}}',
  '{"__proto__": null}',
  '{"constructor": 1}',
  '`$' + '{1}`',
  'tag`x`',
  '/a/.test("a")',
  'input.a.map(x => x)',
  '"a".constructor.constructor("return process")()',
  '[].constructor.from([1])',
  '(1).toFixed(2)',
  'input::a',
  'input->a',
  'input?.["__proto__"]',
  'input?.__proto__?.polluted',
  'input["__pro" + "to__"]',
  'input["con" + "structor"]',
  'input[join(["__proto__"], "")]',
  'input[["__proto__"]]',
  'input[{toString: "a"}]',
  'input[null]',
  'input[true]',
  'merge({}, input)',
  'merge({}, {}, input).polluted',
  'pick(input, ["__proto__"])',
  'fromEntries([{key: "__proto__", value: {a: 1}}])',
  'fromEntries([{key: "constructor", value: 1}])',
  'groupBy(["__proto__"], x => x)',
  'groupBy(["constructor"], x => x)',
  'parseJson("{\\"__proto__\\": {\\"polluted\\": 1}}").polluted',
  'parseJson("{\\"a\\": {\\"__proto__\\": {\\"b\\": 1}}}").a.b',
  'map(["__proto__"], k => input[k])',
  'map(["constructor"], k => "a"[k])',
  'map([1], __proto__ => 1)',
  'map([1], constructor => 1)',
  'map([1], toString => toString.call)',
  'map([1], (x, y, z) => 1)',
  'map([1], map)',
  'map([1], upper)',
  'map(input, x => x)',
  'map("abc", x => x)',
  'toString()',
  'hasOwnProperty("a")',
  '__proto__()',
  'constructor("return 1")',
  'valueOf()',
  '"__proto__" in input',
  '"constructor" in {}',
  'input.a.__proto__.push',
  'input.a["length" + ""].constructor',
  'steps.__proto__.output',
  'steps["constructor"].output',
  'steps.a.constructor',
  'steps.a.output',
  'steps',
  '\\u0069nput',
  'inp\\u0075t',
  'input.\u200ba',
  'input.а',
  'ｉnput',
  'input\u0000',
  '<!-- 1',
  '#a',
  '@a',
  'a?.()',
  'input?.()',
  'input.a?.(1)',
  'super.x',
  'new.target',
  'import("fs")',
  'import.meta',
];

const ATTEMPTS = [
  ...OBJECTS.flatMap((o) => NAMES.flatMap((n) => [`(${o}).${n}`, `(${o})["${n}"]`])),
  ...OBJECTS.flatMap((o) => INHERITED.map((n) => `(${o}).${n}`)),
  ...GLOBALS.flatMap((g) => [g, `${g}.x`, `${g}("x")`]),
  ...CODE,
];

describe('no expression gets out', () => {
  it('the corpus is large enough to mean something', () => {
    expect(new Set(ATTEMPTS).size).toBeGreaterThan(200);
  });

  it.each(ATTEMPTS)('%s', (source) => {
    let value: Json | undefined;
    try {
      value = evaluate(parseExpression(source), scope);
    } catch (error) {
      expect(error).toBeInstanceOf(ExpressionError);
      return;
    }
    // The few that are harmless give null (nothing there), never a function or a prototype.
    expect([source, value]).toEqual([source, null]);
  });

  it('nothing was changed by trying', () => {
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.keys(POISON)).toEqual(['__proto__', 'constructor', 'a']);
    for (const name of FORBIDDEN_NAMES) expect(() => parseExpression(`a.${name}`)).toThrow();
  });
});
