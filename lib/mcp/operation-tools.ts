import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import type { Route } from '@/lib/core/bind';
import type { Ctx } from '@/lib/core/context';
import type { RequestInfo } from '@/lib/core/endpoint';
import { fail } from '@/lib/core/errors';
import { allows, type Scope } from '@/lib/core/scopes';
import { parse } from '@/lib/core/validate';
import { OPERATIONS } from '@/lib/mcp/operations';
import { result } from '@/lib/mcp/result';
import type { Arguments, Perform } from '@/lib/mcp/tool';

export interface OperationTool {
  listed: Tool;
  allowed(ctx: Ctx): boolean;
  perform: Perform;
}

type JsonObject = Record<string, unknown>;
type Part = 'params' | 'query' | 'body';
/** Where each argument goes; the second of a name is called after its part, as `body_id`. */
type Fields = Map<string, { part: Part; name: string }>;
const PARTS: Part[] = ['params', 'query', 'body'];

/** Every operation that is a tool, by its name. Made once of the endpoints' declarations. */
export function operationTools(routes: readonly Route[]): Map<string, OperationTool> {
  const byId = new Map(routes.map((route) => [route.endpoint.id, route]));
  const tools = new Map<string, OperationTool>();
  for (const [id, hints] of Object.entries(OPERATIONS)) {
    const route = byId.get(id);
    if (!route) throw new Error(`There is no endpoint ${id}, which is to be a tool.`);
    tools.set(hints.name, operationTool(route, hints));
  }
  return tools;
}

function operationTool(route: Route, hints: (typeof OPERATIONS)[string]): OperationTool {
  const { endpoint } = route;
  const { method, summary, description } = endpoint;
  const schemas = {
    params: endpoint.params,
    query: endpoint.query,
    body: hints.body === 'first' ? (endpoint.body as z.ZodUnion).options[0] : endpoint.body,
  } as Record<Part, z.ZodType | undefined>;
  const shapes = PARTS.map((part) => shapeOf(schemas[part]));
  const fields: Fields = new Map();
  const properties: JsonObject = {};
  const required: string[] = [];
  PARTS.forEach((part, i) => {
    const shape = shapes[i] as (typeof shapes)[number];
    for (const [name, it] of Object.entries(shape.properties)) {
      const known = fields.has(name) ? `${part}_${name}` : name;
      fields.set(known, { part, name });
      properties[known] = it;
      if (shape.required.includes(name)) required.push(known);
    }
  });
  const inputSchema: Tool['inputSchema'] = {
    type: 'object',
    properties: properties as Tool['inputSchema']['properties'],
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
  const reads = method === 'GET';
  return {
    listed: {
      name: hints.name,
      title: summary,
      description: [`${summary}.`, description].filter(Boolean).join(' '),
      inputSchema,
      annotations: {
        title: summary,
        readOnlyHint: reads,
        destructiveHint: !reads && (hints.destructive ?? method === 'DELETE'),
        idempotentHint: hints.idempotent ?? method !== 'POST',
        openWorldHint: false,
      },
    },
    allowed: (ctx) => endpoint.auth === 'authenticated' || allows(ctx.scopes, endpoint.auth),
    perform: async ({ ctx, request, arguments: given, signal }) => {
      requireScope(ctx, endpoint.auth as Scope);
      const split = parted(given, fields);
      const input = Object.fromEntries(
        PARTS.map((part) => [part, schemas[part] && parse(schemas[part], split[part])]),
      );
      const answer = await route.handle(ctx, {
        ...input,
        request: asked(request, endpoint.path, split.params, signal),
      } as never);
      if (answer.raw) throw new Error(`${endpoint.id} answers with a stream, which no tool can.`);
      const meta = { request_id: ctx.requestId, status: answer.status };
      if (answer.body === undefined) return result({ ok: true }, meta);
      const { body, total } = answer;
      return result(Array.isArray(body) ? { data: body, total: total ?? body.length } : body, meta);
    },
  };
}

/** The same refusal that HTTP gives. */
export function requireScope(ctx: Ctx, scope: Scope | 'authenticated'): void {
  if (scope === 'authenticated' || allows(ctx.scopes, scope)) return;
  fail('FORBIDDEN', `This needs the scope ${scope}. Ask an owner or admin of your organization.`, {
    details: { required_scope: scope },
  });
}

/** The fields of a schema as JSON Schema, without what JSON:API's spellings add and clients refuse. */
function shapeOf(schema: z.ZodType | undefined): { properties: JsonObject; required: string[] } {
  if (!schema) return { properties: {}, required: [] };
  const { $defs = {}, ...root } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
  }) as JsonObject;
  const whole = inlined(root, $defs as JsonObject, []) as JsonObject;
  const { properties = {}, required = [] } = whole as {
    properties?: JsonObject;
    required?: string[];
  };
  const named = Object.entries(properties).filter(([name]) => /^[\w.-]{1,64}$/.test(name));
  return { properties: Object.fromEntries(named), required };
}

/** References replaced by what they mean, since many clients read none; and no pattern that zod made of a format. */
function inlined(value: unknown, defs: JsonObject, within: string[]): unknown {
  if (Array.isArray(value)) return value.map((it) => inlined(it, defs, within));
  if (typeof value !== 'object' || value === null) return value;
  const { $ref, ...rest } = value as JsonObject;
  if (typeof $ref === 'string') {
    const name = $ref.replace('#/$defs/', '');
    const meant = within.includes(name) ? {} : inlined(defs[name] ?? {}, defs, [...within, name]);
    return { ...(meant as JsonObject), ...rest };
  }
  const formatted = typeof rest.format === 'string';
  return Object.fromEntries(
    Object.entries(rest)
      .filter(
        ([key, it]) =>
          !(key === 'id' && typeof it === 'string') && !(formatted && key === 'pattern'),
      )
      .map(([key, inner]) => [key, inlined(inner, defs, within)]),
  );
}

/** The arguments where the endpoint wants them. */
function parted(given: Arguments, fields: Fields) {
  const parts: Record<Part, Arguments> = { params: {}, query: {}, body: {} };
  for (const [key, value] of Object.entries(given)) {
    const field = fields.get(key);
    if (!field)
      fail('VALIDATION_FAILED', undefined, { details: { [key]: 'is not a known field' } });
    const { part, name } = field;
    // An address holds text only, and its schemas read that.
    const text = part === 'query' && (typeof value === 'number' || typeof value === 'boolean');
    parts[part][name] = text ? String(value) : value;
  }
  return parts;
}

/** The request as the endpoint would have got it, so that it answers plain JSON under its own path. */
function asked(from: RequestInfo, path: string, params: Arguments, signal: AbortSignal) {
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(params[name])));
  const url = new URL(filled, from.url);
  const raw = new Request(url, { headers: { accept: 'application/json' }, signal });
  return { ...from, raw, url, mount: 'v1' as const, signal };
}
