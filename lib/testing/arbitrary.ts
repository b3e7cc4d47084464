import fc, { type Arbitrary } from 'fast-check';
import { z } from 'zod';

type Schema = {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  pattern?: string;
  format?: string;
  $ref?: string;
};

/** Texts that have broken parsers, stores and templates before. */
export const HOSTILE_TEXT: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udfffy',
  '\ufeff\u202e\u2028',
  '💥'.repeat(50),
  'é'.repeat(10_000),
  'a'.repeat(300_000),
  "'; drop table agents; --",
  '{{7*7}}<%= 7*7 %>',
  '../../../etc/passwd',
  '%00%0a%',
  '__proto__',
  'constructor',
  'null',
  'NaN',
  '-1',
  '1e999',
  '9'.repeat(400),
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '99999-12-31T23:59:59Z',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
];

const deep = (levels: number): unknown => {
  let value: unknown = 1;
  for (let i = 0; i < levels; i++) value = i % 2 ? [value] : { a: value };
  return value;
};

/** Values that are wrong nearly everywhere. */
export const HOSTILE: readonly unknown[] = [
  ...HOSTILE_TEXT,
  null,
  true,
  0,
  -0,
  -1,
  0.1,
  1e308,
  -1e308,
  2 ** 31,
  2 ** 53 + 2,
  2 ** 63,
  [],
  {},
  [[]],
  new Array(10_000).fill('x'),
  new Array(10_000).fill({}),
  Object.fromEntries(new Array(2_000).fill(0).map((_, i) => [`k${i}`, i])),
  deep(60),
  deep(200),
  JSON.parse('{"__proto__": {"admin": true}, "constructor": {"prototype": {}}}'),
  { toString: 1, valueOf: null, hasOwnProperty: 'x' },
  { '\u0000': 1 },
  { a: { b: '\u0000' } },
];

export const hostile: Arbitrary<unknown> = fc.constantFrom(...HOSTILE);

/** Input that a zod schema accepts, nearly always; ids of things that exist come up often. */
export function inputOf(schema: z.ZodType, ids: readonly string[]): Arbitrary<unknown> {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return from(json as Schema, ids);
}

function from(schema: Schema, ids: readonly string[]): Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) return fc.oneof(...branches.map((one) => from(one, ids)));
  if (schema.allOf) return from(Object.assign({}, ...schema.allOf) as Schema, ids);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'string':
      return text(schema, ids);
    case 'integer':
      return fc.integer({
        min: Math.max(schema.minimum ?? -1000, -(2 ** 31)),
        max: Math.min(schema.maximum ?? 1000, 2 ** 31 - 1),
      });
    case 'number':
      return fc.double({
        min: schema.minimum ?? schema.exclusiveMinimum ?? -1e6,
        max: schema.maximum ?? 1e6,
        noNaN: true,
      });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(from(schema.items ?? {}, ids), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, Math.max(3, schema.minItems ?? 0)),
      });
    case 'object':
      return object(schema, ids);
    default:
      return fc.jsonValue({ maxDepth: 3 });
  }
}

function object(schema: Schema, ids: readonly string[]): Arbitrary<unknown> {
  if (schema.properties) {
    const shape = Object.fromEntries(
      Object.entries(schema.properties).map(([key, one]) => [key, from(one, ids)]),
    );
    return fc.record(shape, { requiredKeys: (schema.required ?? []) as never[] });
  }
  const values = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {};
  return fc.dictionary(fc.string({ maxLength: 20 }), from(values, ids), { maxKeys: 4 });
}

function text(schema: Schema, ids: readonly string[]): Arbitrary<string> {
  const { format, minLength = 0, maxLength = 200 } = schema;
  if (format === 'uuid') return fc.oneof(fc.uuid(), fc.constantFrom(...ids));
  if (format === 'email') return fc.uuid().map((id) => `${id}@fuzz.test`);
  if (format === 'date-time')
    return fc
      .date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString());
  if (schema.pattern && !format)
    return fc.stringMatching(new RegExp(schema.pattern, 'u'), { maxLength: 60 });
  const any = fc.string({
    unit: 'grapheme',
    minLength,
    maxLength: Math.min(maxLength, minLength + 60),
  });
  return maxLength >= 36 ? fc.oneof({ weight: 3, arbitrary: any }, fc.constantFrom(...ids)) : any;
}

/** The same value with something wrong in it: a hostile leaf, a field too few or too many, another shape. */
export const broken = (value: unknown): Arbitrary<unknown> =>
  fc.tuple(fc.nat(), fc.nat(4), hostile).map(([at, how, bad]) => {
    if (how === 0) return bad;
    const copy = structuredClone(value);
    const places: [Record<string, unknown>, string][] = [];
    const walk = (one: unknown) => {
      if (typeof one !== 'object' || one === null) return;
      for (const key of Object.keys(one)) {
        places.push([one as Record<string, unknown>, key]);
        walk((one as Record<string, unknown>)[key]);
      }
    };
    walk(copy);
    const [parent, key] = places[at % Math.max(1, places.length)] ?? [];
    if (!parent || key === undefined || how === 1)
      return typeof copy === 'object' && copy ? { ...copy, surplus: bad } : bad;
    if (how === 2) delete parent[key];
    else parent[key] = bad;
    return copy;
  });
