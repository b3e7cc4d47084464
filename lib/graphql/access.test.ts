import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/core/ids';
import { graphSchema } from '@/lib/graphql/schema/build';
import { mutations } from '@/lib/graphql/schema/mutation';
import { ask, type GraphAnswer, type Json, twoTenants } from '@/lib/testing/graphql';
import { keyWith, rowsOf, strangers } from '@/lib/testing/two-tenants';

const here = twoTenants();
let before: Record<string, string>;
beforeAll(async () => {
  before = await rowsOf(here.theirs.organizationId);
});

const root = (kind: 'Query' | 'Mutation') =>
  Object.values((graphSchema().getType(kind) as GraphQLObjectType).getFields());
type Field = GraphQLField<unknown, unknown>;

/** Which seeded resource a field's id names. */
const RESOURCES: [RegExp, string][] = [
  [/AgentApp|Listing/, 'agent-apps/{id}'],
  [/Job/, 'jobs/{id}'],
  [/approv|reject/, 'approvals/{id}'],
  [/run/i, 'workflow-runs/{id}'],
  [/workflow/i, 'workflows/{id}'],
  [/execution/i, 'executions/{id}'],
  [/agent/i, 'agents/{id}'],
  [/skill/i, 'skills/{id}'],
  [/installation|uninstall/i, 'installations/{id}'],
  [/review|package/i, 'packages/{id}'],
];
const resourceOf = ({ name }: Field): string =>
  (RESOURCES.find(([word]) => word.test(name === 'runWorkflow' ? 'workflow' : name)) ?? [])[1] ??
  'agents/{id}';

/** A value that the type takes; ids are those given. */
function sample(type: GraphQLInputType, name: string, id: string): Json {
  if (isNonNullType(type)) return sample(type.ofType as GraphQLInputType, name, id);
  if (isListType(type)) return [sample(type.ofType as GraphQLInputType, name, id)];
  if (isInputObjectType(type))
    return Object.fromEntries(
      Object.values(type.getFields())
        .filter((field) => isNonNullType(field.type))
        .map((field) => [field.name, sample(field.type, field.name, id)]),
    );
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (name === 'definition') return { steps: [{ id: 'a', type: 'set', values: {} }] };
  if (type.name === 'ID') return id;
  if (type.name === 'JSON') return {};
  if (type.name === 'Int') return 3;
  if (type.name === 'Boolean') return true;
  return name === 'from' ? 'start' : 'text';
}

const required = (field: Field) => field.args.filter(({ type }) => isNonNullType(type));

/** Asks one field of the root, with every argument that it needs. */
function askField(headers: Record<string, string>, kind: string, field: Field, id: string) {
  const args = required(field);
  const variables = Object.fromEntries(
    args.map(({ name, type }) => [name, sample(type, name, id)]),
  );
  const declared = args.map(({ name, type }) => `$${name}: ${type}`).join(', ');
  const given = args.map(({ name }) => `${name}: $${name}`).join(', ');
  const leaf = isLeafType(getNamedType(field.type));
  const query = `${kind} Q${declared && `(${declared})`} { ${field.name}${given && `(${given})`} ${leaf ? '' : '{ __typename }'} }`;
  return ask(headers, query, variables);
}

const gist = ({ status, data, errors }: GraphAnswer) =>
  JSON.stringify([
    status,
    data,
    errors.map(({ message, path, extensions: { code, details } }) => [
      message,
      path,
      code,
      details,
    ]),
  ]).replace(/[\da-f]{8}-[\da-f-]{27}/g, 'id');

function expectNoLeak(answer: GraphAnswer, sent: string): void {
  expect(answer.text).not.toContain(here.theirs.marker);
  for (const secret of here.theirs.secrets) expect(answer.text).not.toContain(secret);
  for (const id of Object.values(here.theirs.ids))
    if (id !== sent) expect(answer.text).not.toContain(id);
}

const withId = (kind: 'Query' | 'Mutation') =>
  root(kind)
    .filter((field) => required(field).some(({ type }) => getNamedType(type).name === 'ID'))
    .map((field) => [field.name, field] as const);

describe("another organization's ids", () => {
  it.each([
    ...withId('Query').map((one) => ['query', ...one] as const),
    ...withId('Mutation').map((one) => ['mutation', ...one] as const),
  ])('%s %s answers them like ids of nothing, and changes nothing', async (kind, _, field) => {
    const id = here.theirs.ids[resourceOf(field)] as string;
    expect(id).toBeTruthy();
    const foreign = await askField(here.headers, kind, field, id);
    const nothing = await askField(here.headers, kind, field, newId());
    expect(gist(foreign)).toBe(gist(nothing));
    expectNoLeak(foreign, id);
    if (kind === 'mutation')
      expect(foreign.errors[0]?.extensions.code, foreign.text).toBe('NOT_FOUND');
    else expect(foreign.data).toEqual({ [field.name]: null });
    expect(await rowsOf(here.theirs.organizationId)).toEqual(before);
  });

  it('are found by no list and no filter', async () => {
    const { ids } = here.theirs;
    const answer = await ask(
      here.headers,
      `query ($agent: ID, $execution: ID, $workflow: ID, $run: ID, $deployment: ID) {
         agents(first: 100) { nodes { id name } } skills { nodes { id name } }
         installations { nodes { id } } workflows { nodes { id name } } workflowRuns { nodes { id } }
         executions { nodes { id agentName } }
         a: executions(agentId: $agent) { totalCount } b: executions(parentId: $execution) { totalCount }
         c: executions(deploymentId: $deployment) { totalCount }
         d: workflowRuns(workflowId: $workflow) { totalCount } e: workflowRuns(parentRunId: $run) { totalCount } }`,
      {
        agent: ids['agents/{id}'],
        execution: ids['executions/{id}'],
        workflow: ids['workflows/{id}'],
        run: ids['workflow-runs/{id}'],
        deployment: ids['deployments/{id}'],
      },
    );
    expect(answer.errors).toEqual([]);
    expectNoLeak(answer, '');
    for (const name of ['a', 'b', 'c', 'd', 'e']) expect(answer.data[name].totalCount).toBe(0);
  });

  it('named in an input are refused like ids of nothing', async () => {
    const create = (id: string | undefined) =>
      ask(
        here.headers,
        'mutation ($ids: [ID!]) { createAgent(input: {name: "x", skillIds: $ids}) { id } }',
        { ids: [id] },
      );
    const foreign = await create(here.theirs.ids['skills/{id}']);
    expect(gist(foreign)).toBe(gist(await create(newId())));
    expect(foreign.errors[0]?.extensions).toMatchObject({
      code: 'VALIDATION_FAILED',
      details: { skill_ids: 'names a skill that does not exist' },
    });
  });
});

/** The scope that a field says it needs, in its description. */
const scopeOf = ({ description }: Field): string | undefined =>
  /Needs `([a-z_]+:[a-z]+)`\.$/.exec(description ?? '')?.[1];
const OPEN = ['viewer', 'node'];

describe.each(
  (['Query', 'Mutation'] as const).flatMap((kind) =>
    root(kind)
      .filter(({ name }) => !OPEN.includes(name))
      .map((field) => [kind, field.name, field] as const),
  ),
)('%s.%s', (kind, _, field) => {
  const scope = scopeOf(field) as string;
  const [resource, action] = scope.split(':');
  const ask1 = async (...scopes: string[]) =>
    askField(
      (await keyWith(here.mine, ...scopes)).headers,
      kind.toLowerCase(),
      field,
      strangers(here.mine.ids)['agents/{id}'] as string,
    );
  const refused = ({ errors }: GraphAnswer) =>
    errors.some(({ extensions }) => extensions.code === 'FORBIDDEN');

  it(`needs ${scope}, and nothing else`, async () => {
    const others = ['read', 'write', 'execute', 'admin'].filter((one) => one !== action);
    for (const lacking of [
      others.map((one) => `*:${one}`),
      [`${resource === 'usage' ? 'audit' : 'usage'}:${action}`],
    ]) {
      const answer = await ask1(...lacking);
      expect(answer.status).toBe(200);
      expect(answer.data).toEqual({ [field.name]: null });
      expect(answer.errors).toMatchObject([
        {
          path: [field.name],
          extensions: { code: 'FORBIDDEN', details: { required_scope: scope } },
        },
      ]);
    }
    expect(refused(await ask1(scope))).toBe(false);
  });
});

describe('a field below another one', () => {
  /** Every field of an object that leads elsewhere, with a row to begin from. */
  const ways = Object.entries({
    Agent: ['agent', 'agents/{id}'],
    Skill: ['skill', 'skills/{id}'],
    Execution: ['execution', 'executions/{id}'],
    Package: ['package', 'listings/{id}'],
    Installation: ['installation', 'installations/{id}'],
    Workflow: ['workflow', 'workflows/{id}'],
    WorkflowRun: ['workflowRun', 'workflow-runs/{id}'],
    Approval: ['approval', 'approvals/{id}'],
  }).flatMap(([type, [name, resource]]) =>
    Object.values((graphSchema().getType(type) as GraphQLObjectType).getFields())
      .filter((field) => scopeOf(field))
      .map((field) => [type, field.name, name as string, resource as string, field] as const),
  );

  it.each(ways)('%s.%s needs the scope of what it leads to', async (...way) => {
    const [, , name, resource, field] = way;
    const entry = root('Query').find((one) => one.name === name) as Field;
    const query = `query ($id: ID!) { ${name}(id: $id) { id ${field.name} { __typename } } }`;
    const id = here.mine.ids[resource];
    const needed = scopeOf(field) as string;
    const own = scopeOf(entry) as string;
    const both = await ask((await keyWith(here.mine, own, needed)).headers, query, { id });
    expect(both.errors).toEqual([]);
    if (own === needed) return;
    const one = await ask((await keyWith(here.mine, own)).headers, query, { id });
    expect(one.data[name].id).toBe(id);
    expect(one.data[name][field.name]).toBeNull();
    // What leads nowhere, such as the agent of an execution without one, says nothing.
    if (both.data[name][field.name] !== null)
      expect(one.errors[0]?.extensions).toMatchObject({
        code: 'FORBIDDEN',
        details: { required_scope: needed },
      });
  });

  it('shows the address of a hook only to who may change workflows', async () => {
    const query = '{ workflows(first: 100) { nodes { id hook { url } } } }';
    const reads = await ask((await keyWith(here.mine, 'workflows:read')).headers, query);
    const writes = await ask((await keyWith(here.mine, 'workflows:*')).headers, query);
    const urls = ({ data }: GraphAnswer) =>
      data.workflows.nodes.flatMap(({ hook }: Json) => hook?.url ?? []);
    expect(urls(reads)).toEqual([]);
    expect(urls(writes)).toHaveLength(1);
  });
});

it('every mutation is an endpoint, with its scope', () => {
  expect(mutations.length).toBeGreaterThan(25);
  for (const { name, route } of mutations) {
    const field = root('Mutation').find((one) => one.name === name) as Field;
    expect(scopeOf(field)).toBe(route.endpoint.auth);
  }
});

it('without credentials, and with broken ones, nothing is executed', async () => {
  for (const headers of [{}, { authorization: 'Bearer fp_nothing' }])
    expect((await ask(headers as Record<string, string>, '{ viewer { id } }')).status).toBe(401);
});
