import { describe, expect, test } from 'vitest';
import { harmless, modelError, retryAfter } from './classify';
import { readOutput, schemaProblem } from './validate';

describe('JSON Schema', () => {
  test.each([
    [{ type: 'object', required: ['a'] }, {}],
    [{ properties: { a: { properties: { b: {} }, required: ['b', 'c'] } } }, { a: { b: 1 } }],
    [{ properties: { a: { type: 'string', default: 'x' } }, required: ['a'] }, {}],
    [{ type: 'array', minItems: 1 }, []],
    [{ minLength: 3 }, 'ab'],
    [{ type: 'object', required: ['a'], dependentRequired: { a: ['b'] } }, {}],
    [{ type: 'object', properties: { a: { type: 'integer' } } }, { a: 1.5 }],
    [{ type: 'object', properties: {}, additionalProperties: false }, { b: 1 }],
    [{ type: 'array', items: { enum: ['x'] }, maxItems: 1 }, ['x', 'x']],
    [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 3],
    [
      {
        $defs: { n: { type: 'number' } },
        type: 'object',
        properties: { a: { $ref: '#/$defs/n' } },
      },
      { a: 'no' },
    ],
  ])('%j refuses %j', (schema, value) => {
    expect(schemaProblem(schema, value)).toEqual(expect.any(String));
  });

  test('properties that a schema does not mention are let through', () => {
    expect(schemaProblem({ type: 'object', properties: { a: {} } }, { b: 1 })).toBeUndefined();
  });

  test('a schema beyond the compiler still asks for required properties', () => {
    const schema = { type: 'object', required: ['a'], properties: { a: { $ref: 'https://x/y' } } };
    expect(schemaProblem(schema, { a: 1 })).toBeUndefined();
    expect(schemaProblem(schema, {})).toMatch(/a/);
    expect(schemaProblem(schema, 'text')).toEqual(expect.any(String));
  });

  test('a property may be called like a keyword', () => {
    const schema = {
      type: 'object',
      properties: { properties: { type: 'string' }, default: { type: 'number' } },
      required: ['default'],
    };
    expect(schemaProblem(schema, { default: 1, properties: 'x' })).toBeUndefined();
    expect(schemaProblem(schema, { default: 'x' })).toMatch(/default/);
  });

  test('an answer in a code fence is read', () => {
    expect(readOutput('```json\n{"a":1}\n```', { type: 'object' })).toEqual({ value: { a: 1 } });
  });
});

describe('what providers say', () => {
  test.each([
    [{ 'retry-after': '2.5' }, 2500],
    [{ 'retry-after-ms': '40', 'retry-after': '9' }, 40],
    [{ 'retry-after': 'Thu, 01 Jan 1970 00:00:05 GMT' }, 4000],
    [{ 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, undefined],
    [{}, undefined],
  ])('%j means to wait %s ms', (headers, ms) => {
    expect(retryAfter(headers as Record<string, string>, 1000)).toBe(ms);
  });

  test.each([
    'Incorrect API key provided: sk-proj-ab12********************9XYZ',
    'bad Authorization: Bearer eyJhbGciOi.J9eyJ.zzz',
    'see https://user:hunter2@models.internal:8443/v1?key=abc',
    'token AbCdEfGhIjKlMnOpQrStUvWxYz0123456789',
  ])('secrets are taken out of "%s"', (text) => {
    const clean = harmless(text);
    expect(clean).not.toMatch(/ab12|9XYZ|eyJ|hunter2|internal|QrStUv/);
    expect(clean).toMatch(/\[(hidden|address)\]/);
  });

  test('ordinary sentences are left as they are', () => {
    const text = 'max_tokens: 99999 > 8192, which is the maximum for claude-haiku';
    expect(harmless(text)).toBe(text);
  });

  test('an error that nobody knows is a bad stream, without its text', () => {
    const error = modelError(new Error('secret sk-1'), {
      provider: 'openai',
      model: 'gpt-4',
      now: 0,
    });
    expect(error).toMatchObject({ code: 'MODEL_BAD_STREAM', retryable: true });
    expect(error.message).not.toContain('sk-1');
  });
});
