import { GraphQLID, GraphQLNonNull, GraphQLObjectType, type GraphQLOutputType } from 'graphql';
import type { z } from 'zod';
import { agentRoutes, skillRoutes } from '@/lib/agents/routes';
import { approvalRoutes } from '@/lib/approvals/routes';
import type { Route } from '@/lib/core/bind';
import type { Endpoint } from '@/lib/core/endpoint';
import { eventRoutes } from '@/lib/events/routes';
import { executionRoutes } from '@/lib/executions/routes';
import { call } from '@/lib/graphql/call';
import type { GraphContext } from '@/lib/graphql/context';
import { toRest } from '@/lib/graphql/schema/input';
import type { Kit } from '@/lib/graphql/schema/kit';
import { camel, pascal } from '@/lib/graphql/schema/names';
import type { Field, Fields } from '@/lib/graphql/schema/output';
import { describeField } from '@/lib/graphql/schema/words';
import { fieldsOf, isObject } from '@/lib/graphql/schema/zod';
import { installationRoutes } from '@/lib/installations/routes';
import { jobRoutes } from '@/lib/jobs/routes';
import { listingRoutes } from '@/lib/packages/listings.routes';
import { reviewRoutes } from '@/lib/packages/reviews.routes';
import { WorkflowInput, WorkflowSchema } from '@/lib/workflows/contract';
import { workflowRoutes } from '@/lib/workflows/routes';

interface How {
  /** the mutation's own name, when the product says it otherwise than the endpoint */
  name?: string;
  /** the body's fields are arguments of their own, not one `input` */
  flat?: boolean;
  /** in place of the endpoint's body or answer, when those are one of several */
  body?: z.ZodType;
  answer?: z.ZodType;
  cost?: number;
  /** what it does, where the endpoint's words are about HTTP */
  says?: string;
}

/** Every mutation, by the endpoint that it is: what REST demands, it demands. */
const MUTATIONS: [readonly Route[], Record<string, How>][] = [
  [
    agentRoutes,
    { createAgent: {}, updateAgent: {}, deleteAgent: {}, deployAgent: {}, pauseAgent: {} },
  ],
  [skillRoutes, { createSkill: {}, updateSkill: {}, deleteSkill: {} }],
  [
    executionRoutes,
    {
      executeAgent: {
        flat: true,
        cost: 50,
        says: 'Execute an active agent. It runs in the background; `wait` answers with the result when it is there in time.',
      },
      cancelExecution: {},
    },
  ],
  [
    reviewRoutes,
    {
      writeReview: {
        says: 'Review a package. One review per organization, of a package that it has or had installed, and never of its own.',
      },
      changeReview: {},
      deleteReview: {},
    },
  ],
  [listingRoutes, { publishAgentApp: {}, updateListing: {}, unpublishAgentApp: {} }],
  [approvalRoutes, { approve: { flat: true }, reject: { flat: true } }],
  [eventRoutes, { emitEvent: { flat: true } }],
  [
    jobRoutes,
    {
      submitJob: {},
      scheduleJob: {},
      createRecurringJob: {},
      cancelJob: {},
      retryJob: {},
      pauseJob: {},
      resumeJob: {},
      runJobNow: {},
    },
  ],
  [
    installationRoutes,
    {
      installPackage: {
        flat: true,
        says: 'Install a package of the marketplace. What it brings is made in the background. One that is installed already is answered as it is; a failed one is tried again. A price is reserved now and paid when it succeeds.',
      },
      updateInstallation: { flat: true },
      pauseInstallation: {},
      resumeInstallation: {},
      upgradeInstallation: { flat: true },
      uninstallPackage: {},
    },
  ],
  [
    workflowRoutes,
    {
      createWorkflow: {
        body: WorkflowInput,
        answer: WorkflowSchema,
        says: 'Create a workflow. Saves version 1 and publishes it; every problem of the definition is told at once.',
      },
      updateWorkflow: {},
      deleteWorkflow: {
        says: 'Delete a workflow. Ended runs stay. CONFLICT while runs are open; `force` cancels them.',
      },
      publishWorkflow: { flat: true },
      duplicateWorkflow: { flat: true },
      pauseWorkflow: {
        says: 'Let the triggers of a workflow rest. It can still be started by hand; runs go on.',
      },
      resumeWorkflow: {},
      createWorkflowRun: { name: 'runWorkflow', flat: true, cost: 50, says: 'Run a workflow.' },
      cancelWorkflowRun: { flat: true },
      pauseWorkflowRun: {},
      resumeWorkflowRun: {},
      signalWorkflowRun: { flat: true },
      retryWorkflowRun: { flat: true },
      forkWorkflowRun: { flat: true },
    },
  ],
];

const id = { type: new GraphQLNonNull(GraphQLID), description: 'A UUID.' };

/** Every mutation's name and endpoint. */
export const mutations = MUTATIONS.flatMap(([routes, all]) =>
  Object.entries(all).map(([endpoint, how]) => {
    const route = routes.find((one) => one.endpoint.id === endpoint);
    if (!route) throw new Error(`No route is bound to ${endpoint}.`);
    return { name: how.name ?? endpoint, route, how };
  }),
);

/** What it answers: the row as REST does, the id of what is gone, or what the endpoint says. */
function answerOf(kit: Kit, { responses, id: name }: Endpoint, how: How) {
  const schema = how.answer ?? responses[200] ?? responses[201] ?? responses[202];
  if (schema && isObject(schema)) return kit.outputs.object(schema, `${pascal(name)}Result`);
  return GraphQLID;
}

function mutation(kit: Kit, name: string, route: Route, how: How): Field {
  const { endpoint } = route;
  const body = how.body ?? endpoint.body;
  const owner = pascal(name);
  const query = endpoint.query ? kit.inputs.arguments(endpoint.query, owner) : {};
  const input = body && !how.flat ? { type: kit.inputs.object(body, owner) } : null;
  const flat = body && how.flat ? flattened(kit, body, owner) : {};
  const type: GraphQLOutputType = answerOf(kit, endpoint, how);
  return {
    type,
    description: `${how.says ?? [endpoint.summary, endpoint.description ?? ''].join('. ').trim()} Needs \`${endpoint.auth}\`.`,
    args: {
      ...(endpoint.params && { id: named(endpoint) }),
      ...(input && {
        input: {
          ...input,
          type: endpoint.bodyOptional ? input.type : new GraphQLNonNull(input.type),
          description: 'What it is to be.',
        },
      }),
      ...flat,
      ...query,
    },
    extensions: { cost: how.cost ?? 10 },
    resolve: async (_: unknown, args: Record<string, unknown>, context: GraphContext) => {
      const given = how.flat && body ? pick(body, args, apart) : args.input;
      const answer = await call(context, route, {
        params: { id: args.id },
        query: endpoint.query && toRest(endpoint.query, pick(endpoint.query, args), true),
        body: body && toRest(body, given ?? {}, how.flat),
        bodySchema: how.body,
      });
      context.loaders.clear();
      return answer ?? args.id;
    },
  } as unknown as Field;
}

const named = ({ path }: Endpoint) =>
  path.includes('/packages/') ? { ...id, description: "The package's id or slug." } : id;

/** A body's own `id` must not hide the path's. */
const apart = (key: string): string => (key === 'id' ? 'signalId' : key);

const flattened = (kit: Kit, body: z.ZodType, owner: string) =>
  Object.fromEntries(
    Object.entries(kit.inputs.arguments(body, owner)).map(([key, argument]) => [
      apart(key),
      { ...argument, description: describeField(owner, apart(key), argument.description) },
    ]),
  );

/** The arguments that are fields of a schema. */
const pick = (schema: z.ZodType, args: Record<string, unknown>, spell = (key: string) => key) =>
  Object.fromEntries(
    [...fieldsOf(schema, camel).keys()].flatMap((key) =>
      spell(key) in args ? [[key, args[spell(key)]]] : [],
    ),
  );

export function mutationType(kit: Kit): GraphQLObjectType {
  const fields = (): Fields =>
    Object.fromEntries(
      mutations.map(({ name, route, how }) => [name, mutation(kit, name, route, how)]),
    );
  return new GraphQLObjectType({
    name: 'Mutation',
    description:
      'What can be done. The mutations of a document happen one after the other; one that fails does not undo those before it.',
    fields: fields as never,
  });
}
