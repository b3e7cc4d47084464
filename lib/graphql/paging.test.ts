import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/core/ids';
import { ask, got, type Json, twoTenants } from '@/lib/testing/graphql';

const here = twoTenants();
const ids: string[] = [];

beforeAll(async () => {
  const { ctx } = here.mine;
  // Several of the same moment, so that only the id tells them apart.
  for (let i = 0; i < 23; i++) {
    const id = newId();
    const createdAt = new Date(Date.UTC(2030, 0, 1, 0, 0, Math.floor(i / 4), 123));
    await ctx.db.agent.create({
      data: { id, createdAt, organizationId: ctx.organizationId, name: `P ${i}`, slug: `p-${i}` },
    });
    ids.unshift(id);
  }
});

const page = async (args: string) =>
  (
    await got(
      here.headers,
      `{ agents(search: "P ", ${args}) { totalCount edges { cursor node { id } } nodes { id }
         pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
    )
  ).agents;

const idsOf = ({ nodes }: Json): string[] => nodes.map(({ id }: Json) => id);

describe('a list', () => {
  it('is walked forwards by cursors, each row once, newest first', async () => {
    const seen: string[] = [];
    let after = '';
    for (let i = 0; i < 10; i++) {
      const now = await page(`first: 5${after && `, after: "${after}"`}`);
      expect(now.totalCount).toBe(23);
      expect(now.edges.map((edge: Json) => edge.node.id)).toEqual(idsOf(now));
      expect(now.pageInfo.hasPreviousPage).toBe(after !== '');
      seen.push(...idsOf(now));
      after = now.pageInfo.endCursor;
      expect(after).toBe(now.edges.at(-1).cursor);
      if (!now.pageInfo.hasNextPage) break;
    }
    expect(seen).toEqual(ids);
  });

  it('is walked backwards from its end, in the same order', async () => {
    let seen: string[] = [];
    let before = '';
    for (let i = 0; i < 10; i++) {
      const now = await page(`last: 6${before && `, before: "${before}"`}`);
      expect(now.pageInfo.hasNextPage).toBe(before !== '');
      seen = [...idsOf(now), ...seen];
      before = now.pageInfo.startCursor;
      if (!now.pageInfo.hasPreviousPage) break;
    }
    expect(seen).toEqual(ids);
  });

  it('takes both ends', async () => {
    const { edges } = await page('first: 10');
    const between = await page(`after: "${edges[2].cursor}", before: "${edges[6].cursor}"`);
    expect(idsOf(between)).toEqual(ids.slice(3, 6));
  });

  it('keeps its place when rows come and go', async () => {
    const { ctx } = here.mine;
    const first = await page('first: 5');
    const cursor = first.pageInfo.endCursor;
    const [gone] = idsOf(first).slice(-1);
    const row = await ctx.db.agent.findUniqueOrThrow({ where: { id: gone } });
    await ctx.db.agent.delete({ where: { id: gone } });
    const id = newId();
    await ctx.db.agent.create({
      data: { id, organizationId: ctx.organizationId, name: 'P new', slug: 'p-new' },
    });
    const next = await page(`first: 5, after: "${cursor}"`);
    expect(idsOf(next)).toEqual(ids.slice(5, 10));
    await ctx.db.agent.delete({ where: { id } });
    const { id: same, name, slug, createdAt, organizationId } = row;
    await ctx.db.agent.create({ data: { id: same, name, slug, createdAt, organizationId } });
  });

  it('gives an empty page beyond its end', async () => {
    const { pageInfo } = await page('last: 1');
    const beyond = await page(`after: "${pageInfo.endCursor}"`);
    expect(beyond).toMatchObject({
      nodes: [],
      pageInfo: { hasNextPage: false, startCursor: null, endCursor: null },
    });
  });
});

describe('packages', () => {
  it.each(['popular', 'newest', 'rating', 'name'])('are walked by %s', async (sort) => {
    const query = `query ($after: String) { packages(first: 2, sort: ${sort}, after: $after)
      { nodes { id } pageInfo { hasNextPage endCursor } } }`;
    const all = (await got(here.headers, `{ packages(sort: ${sort}) { nodes { id } } }`)).packages;
    const seen: string[] = [];
    for (let after = null, i = 0; i < 5; i++) {
      const { packages } = await got(here.headers, query, { after });
      seen.push(...idsOf(packages));
      if (!packages.pageInfo.hasNextPage) break;
      after = packages.pageInfo.endCursor;
    }
    expect(seen).toEqual(idsOf(all));
    expect(seen.length).toBeGreaterThan(2);
  });

  it('are walked by how well they fit the words', async () => {
    const query = `query ($after: String) { packages(first: 2, search: "triage", after: $after)
      { nodes { id } pageInfo { hasNextPage endCursor } } }`;
    const one = (await got(here.headers, query)).packages;
    const two = (await got(here.headers, query, { after: one.pageInfo.endCursor })).packages;
    expect(new Set([...idsOf(one), ...idsOf(two)]).size).toBe(3);
  });
});

describe('what cannot be a page is refused, by name', () => {
  const cursor = (keys: unknown) => Buffer.from(JSON.stringify(keys)).toString('base64url');
  it.each([
    ['first: 0', 'first'],
    ['first: 101', 'first'],
    ['first: -1', 'first'],
    ['last: 1000', 'last'],
    ['first: 1, last: 1', 'last'],
    ['after: "nonsense"', 'after'],
    ['after: ""', 'after'],
    [`before: "${cursor(['1', '2'])}"`, 'before'],
    [`after: "${cursor(['999999999999999999', newId()])}"`, 'after'],
    [`after: "${cursor([newId(), '1'])}"`, 'after'],
    [`after: "${cursor(['1', newId(), '1'])}"`, 'after'],
    [`after: "${cursor({ length: 2 })}"`, 'after'],
  ])('%s', async (args, name) => {
    const answer = await ask(here.headers, `{ agents(${args}) { nodes { id } } }`);
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({ agents: null });
    expect(answer.errors[0]?.extensions.code).toBe('VALIDATION_FAILED');
    expect(Object.keys(answer.errors[0]?.extensions.details)).toEqual([name]);
  });
});
