import { getIntrospectionQuery } from 'graphql';
import { describe, expect, it } from 'vitest';
import { newId } from '@/lib/core/ids';
import { MOST_COST, MOST_DEPTH } from '@/lib/graphql/bounds';
import { call } from '@/lib/testing/client';
import { ask, got, twoTenants } from '@/lib/testing/graphql';

const here = twoTenants();
const times = (n: number, make: (i: number) => string) =>
  Array.from({ length: n }, (_, i) => make(i)).join(' ');
const nest = (levels: number, open: string, inner: string) =>
  `${open} { `.repeat(levels) + inner + ' }'.repeat(levels);

/** Milliseconds of a document on this machine, which many share. */
const PATIENCE = 2_000;

async function refused(query: string, variables?: object) {
  const started = performance.now();
  const answer = await ask(here.headers, query, variables);
  expect(performance.now() - started).toBeLessThan(PATIENCE);
  expect(answer.status, answer.text.slice(0, 300)).toBe(400);
  expect(answer.data).toBeUndefined();
  expect(answer.errors.length).toBeGreaterThan(0);
  expect(answer.text.length).toBeLessThan(20_000);
  for (const { message, extensions } of answer.errors) {
    expect(message).toBeTruthy();
    expect(extensions).toMatchObject({
      code: expect.stringMatching(/^(BAD_REQUEST|VALIDATION_FAILED)$/),
      request_id: answer.headers.get('x-request-id'),
    });
  }
  return answer.errors[0] as (typeof answer.errors)[number];
}

describe('what asks for too much is refused before it is begun', () => {
  it('too deep', async () => {
    const deep = await refused(`{ execution(id: "x") { ${nest(16, 'parent', 'id')} } }`);
    expect(deep.extensions.details).toEqual({ depth: 18, limit: MOST_DEPTH });
    await got(here.headers, `{ execution(id: "x") { ${nest(13, 'parent', 'id')} } }`);
  });

  it('too many rows below rows, written or by variables', async () => {
    const query = (n: string) =>
      `agents(first: ${n}) { nodes { executions(first: ${n}) { nodes { children(first: ${n}) { nodes { id } } } } } }`;
    const written = await refused(`{ ${query('100')} }`);
    expect(written.message).toContain(String(MOST_COST));
    expect(written.extensions.details.cost).toBeGreaterThan(1_000_000);
    await refused(`query ($n: Int) { ${query('$n')} }`, { n: 100 });
    await refused(`query ($n: Int = 100) { ${query('$n')} }`);
    await got(here.headers, `query ($n: Int = 100) { ${query('$n')} }`, { n: 10 });
    await got(here.headers, `query ($n: Int) { ${query('$n')} }`, { n: null });
  });

  it('one list under very many names', async () => {
    await refused(`{ ${times(300, (i) => `a${i}: agents(first: 100) { nodes { id } }`)} }`);
  });

  it('rows multiplied by fragments in fragments', async () => {
    const parts = times(
      12,
      (i) =>
        `fragment F${i} on Execution { a: parent { ...F${i + 1} } b: parent { ...F${i + 1} } }`,
    );
    await refused(`{ executions { nodes { ...F0 } } } ${parts} fragment F12 on Execution { id }`);
  });

  it('waiting under many names', async () => {
    await refused(
      `{ ${times(500, (i) => `a${i}: execution(id: "${newId()}", wait: 55) { id }`)} }`,
    );
  });

  it('too many words, characters or fragments', async () => {
    await refused(`{ ${'viewer { id } '.repeat(2_000)} }`);
    await refused(`{ ${times(20, () => 'viewer { id }')} }`);
    await refused(
      `{ ${times(40, (i) => `...F${i}`)} } ${times(40, (i) => `fragment F${i} on Query { viewer { id } }`)}`,
    );
    const long = await ask(here.headers, `{ viewer { id } } ${'#'.repeat(60_000)}`);
    expect(long.status).toBe(400);
    expect(long.json).toMatchObject({
      code: 'VALIDATION_FAILED',
      details: { query: 'must be at most 50000 characters' },
    });
  });

  it('checks that cost the square of what they check', async () => {
    const worst = [
      `{ ${times(90, (i) => `a${i}: viewer { ${'id '.repeat(5)} }`)} }`,
      `{ ${times(10, () => `viewer { ${times(10, () => `... { ${'id '.repeat(9)} }`)} }`)} }`,
      `{ ${times(29, (i) => `...F${i}`)} } ${times(29, (i) => `fragment F${i} on Query { ${times(5, () => 'viewer { id kind name }')} }`)}`,
      `{ ${'{'.repeat(2_900)} }`,
      `{ agents(search: ${'['.repeat(2_900)} ) }`,
      `mutation { executeAgent(id: "x", input: ${'{a: '.repeat(700)}1${'}'.repeat(700)}) { id } }`,
    ];
    for (const query of worst.flatMap((one) => [one, one])) {
      const started = performance.now();
      expect((await ask(here.headers, query)).status).toBeLessThan(500);
      expect(performance.now() - started, query.slice(0, 80)).toBeLessThan(PATIENCE);
    }
  });

  it('a schema that asks for itself again and again', async () => {
    await refused(
      `{ __schema { types { ${nest(6, 'fields { type', 'name')} ${'}'.repeat(6)} } } }`,
    );
    await refused(
      `{ ${times(120, (i) => `a${i}: __schema { types { fields { args { type { name } } type { name } } } }`)} }`,
    );
    await refused(`{ __type(name: "Query") { ${nest(20, 'ofType', 'name')} } }`);
  });
});

it('the schema can be asked for whole, as tools do', async () => {
  const data = await got(
    here.headers,
    getIntrospectionQuery({ specifiedByUrl: true, inputValueDeprecation: true }),
  );
  expect(data.__schema.types.length).toBeGreaterThan(80);
});

it('a wide and deep question of a real page is fine', async () => {
  await got(
    here.headers,
    `{ agents(first: 50) { totalCount pageInfo { hasNextPage endCursor } edges { cursor node {
       id name status config { model } skills { id name } executions(first: 20) { totalCount edges { node {
         id status createdAt credits output error { message } } } } } } } }`,
  );
});

describe('what cannot be understood answers 400 in GraphQL words', () => {
  it.each([
    ['', 'query'],
    ['{', 'Syntax Error'],
    ['{ nothing }', 'Cannot query field'],
    ['query A { viewer { id } } query B { viewer { id } }', 'several operations'],
    ['fragment A on Query { viewer { id } }', 'never used'],
    ['subscription { viewer { id } }', 'subscription'],
    ['query ($id: ID!) { agent(id: $id) { id } }', 'to be provided'],
    ['{ agent { id } }', 'required'],
    ['{ agent(id: {}) { id } }', 'ID'],
    ['{ agents(status: sleeping) { nodes { id } } }', 'AgentStatus'],
    ['{ agents(first: 99999999999) { nodes { id } } }', 'Int'],
    ['{ viewer }', 'selection'],
    ['mutation { createAgent(input: {nothing: 1, name: "x"}) { id } }', 'nothing'],
  ])('%s', async (query, says) => {
    if (query === '') {
      const answer = await ask(here.headers, query);
      expect([answer.status, (answer.json as { code: string }).code]).toEqual([
        400,
        'VALIDATION_FAILED',
      ]);
      return;
    }
    expect((await refused(query)).message).toMatch(new RegExp(says));
  });

  it('an array of documents is refused', async () => {
    const body = [{ query: '{ viewer { id } }' }, { query: '{ viewer { id } }' }];
    const answer = await call('POST', '/api/v1/graphql', { headers: here.headers, body });
    expect(answer.status).toBe(400);
  });

  it('a client that asks for it gets GraphQL’s own media type, for every answer', async () => {
    const type = 'application/graphql-response+json';
    const accept = { accept: `${type}, application/json;q=0.9` };
    const body = { query: '{ viewer { id } }' };
    const good = await call('POST', '/api/v1/graphql', {
      headers: { ...here.headers, ...accept },
      body,
    });
    expect([good.status, good.headers.get('content-type')]).toEqual([200, type]);
    const nobody = await call('POST', '/api/v1/graphql', { headers: accept, body });
    expect([nobody.status, nobody.headers.get('content-type')]).toEqual([401, type]);
    expect(nobody.json).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    const broken = await call('POST', '/api/v1/graphql', {
      headers: { ...here.headers, ...accept, 'content-type': 'application/json' },
      body: '{',
    });
    expect(broken.json).toMatchObject({ errors: [{ extensions: { code: 'MALFORMED_JSON' } }] });
  });

  it('text that PostgreSQL cannot keep is refused, written or by variables', async () => {
    for (const query of [
      'mutation { createSkill(input: {name: "a\\u0000b"}) { id } }',
      '{ agents(search: "\\u0000") { totalCount } }',
      '{ package(id: "\\u0000") { id } }',
      '{ agents(search: "\\uD800") { totalCount } }',
    ]) {
      const answer = await ask(here.headers, query);
      expect(answer.status).toBeLessThan(500);
      for (const { extensions } of answer.errors) expect(extensions.code).not.toBe('INTERNAL');
    }
  });
});

describe('the address itself', () => {
  const get = (query: Record<string, string>, headers = {}) =>
    call('GET', '/api/v1/graphql', { query, headers });

  it('sends a browser to the playground, and shows the schema to others', async () => {
    const page = await get({}, { accept: 'text/html,application/xhtml+xml' });
    expect([page.status, page.headers.get('location')]).toEqual([303, '/graphql']);
    const text = await get({});
    expect(text.text).toContain('type Agent implements Node');
    expect((await call('GET', '/api/v1/graphql/schema')).text).toBe(text.text);
  });

  it('executes nothing by GET', async () => {
    const answer = await get({ query: '{ viewer { id } }' }, here.headers);
    expect([answer.status, (answer.json as { code: string }).code]).toEqual([400, 'BAD_REQUEST']);
  });

  it('takes the cookie of a signed-in person from our own pages only', async () => {
    const { headers } = here.mine.roles.owner;
    const body = { query: '{ viewer { kind } }' };
    const own = await call('POST', '/api/v1/graphql', {
      headers: { ...headers, origin: 'http://localhost' },
      body,
    });
    const other = await call('POST', '/api/v1/graphql', {
      headers: { ...headers, origin: 'https://elsewhere.example' },
      body,
    });
    expect([own.status < 400 || 'cookie' in headers, other.status]).toEqual([
      true,
      'cookie' in headers ? 403 : 200,
    ]);
  });
});
