import { type GraphQLObjectType, getNamedType, isLeafType, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { publicDb } from '@/lib/core/db/public';
import { newId } from '@/lib/core/ids';
import { graphSchema } from '@/lib/graphql/schema/build';
import { Kit } from '@/lib/graphql/schema/kit';
import { camel } from '@/lib/graphql/schema/names';
import { ENTITIES } from '@/lib/graphql/schema/query';
import { shapes } from '@/lib/graphql/schema/shapes';
import { call } from '@/lib/testing/client';
import { got, type Json, twoTenants } from '@/lib/testing/graphql';

const here = twoTenants();
const entities = ENTITIES.map(({ name }) => name);

/** Everything that a type says itself, without the ways to other types. */
function whole(type: GraphQLObjectType): string {
  const parts = Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    if (isLeafType(inner)) return [field.name];
    if (field.extensions.list || !isObjectType(inner) || entities.includes(inner.name)) return [];
    return [`${field.name} ${whole(inner)}`];
  });
  return `{ ${parts.join(' ')} }`;
}

const typeOf = (name: string) => graphSchema().getType(name) as GraphQLObjectType;
const renamed = shapes(new Kit(shapes));

/** What REST answers, in GraphQL's names. */
function expected(type: GraphQLObjectType, rest: Json): Json {
  if (rest === null || rest === undefined) return null;
  if (Array.isArray(rest)) return rest.map((one) => expected(type, one));
  const names = renamed[type.name]?.rename ?? {};
  const keys = Object.keys(rest).filter((key) => names[key] !== null);
  return Object.fromEntries(
    keys.flatMap((key) => {
      const name = names[key] ?? camel(key);
      const field = type.getFields()[name];
      if (!field) return [];
      const inner = getNamedType(field.type);
      return [[name, isObjectType(inner) ? expected(inner, rest[key]) : rest[key]]];
    }),
  );
}

const TYPES = [
  ['Agent', 'agent', 'agents', '/api/v1/agents', 'agents/{id}'],
  ['Skill', 'skill', 'skills', '/api/v1/skills', 'skills/{id}'],
  ['Package', 'package', 'packages', '/api/v1/packages', 'listings/{id}'],
  ['Installation', 'installation', 'installations', '/api/v1/installations', 'installations/{id}'],
  ['Execution', 'execution', 'executions', '/api/v1/executions', 'executions/{id}'],
  ['Workflow', 'workflow', 'workflows', '/api/v1/workflows', 'workflows/{id}'],
  ['Approval', 'approval', 'approvals', '/api/v1/approvals', 'approvals/{id}'],
  ['WorkflowRun', 'workflowRun', 'workflowRuns', '/api/v1/workflow-runs', 'workflow-runs/{id}'],
] as const;

describe.each(TYPES)('%s', (name, one, many, path, resource) => {
  const rest = async (at: string) =>
    (await call('GET', at, { headers: here.headers })).json as Json;

  it('says by its id what REST says, field for field', async () => {
    const id = here.mine.ids[resource];
    const type = typeOf(name);
    const data = await got(here.headers, `query ($id: ID!) { ${one}(id: $id) ${whole(type)} }`, {
      id,
    });
    expect(data[one]).toEqual(expected(type, await rest(`${path}/${id}`)));
    const node = await got(
      here.headers,
      `query ($id: ID!) { node(id: $id) { __typename id ... on ${name} ${whole(type)} } }`,
      { id },
    );
    expect(node.node).toEqual({ __typename: name, ...data[one] });
  });

  it('is listed in the order, number and shape of REST', async () => {
    const type = typeOf(name);
    const data = await got(
      here.headers,
      `{ ${many}(first: 100) { totalCount nodes ${whole(type)} edges { cursor node { id } } } }`,
    );
    const listed = await rest(`${path}?limit=100`);
    const rows = (Array.isArray(listed) ? listed : listed.data) as Json[];
    expect(rows.length).toBeGreaterThan(0);
    expect(data[many].totalCount).toBe(listed.total ?? rows.length);
    expect(data[many].nodes.map((row: Json) => row.id)).toEqual(rows.map((row) => row.id));
    expect(data[many].edges.map((edge: Json) => edge.node.id)).toEqual(rows.map((row) => row.id));
    rows.forEach((row, i) => {
      expect(data[many].nodes[i]).toMatchObject(expected(type, row));
    });
  });
});

describe('rows below another one', () => {
  const LISTS = [
    ['execution', 'executions/{id}', 'steps', 'ExecutionStep', '/api/v1/executions/{id}/steps'],
    ['execution', 'executions/{id}', 'logs', 'ExecutionLog', '/api/v1/executions/{id}/logs'],
    [
      'workflow',
      'workflows/{id}',
      'versions',
      'WorkflowVersion',
      '/api/v1/workflows/{id}/versions',
    ],
    [
      'workflowRun',
      'workflow-runs/{id}',
      'steps',
      'WorkflowRunStep',
      '/api/v1/workflow-runs/{id}/steps',
    ],
    [
      'workflowRun',
      'workflow-runs/{id}',
      'history',
      'WorkflowHistoryEvent',
      '/api/v1/workflow-runs/{id}/history',
    ],
  ] as const;

  it.each(LISTS)('%s %s %s are those of REST', async (one, resource, list, name, path) => {
    const id = here.mine.ids[resource] as string;
    const answer = await call('GET', path.replace('{id}', id), { headers: here.headers });
    const { data: rows } = answer.json as { data: Json[] };
    expect(rows.length).toBeGreaterThan(0);
    const type = typeOf(name);
    const data = await got(
      here.headers,
      `query ($id: ID!) { ${one}(id: $id) { ${list}(first: 50) { totalCount nodes ${whole(type)} } } }`,
      { id },
    );
    expect(data[one][list].totalCount).toBe(rows.length);
    rows.forEach((row, i) => {
      expect(data[one][list].nodes[i]).toMatchObject(expected(type, row));
    });
  });

  it('a version is whole, as REST shows one alone', async () => {
    const id = here.mine.ids['workflows/{id}'] as string;
    const { workflow } = await got(
      here.headers,
      'query ($id: ID!) { workflow(id: $id) { version } }',
      { id },
    );
    const at = `/api/v1/workflows/${id}/versions/${workflow.version}`;
    const rest = (await call('GET', at, { headers: here.headers })).json;
    const type = typeOf('WorkflowVersion');
    const data = await got(
      here.headers,
      `query ($id: ID!) { workflow(id: $id) { versions(first: 1) { nodes ${whole(type)} } } }`,
      { id },
    );
    expect(data.workflow.versions.nodes).toEqual([expected(type, rest)]);
  });

  it('reviews come with their sorts and filters', async () => {
    const id = here.mine.ids['listings/{id}'] as string;
    for (const [i, rating] of [5, 3, 5, 1].entries())
      await publicDb().review.create({
        data: {
          id: newId(),
          listingId: id,
          reviewerOrganizationId: newId(),
          authorName: `Author ${i}`,
          rating,
          createdAt: new Date(Date.UTC(2026, 0, 1 + i)),
        },
      });
    for (const query of ['sort=newest', 'sort=highest', 'sort=lowest', 'rating=5']) {
      const rest = await call('GET', `/api/v1/packages/${id}/reviews?${query}`, {
        headers: here.headers,
      });
      const [key, value] = query.split('=');
      const data = await got(
        here.headers,
        `query ($id: ID!) { package(id: $id) { reviewCount reviews(${key}: ${value}) { totalCount nodes { id rating author own } } } }`,
        { id },
      );
      const rows = (rest.json as Json).data.map(({ id, rating, author, own }: Json) => ({
        id,
        rating,
        author,
        own,
      }));
      expect(data.package.reviews.nodes, query).toEqual(rows);
      expect(data.package.reviews.totalCount).toBe((rest.json as Json).total);
    }
  });
});

describe('ways between types', () => {
  it('leads from an execution to its agent, its skills and back', async () => {
    const { ids } = here.mine;
    const data = await got(
      here.headers,
      `query ($id: ID!) { execution(id: $id) { agent { id skills { name skill { id instructions
         agents { nodes { id executions { nodes { id } } } } } } } } }`,
      { id: ids['executions/{id}'] },
    );
    const { agent } = data.execution;
    expect(agent.id).toBe(ids['agents/{id}']);
    const [{ skill }] = agent.skills;
    expect(skill).toMatchObject({ id: ids['skills/{id}'], instructions: 'amber instructions' });
    const [again] = skill.agents.nodes;
    expect(again.id).toBe(agent.id);
    expect(again.executions.nodes.map((one: Json) => one.id)).toContain(ids['executions/{id}']);
  });

  it('leads from a run to its workflow and its runs', async () => {
    const { ids } = here.mine;
    const id = ids['workflow-runs/{id}'];
    const data = await got(
      here.headers,
      `query ($id: ID!) { workflowRun(id: $id) { workflow { id runs { nodes { id } } } } }`,
      { id },
    );
    const { workflow } = data.workflowRun;
    expect(workflow.id).toBe(ids['workflows/{id}']);
    expect(workflow.runs.nodes.map((one: Json) => one.id)).toContain(id);
  });

  it('leads from an installation to what it brought', async () => {
    const { ids } = here.mine;
    const data = await got(
      here.headers,
      `query ($id: ID!) { installation(id: $id) { name agents { id name agent { id name } } package { id } } }`,
      { id: ids['installations/{id}'] },
    );
    for (const one of data.installation.agents)
      expect([null, one.id]).toContain(one.agent?.id ?? null);
  });
});

describe('filters', () => {
  it.each([
    ['executions', '/api/v1/executions', 'status: completed', 'status=completed'],
    ['executions', '/api/v1/executions', 'status: failed', 'status=failed'],
    ['executions', '/api/v1/executions', 'kind: agent', 'kind=agent'],
    ['executions', '/api/v1/executions', 'source: "api"', 'source=api'],
    ['executions', '/api/v1/executions', 'agentId: "no uuid"', 'agent_id=no+uuid'],
    [
      'executions',
      '/api/v1/executions',
      'createdAfter: "2000-01-01T00:00:00Z"',
      'created_after=2000-01-01T00:00:00Z',
    ],
    ['agents', '/api/v1/agents', 'status: active', 'status=active'],
    ['agents', '/api/v1/agents', 'search: "AMBER"', 'search=AMBER'],
    ['agents', '/api/v1/agents', 'search: "nothing like it"', 'search=nothing+like+it'],
    ['skills', '/api/v1/skills', 'search: "skill"', 'search=skill'],
    ['workflows', '/api/v1/workflows', 'status: active', 'status=active'],
    ['workflows', '/api/v1/workflows', 'status: draft', 'status=draft'],
    ['workflows', '/api/v1/workflows', 'source: own', 'source=own'],
    ['workflows', '/api/v1/workflows', 'q: "amber"', 'q=amber'],
    ['workflowRuns', '/api/v1/workflow-runs', 'status: running', 'status=running'],
    ['workflowRuns', '/api/v1/workflow-runs', 'state: completed', 'state=completed'],
    ['installations', '/api/v1/installations', 'status: active', 'status=active'],
    ['approvals', '/api/v1/approvals', 'status: pending', 'status=pending'],
    ['approvals', '/api/v1/approvals', 'status: ended', 'status=ended'],
    ['approvals', '/api/v1/approvals', 'status: expired', 'status=expired'],
    ['approvals', '/api/v1/approvals', 'assignee: me', 'assignee=me'],
    ['approvals', '/api/v1/approvals', 'kind: step', 'kind=step'],
    ['packages', '/api/v1/packages', 'search: "triage"', 'search=triage'],
    ['packages', '/api/v1/packages', 'search: "triagge", sort: name', 'search=triagge&sort=name'],
    ['packages', '/api/v1/packages', 'sort: newest', 'sort=newest'],
    ['packages', '/api/v1/packages', 'sort: rating', 'sort=rating'],
    ['packages', '/api/v1/packages', 'featured: true', 'featured=true'],
    ['packages', '/api/v1/packages', 'pricing: free', 'pricing=free'],
    ['packages', '/api/v1/packages', 'tag: "x", category: "y"', 'tag=x&category=y'],
  ])('%s at %s with %s finds what REST finds', async (many, path, args, query) => {
    const rest = await call('GET', `${path}?limit=100&${query}`, { headers: here.headers });
    expect(rest.status).toBe(200);
    const listed = rest.json as Json;
    const rows = (Array.isArray(listed) ? listed : listed.data) as Json[];
    const data = await got(
      here.headers,
      `{ ${many}(first: 100, ${args}) { totalCount nodes { id } } }`,
    );
    expect(data[many].nodes.map((one: Json) => one.id).sort()).toEqual(
      rows.map((one) => one.id).sort(),
    );
    expect(data[many].totalCount).toBe(rows.length);
  });
});

it('finds nothing before the years that PostgreSQL knows, and does not fail', async () => {
  const query = '{ executions(createdBefore: "0000-01-01T00:00:00Z") { totalCount } }';
  expect((await got(here.headers, query)).executions.totalCount).toBe(0);
});

it('tells who asks, in which organization', async () => {
  const data = await got(
    here.headers,
    '{ viewer { kind id name role scopes } organization { id name credits held } models { name price { input } } tools { name inputSchema } }',
  );
  expect(data.viewer).toMatchObject({ kind: 'key', role: 'owner', scopes: ['*:*'] });
  expect(data.organization.id).toBe(here.mine.organizationId);
  expect(data.models.length).toBeGreaterThan(0);
  expect(data.tools.length).toBeGreaterThan(0);
  const person = await got(here.mine.roles.viewer.headers, '{ viewer { kind email role } }');
  expect(person.viewer).toMatchObject({ kind: 'user', role: 'viewer', email: expect.any(String) });
});
