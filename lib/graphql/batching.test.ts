import pg from 'pg';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { newId } from '@/lib/core/ids';
import { got, type Json, twoTenants } from '@/lib/testing/graphql';

const here = twoTenants();
const ROWS = 50;
const statements: string[] = [];

beforeAll(async () => {
  const { ctx } = here.mine;
  const { organizationId } = ctx;
  const ids = Array.from({ length: ROWS }, () => newId());
  await ctx.db.agent.createMany({
    data: ids.map((id, i) => ({ id, organizationId, name: `A ${i}`, slug: `batch-${i}` })),
  });
  await ctx.db.agentSkill.createMany({
    data: ids.map((agentId) => ({
      organizationId,
      agentId,
      skillId: here.mine.ids['skills/{id}'] as string,
    })),
  });
  const runs = ids.flatMap((agentId, i) =>
    Array.from({ length: i % 4 }, () => ({ id: newId(), agentId })),
  );
  await ctx.db.execution.createMany({
    data: runs.map(({ id, agentId }) => ({
      id,
      agentId,
      organizationId,
      kind: 'agent',
      actorKind: 'user',
    })),
  });
  await ctx.db.executionLog.createMany({
    data: runs.flatMap(({ id }) =>
      ['one', 'two'].map((message) => ({
        organizationId,
        executionId: id,
        level: 'info',
        message,
      })),
    ),
  });
  const workflows = Array.from({ length: ROWS }, () => newId());
  await ctx.db.workflow.createMany({
    data: workflows.map((id, i) => ({ id, organizationId, name: `W ${i}` })),
  });
  await ctx.db.workflowVersion.createMany({
    data: workflows.map((workflowId) => ({
      organizationId,
      workflowId,
      version: 1,
      definition: { steps: [] },
      hash: 'none',
    })),
  });
  await ctx.db.workflowRun.createMany({
    data: workflows.map((workflowId) => ({
      id: newId(),
      organizationId,
      workflowId,
      version: 1,
      actorKind: 'user',
    })),
  });
});

beforeEach(() => {
  const query = pg.Client.prototype.query;
  vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
    this: pg.Client,
    ...given: unknown[]
  ) {
    const [first] = given as [string | { text: string }];
    statements.push(typeof first === 'string' ? first : first.text);
    return (query as (...all: unknown[]) => unknown).apply(this, given);
  } as never);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** The statements that reading the document takes; what every request takes is taken off. */
async function statementsOf(query: string, variables: object): Promise<string[]> {
  statements.length = 0;
  await got(here.headers, query, variables);
  return statements.filter((text) => !/rate_limit|api_keys|api_request|idempotency/i.test(text));
}

const DOCUMENTS: [string, string, number][] = [
  [
    'agents with their executions, logs and agents again',
    `query ($n: Int) { agents(first: $n) { totalCount nodes { id name
       executions(first: 3) { totalCount pageInfo { hasNextPage } nodes { id agent { id name }
         logs(first: 5) { totalCount nodes { message } } steps(first: 2) { nodes { name } } } } } } }`,
    12,
  ],
  [
    'agents with skills, and the agents of those',
    `query ($n: Int) { agents(first: $n) { nodes { id skills { skill { id instructions
       agents(first: 2) { nodes { id } } } } } } }`,
    10,
  ],
  [
    'workflows with definitions, versions and runs with their workflows',
    `query ($n: Int) { workflows(first: $n) { nodes { id definition lastRun { id }
       versions(first: 2) { nodes { version definition createdBy { name } graph { nodes { id } } } }
       runs(first: 2) { totalCount nodes { id workflow { id } execution { id }
         steps(first: 2) { nodes { key } } history(first: 2) { nodes { eventId } } } } } } }`,
    24,
  ],
  [
    'packages with their details and reviews',
    `query ($n: Int) { packages(first: $n) { nodes { id readme versions { version }
       reviews(first: 2) { totalCount nodes { id } } } } }`,
    8,
  ],
];

describe('reading', () => {
  it.each(DOCUMENTS)('%s takes as many statements for 50 rows as for 1', async (_, query, most) => {
    await got(here.headers, query, { n: 1 });
    const one = await statementsOf(query, { n: 2 });
    const many = await statementsOf(query, { n: ROWS });
    expect(many.map(short).sort(), many.map(short).join('\n')).toHaveLength(one.length);
    expect(many.length, many.map(short).join('\n')).toBeLessThanOrEqual(most);
  });

  it('single rows asked for one by one are loaded together', async () => {
    const { nodes } = (await got(here.headers, '{ agents(first: 30) { nodes { id } } }')).agents;
    const fields = (some: Json[]) =>
      `{ ${some.map(({ id }: Json, i: number) => `a${i}: agent(id: "${id}") { id name }`).join(' ')} }`;
    const one = await statementsOf(fields(nodes.slice(0, 1)), {});
    const many = await statementsOf(fields(nodes), {});
    expect(many).toHaveLength(one.length);
  });
});

const short = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 160);
