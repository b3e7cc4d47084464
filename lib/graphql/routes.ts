import { bind, bindPublic, type Route } from '@/lib/core/bind';
import { reply } from '@/lib/core/endpoint';
import { fail } from '@/lib/core/errors';
import { answerDocument } from '@/lib/graphql/answer';
import {
  executeGraphQL,
  GRAPHQL_JSON,
  openGraphQLPlayground,
  readGraphQLSchema,
} from '@/lib/graphql/contract';
import { schemaText } from '@/lib/graphql/schema/build';

const schema = () =>
  reply(200, undefined, {
    raw: new Response(schemaText(), {
      headers: {
        'Content-Type': 'text/plain; charset=utf-8',
        'Cache-Control': 'public, max-age=60',
      },
    }),
  });

export const graphqlRoutes: Route[] = [
  bind(executeGraphQL, async (ctx, { body, request }) => {
    const { status, body: answer, again } = await answerDocument(ctx, request, body);
    const wanted = request.raw.headers.get('accept')?.includes(GRAPHQL_JSON);
    return reply(status, answer, {
      again,
      headers: wanted ? { 'Content-Type': GRAPHQL_JSON } : {},
    });
  }),
  bindPublic(openGraphQLPlayground, async ({ request }) => {
    if (request.url.searchParams.has('query'))
      fail('BAD_REQUEST', 'Send documents by POST, as JSON: {"query": "…", "variables": {…}}.');
    if (!request.raw.headers.get('accept')?.includes('text/html')) return schema();
    return reply(303, undefined, { headers: { Location: '/graphql' } });
  }),
  bindPublic(readGraphQLSchema, async () => schema()),
];
