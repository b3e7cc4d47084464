import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';

const tag = 'GraphQL';

/** The media type by which a client says that it wants every answer in GraphQL's own form. */
export const GRAPHQL_JSON = 'application/graphql-response+json';

export const GraphQLErrorSchema = z
  .object({
    message: z.string(),
    locations: z.array(z.object({ line: z.int(), column: z.int() })).optional(),
    path: z.array(z.union([z.string(), z.int()])).optional(),
    extensions: z.looseObject({ code: z.string(), request_id: z.string() }),
  })
  .meta({ id: 'GraphQLError', description: '`extensions.code` is one of the codes of the API.' });

const Errors = z.array(GraphQLErrorSchema).min(1);

export const GraphQLResult = z
  .strictObject({
    data: z.record(z.string(), z.unknown()).nullable(),
    errors: Errors.optional().meta({ description: 'Of fields; the others still have their data.' }),
  })
  .meta({ id: 'GraphQLResult' });

export const GraphQLInput = z
  .strictObject({
    query: z.string().min(1).max(50_000).meta({ description: 'The document.' }),
    variables: z.record(z.string().max(200), z.unknown()).nullish(),
    operationName: z.string().max(200).nullish().meta({
      description: 'Which operation to execute, when the document has several.',
    }),
    extensions: z.record(z.string().max(200), z.unknown()).nullish().meta({
      description: 'Ignored.',
    }),
  })
  .meta({ id: 'GraphQLInput' });

export const executeGraphQL = endpoint({
  id: 'executeGraphQL',
  method: 'POST',
  path: '/api/v1/graphql',
  auth: 'authenticated',
  tag,
  summary: 'Execute a GraphQL document',
  description:
    'Agents, skills, packages, installations, executions, workflows and their runs, with what leads from one to the other. Each field and mutation needs the scope of the endpoint that it is; without it the field is null and an error stands beside it. A document that was executed answers 200, whatever became of it; one that cannot be understood 400. One document at a time: an array is refused.',
  body: GraphQLInput,
  responses: { 200: GraphQLResult },
  example: {
    body: {
      query: 'query ($n: Int) { agents(first: $n) { nodes { id name status } totalCount } }',
      variables: { n: 10 },
    },
  },
});

export const readGraphQLSchema = endpoint({
  id: 'readGraphQLSchema',
  method: 'GET',
  path: '/api/v1/graphql/schema',
  auth: 'public',
  tag,
  summary: 'Read the GraphQL schema',
  description: 'In the schema language, as text.',
  responses: { 200: z.string() },
});

export const openGraphQLPlayground = endpoint({
  id: 'openGraphQLPlayground',
  method: 'GET',
  path: '/api/v1/graphql',
  auth: 'public',
  tag,
  summary: 'Go to the GraphQL playground',
  description:
    'A browser is sent to the playground, anything else gets the schema as text. Documents are executed by POST only.',
  responses: { 200: z.string(), 303: null },
});
