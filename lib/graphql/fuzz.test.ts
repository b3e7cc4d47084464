import fc, { type Arbitrary } from 'fast-check';
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import { beforeAll, expect, it } from 'vitest';
import { GraphQLErrorSchema } from '@/lib/graphql/contract';
import { graphSchema } from '@/lib/graphql/schema/build';
import { HOSTILE_TEXT, hostile } from '@/lib/testing/arbitrary';
import { ask, type GraphAnswer, twoTenants } from '@/lib/testing/graphql';

/** FUZZ_RUNS for a longer search, FUZZ_SEED to repeat one: a failure prints its seed and path. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 80);
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const settings = { seed, numRuns: RUNS, endOnFailure: true };

const here = twoTenants();
const ids: string[] = [];
beforeAll(() => {
  ids.push(...Object.values(here.mine.ids), ...Object.values(here.theirs.ids));
});

type Field = GraphQLField<unknown, unknown>;
const fieldsOf = (name: string): Field[] =>
  Object.values((graphSchema().getType(name) as GraphQLObjectType).getFields());

/** A text as a document writes it. */
const quoted = (text: string): string => JSON.stringify(text);
const wellFormed = HOSTILE_TEXT.filter((text) => text.length < 2_000);

/** A literal of the type: mostly good, now and then of any other kind. */
function literal(type: GraphQLInputType, name: string): Arbitrary<string> {
  if (isNonNullType(type)) return literal(type.ofType as GraphQLInputType, name);
  if (isListType(type))
    return fc
      .array(literal(type.ofType as GraphQLInputType, name), { maxLength: 3 })
      .map((all) => `[${all.join(', ')}]`);
  if (isInputObjectType(type))
    return fc
      .record(
        Object.fromEntries(
          Object.values(type.getFields()).map((one) => [one.name, literal(one.type, one.name)]),
        ),
        {
          requiredKeys: Object.values(type.getFields())
            .filter((one) => isNonNullType(one.type))
            .map((one) => one.name),
        },
      )
      .map(
        (one) =>
          `{${Object.entries(one)
            .map(([key, value]) => `${key}: ${value}`)
            .join(', ')}}`,
      );
  return fc.oneof(
    { weight: 30, arbitrary: scalar(type, name) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'null',
        '1',
        '-1',
        '1e400',
        '99999999999',
        'true',
        '[]',
        '{}',
        'word',
        '""',
      ),
    },
    { weight: 1, arbitrary: fc.constantFrom(...wellFormed).map(quoted) },
  );
}

function scalar(type: GraphQLInputType, name: string): Arbitrary<string> {
  // Waiting is real: a fuzzed `wait` would make the test as slow as it asks.
  if (name === 'wait') return fc.constant('0');
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map((one) => one.name));
  switch (getNamedType(type).name) {
    case 'ID':
      return fc.oneof(
        fc.nat(1_000).map((n) => quoted(ids[n % ids.length] ?? '')),
        fc.uuid().map(quoted),
      );
    case 'Int':
      return fc.integer({ min: -2, max: 30 }).map(String);
    case 'Float':
      return fc.double({ noNaN: true, noDefaultInfinity: true }).map(String);
    case 'Boolean':
      return fc.constantFrom('true', 'false');
    case 'JSON':
      return fc.constantFrom(
        '{}',
        '{message: "x"}',
        '{steps: []}',
        '{steps: [{id: "a", type: "set"}]}',
        '[1, {a: null}]',
        '"x"',
        'null',
      );
    case 'DateTime':
      return fc.constantFrom(
        '"2026-01-01T00:00:00Z"',
        '"0000-01-01T00:00:00Z"',
        '"9999-12-31T23:59:59.999Z"',
        '"x"',
      );
    default:
      return fc.oneof(fc.string({ maxLength: 20 }).map(quoted), fc.constant('"text"'));
  }
}

function args(all: readonly GraphQLArgument[]): Arbitrary<string> {
  if (all.length === 0) return fc.constant('');
  return fc
    .record(Object.fromEntries(all.map((one) => [one.name, literal(one.type, one.name)])), {
      requiredKeys: all.filter((one) => isNonNullType(one.type)).map((one) => one.name),
    })
    .map((one) => {
      const given = Object.entries(one).map(([key, value]) => `${key}: ${value}`);
      return given.length > 0 ? `(${given.join(', ')})` : '';
    });
}

/** Some of a type's fields, with some of theirs. */
function selection(type: string, levels: number): Arbitrary<string> {
  const known = graphSchema().getType(type);
  if (isInterfaceType(known)) return fc.constant('{ __typename id }');
  const fields = fieldsOf(type).filter((one) => levels > 0 || isLeafType(getNamedType(one.type)));
  if (fields.length === 0) return fc.constant('{ __typename }');
  return fc
    .subarray(fields, { minLength: 1, maxLength: Math.min(3, fields.length) })
    .chain((some) => fc.tuple(...some.map((one, i) => asked(one, levels - 1, `f${i}`))))
    .map((all) => `{ ${all.join(' ')} }`);
}

function asked(field: Field, levels: number, alias: string): Arbitrary<string> {
  const type = getNamedType(field.type);
  const inner = isLeafType(type) ? fc.constant('') : selection(type.name, levels);
  return fc
    .tuple(args(field.args), inner)
    .map(([given, set]) => `${alias}: ${field.name}${given} ${set}`);
}

/** What holds for every answer: GraphQL's form, no failure of ours, nothing of the other organization. */
function check(answer: GraphAnswer, query: string): void {
  const told = `${answer.status} ${answer.text.slice(0, 1_000)}\nto ${query.slice(0, 1_500)}`;
  expect(answer.status, told).toBeLessThan(500);
  expect(answer.text, told).not.toContain(here.theirs.marker);
  const body = answer.json as { [key: string]: unknown; errors?: unknown[] };
  if ('code' in body) {
    expect(answer.status, told).toBe(400);
    return;
  }
  expect(
    Object.keys(body).every((key) => ['data', 'errors'].includes(key)),
    told,
  ).toBe(true);
  expect('data' in body, told).toBe(answer.status === 200);
  if (answer.status !== 200 || body.errors) expect(body.errors?.length, told).toBeGreaterThan(0);
  for (const error of body.errors ?? []) {
    const parsed = GraphQLErrorSchema.safeParse(error);
    expect(parsed.success, `${parsed.error}\n${told}`).toBe(true);
    expect(['INTERNAL', 'UNAVAILABLE'], told).not.toContain(parsed.data?.extensions.code);
  }
}

it('answers every question made from the schema in GraphQL’s form', async () => {
  await fc.assert(
    fc.asyncProperty(selection('Query', 5), async (query) => {
      check(await ask(here.headers, query), query);
    }),
    settings,
  );
}, 120_000);

it('answers every mutation made from the schema in GraphQL’s form', async () => {
  const one = fc
    .constantFrom(...fieldsOf('Mutation'))
    .chain((field) => asked(field, 2, 'm'))
    .map((text) => `mutation { ${text} }`);
  await fc.assert(
    fc.asyncProperty(one, async (query) => {
      check(await ask(here.headers, query), query);
    }),
    { ...settings, numRuns: RUNS * 3 },
  );
}, 120_000);

it('answers every value of a variable in GraphQL’s form', async () => {
  const fields = (['Query', 'Mutation'] as const).flatMap((kind) =>
    fieldsOf(kind).flatMap((field) => field.args.map((one) => ({ kind, field, one }))),
  );
  const cases = fc.tuple(fc.constantFrom(...fields), hostile);
  await fc.assert(
    fc.asyncProperty(cases, async ([{ kind, field, one }, value]) => {
      if (one.name === 'wait') return;
      const others = field.args
        .filter(({ name, type }) => name !== one.name && isNonNullType(type))
        .map(
          ({ name, type }) =>
            `${name}: ${getNamedType(type).name === 'ID' ? quoted(ids[0] ?? '') : '{}'}`,
        );
      const set = isLeafType(getNamedType(field.type)) ? '' : '{ __typename }';
      const query = `${kind.toLowerCase()} ($v: ${one.type}) { ${field.name}(${[`${one.name}: $v`, ...others].join(', ')}) ${set} }`;
      check(
        await ask(here.headers, query, { v: value }),
        `${query} ${JSON.stringify(value)?.slice(0, 200)}`,
      );
    }),
    { ...settings, numRuns: RUNS * 3 },
  );
}, 120_000);

it('answers any text at all', async () => {
  const words = fc.constantFrom(
    '{',
    '}',
    '(',
    ')',
    'query',
    'mutation',
    'fragment',
    'on',
    '...',
    '$a',
    ':',
    '"',
    '"""',
    '#',
    '@skip',
    '@include(if: true)',
    'agents',
    'nodes',
    'id',
    '1',
    '[',
    ']',
    '!',
    '=',
    '\n',
    '\u0000',
    '\ufeff',
  );
  const text = fc.oneof(
    fc.array(words, { maxLength: 40 }).map((all) => all.join(' ')),
    fc.string({ maxLength: 200 }),
    fc.constantFrom(...wellFormed),
  );
  await fc.assert(
    fc.asyncProperty(text, async (query) => {
      check(await ask(here.headers, query), query);
    }),
    { ...settings, numRuns: RUNS * 3 },
  );
}, 120_000);
