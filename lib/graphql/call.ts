import type { z } from 'zod';
import type { Route } from '@/lib/core/bind';
import type { Scope } from '@/lib/core/scopes';
import { checkStorable, parse } from '@/lib/core/validate';
import { type GraphContext, requireScope } from '@/lib/graphql/context';

export interface Given {
  params?: unknown;
  query?: unknown;
  /** as the endpoint has it in REST, before validation */
  body?: unknown;
  /** in place of the endpoint's own, which takes more than one kind of body */
  bodySchema?: z.ZodType;
}

/** Does what a REST endpoint does: its scope, its validation, its verb. Returns what it answers. */
export async function call(context: GraphContext, route: Route, given: Given): Promise<unknown> {
  const { endpoint } = route;
  requireScope(context, endpoint.auth as Scope);
  checkStorable(given.params);
  checkStorable(given.query);
  checkStorable(given.body);
  const schema = given.bodySchema ?? endpoint.body;
  const { body } = await route.handle(context.ctx, {
    params: (endpoint.params && parse(endpoint.params, given.params ?? {})) as never,
    query: (endpoint.query && parse(endpoint.query, given.query ?? {})) as never,
    body: (schema && parse(schema, given.body ?? {})) as never,
    request: context.request,
  });
  return body;
}
