import { GraphQLID, GraphQLList, GraphQLNonNull, GraphQLObjectType } from 'graphql';
import type { z } from 'zod';
import { OrganizationShape } from '@/lib/accounts/contract';
import { currentOrganization } from '@/lib/accounts/organizations.contract';
import { organizationRoutes } from '@/lib/accounts/organizations.routes';
import { listModels, listTools } from '@/lib/agents/contract';
import { agentRoutes } from '@/lib/agents/routes';
import type { Route } from '@/lib/core/bind';
import { isAppError } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import { getExecution } from '@/lib/executions/contract';
import { executionRoutes } from '@/lib/executions/routes';
import { call } from '@/lib/graphql/call';
import { type GraphContext, requireScope } from '@/lib/graphql/context';
import { agents, skills } from '@/lib/graphql/entities/agents';
import { approvals } from '@/lib/graphql/entities/approvals';
import { type Entity, loadOne } from '@/lib/graphql/entities/entity';
import { executions } from '@/lib/graphql/entities/executions';
import { idOfSlug, installations, packages } from '@/lib/graphql/entities/packages';
import { workflowRuns } from '@/lib/graphql/entities/runs';
import { workflows } from '@/lib/graphql/entities/workflows';
import { type Kit, Node } from '@/lib/graphql/schema/kit';
import type { Field, Fields, View } from '@/lib/graphql/schema/output';
import { typesOf } from '@/lib/graphql/store';
import { ViewerSchema, viewerOf } from '@/lib/graphql/viewer';
import { getWorkflowRun } from '@/lib/workflows/run-control.contract';
import { runRoutes } from '@/lib/workflows/runs.routes';

/** In the order in which `node` looks; a run goes before the execution that it is. */
export const ENTITIES: readonly Entity[] = [
  executions,
  agents,
  skills,
  packages,
  installations,
  workflows,
  workflowRuns,
  approvals,
];

const id = { type: new GraphQLNonNull(GraphQLID), description: 'A UUID.' };
type Args = Record<string, unknown>;

const field = (one: object): Field => one as unknown as Field;

export const routeOf = (routes: readonly Route[], endpoint: { id: string }): Route => {
  const found = routes.find((route) => route.endpoint.id === endpoint.id);
  if (!found) throw new Error(`No route is bound to ${endpoint.id}.`);
  return found;
};

function one(kit: Kit, entity: Entity, description: string): Field {
  return field({
    type: kit.typeOf(entity),
    description: `${description} Null when there is none. Needs \`${entity.scope}\`.`,
    args: { id },
    extensions: { cost: 1 },
    resolve: (_: unknown, args: Args, context: GraphContext) => {
      requireScope(context, entity.scope);
      return loadOne(context, entity, args.id);
    },
  });
}

/** One that can be waited for: `wait` is the endpoint's own. */
function awaited(kit: Kit, entity: Entity, route: Route, description: string): Field {
  const { query } = route.endpoint;
  return field({
    ...one(kit, entity, description),
    args: { id, ...kit.inputs.arguments(query as z.ZodType, entity.name) },
    extensions: { cost: 50 },
    resolve: async (_: unknown, args: Args, context: GraphContext) => {
      requireScope(context, entity.scope);
      if (!args.wait) return loadOne(context, entity, args.id);
      try {
        return await call(context, route, { params: { id: args.id }, query: { wait: args.wait } });
      } catch (error) {
        if (isAppError(error) && error.code === 'NOT_FOUND') return null;
        throw error;
      }
    },
  });
}

/** A short list that REST answers whole, under `data`. */
function whole(kit: Kit, endpoint: typeof listModels | typeof listTools, name: string): Field {
  const route = routeOf(agentRoutes, endpoint);
  const { data } = (endpoint.responses[200] as unknown as z.ZodObject<{ data: z.ZodArray }>).shape;
  const type = kit.outputs.object(data.element as z.ZodType, name);
  return field({
    type: new GraphQLList(new GraphQLNonNull(type)),
    description: `${endpoint.summary}. Needs \`${endpoint.auth}\`.`,
    extensions: { cost: 50 },
    resolve: async (_: unknown, __: unknown, context: GraphContext) =>
      ((await call(context, route, {})) as { data: unknown }).data,
  });
}

async function findNode(context: GraphContext, named: unknown): Promise<View | null> {
  if (typeof named !== 'string' || !isUuid(named)) return null;
  const sources = ENTITIES.map(({ name, source, where }) => ({
    type: name,
    source,
    where: name === 'Workflow' ? where({} as never, context.ctx) : [],
  }));
  const types = await typesOf(context.ctx, sources, [named.toLowerCase()]);
  const entity = ENTITIES.find(({ name }) => name === types.get(named.toLowerCase()));
  if (!entity) return null;
  requireScope(context, entity.scope);
  const view = await loadOne(context, entity, named);
  return view && { ...view, __typename: entity.name };
}

const organization = (kit: Kit): Field => {
  const route = routeOf(organizationRoutes, currentOrganization);
  return field({
    type: kit.outputs.object(OrganizationShape, 'Organization'),
    description: `The organization that the key or session acts in. Needs \`${currentOrganization.auth}\`.`,
    resolve: async (_: unknown, __: unknown, context: GraphContext) =>
      ((await call(context, route, {})) as { organization: View }).organization,
    extensions: { cost: 10 },
  });
};

export function queryType(kit: Kit): GraphQLObjectType {
  const run = routeOf(runRoutes, getWorkflowRun);
  const execution = routeOf(executionRoutes, getExecution);
  const fields = (): Fields => ({
    viewer: field({
      type: new GraphQLNonNull(kit.outputs.object(ViewerSchema, 'Viewer')),
      description: 'Who asks.',
      resolve: (_: unknown, __: unknown, { ctx }: GraphContext) => viewerOf(ctx),
    }),
    organization: organization(kit),
    node: field({
      type: Node,
      description:
        'Anything that has an id. Null when there is none. A workflow run has the id of its execution: the run is found.',
      args: { id },
      extensions: { cost: 10 },
      resolve: (_: unknown, args: Args, context: GraphContext) => findNode(context, args.id),
    }),
    agent: one(kit, agents, 'An agent.'),
    agents: kit.list(agents, 'Agents, newest first.'),
    skill: one(kit, skills, 'A skill.'),
    skills: kit.list(skills, 'Skills, newest first.'),
    package: field({
      ...one(kit, packages, 'A package of the marketplace.'),
      args: { id: { ...id, description: 'Its id or its slug.' } },
      resolve: async (_: unknown, args: Args, context: GraphContext) => {
        requireScope(context, packages.scope);
        const reference = String(args.id);
        const found = isUuid(reference) ? reference : await idOfSlug(context, reference);
        return found && loadOne(context, packages, found);
      },
    }),
    packages: kit.list(
      packages,
      'The packages of the marketplace; a search puts the nearest first.',
    ),
    installation: one(kit, installations, 'A package brought into the organization.'),
    installations: kit.list(installations, 'Installed packages, newest first.'),
    execution: awaited(kit, executions, execution, 'An execution.'),
    executions: kit.list(executions, 'Executions, newest first.'),
    workflow: one(kit, workflows, 'A workflow.'),
    workflows: kit.list(workflows, 'Workflows, newest first.'),
    workflowRun: awaited(kit, workflowRuns, run, 'A workflow run.'),
    workflowRuns: kit.list(workflowRuns, 'Workflow runs, newest first.'),
    approval: one(kit, approvals, 'What waits for a person.'),
    approvals: kit.list(approvals, 'What waits for a person and what was decided, newest first.'),
    models: whole(kit, listModels, 'Model'),
    tools: whole(kit, listTools, 'Tool'),
  });
  return new GraphQLObjectType({
    name: 'Query',
    description: 'What can be read.',
    fields: fields as never,
  });
}
