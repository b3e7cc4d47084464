import {
  OpenAPIRegistry,
  OpenApiGeneratorV3,
  OpenApiGeneratorV31,
  type RouteConfig,
} from '@asteasolutions/zod-to-openapi';
import type { z } from 'zod';
import { SESSION_COOKIE } from '@/lib/accounts/cookie';
import { JSON_API } from '@/lib/api/body';
import {
  answerHeaders,
  errorResponse,
  registerShared,
  SECURITY,
} from '@/lib/api/openapi/components';
import { errorsByStatus } from '@/lib/api/openapi/errors';
import { jsonApiAnswer, jsonApiBody } from '@/lib/api/openapi/json-api';
import { TAGS } from '@/lib/api/openapi/tags';
import { tidy } from '@/lib/api/openapi/tidy';
import type { Route } from '@/lib/core/bind';
import type { Endpoint } from '@/lib/core/endpoint';

export type Version = '3.0' | '3.1';

const INFO = {
  title: 'FleetPrompt API',
  version: '1.0.0',
  summary: 'Build, deploy, run and pay for fleets of AI agents.',
  license: { name: 'MIT', identifier: 'MIT' },
  description: `One domain model at two mounts. A path under \`/api/v1\` that is not listed here falls back to the same path under \`/api\`, so that \`{origin}/api/v1\` reaches everything.

Authenticate with \`Authorization: Bearer fp_…\` or \`X-API-Key: fp_…\`. Lists take \`limit\` and \`offset\`. Where \`application/vnd.api+json\` is listed, ask for it in \`Accept\` or send it to use JSON:API. Errors are \`{error, code, details, request_id}\`, JSON:API when that was asked for, or RFC 9457 with \`Accept: application/problem+json\`.`,
};

/** The OpenAPI document of these routes, from the schemas that their handlers enforce. */
export function openApiDocument(routes: readonly Route[], version: Version, origin: string) {
  const registry = new OpenAPIRegistry();
  registerShared(registry, SESSION_COOKIE);
  const seen = new Set<string>();
  for (const { endpoint } of routes) registry.registerPath(operation(registry, seen, endpoint));
  const used = new Set(routes.map((route) => route.endpoint.tag));
  const tags = Object.entries(TAGS)
    .filter(([name]) => used.has(name))
    .map(([name, description]) => ({ name, description }));
  const servers = [{ url: origin, description: 'This server' }];
  if (version === '3.0') {
    const { summary: _, license, ...info } = INFO;
    const generator = new OpenApiGeneratorV3(registry.definitions);
    return tidy(
      generator.generateDocument({
        openapi: '3.0.3',
        info: { ...info, license: { name: license.name, url: `${origin}/` } },
        servers,
        tags,
      }),
    );
  }
  return tidy(
    new OpenApiGeneratorV31(registry.definitions).generateDocument({
      openapi: '3.1.0',
      info: INFO,
      servers,
      tags,
    }),
  );
}

function operation(registry: OpenAPIRegistry, seen: Set<string>, endpoint: Endpoint): RouteConfig {
  const { auth } = endpoint;
  const isScope = auth.includes(':');
  const needs = isScope
    ? `Needs the scope \`${auth}\`.`
    : auth === 'session'
      ? 'Needs a signed-in person; an API key cannot do it.'
      : '';
  const idempotent = endpoint.method === 'POST' && auth !== 'public';
  return {
    method: endpoint.method.toLowerCase() as RouteConfig['method'],
    path: endpoint.path,
    operationId: endpoint.id,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    description: [endpoint.description, needs].filter(Boolean).join('\n\n') || endpoint.summary,
    ...(endpoint.deprecated && { deprecated: true }),
    security: auth === 'public' ? [] : auth === 'session' ? [SECURITY[0], SECURITY[2]] : SECURITY,
    ...(isScope && { 'x-required-scope': auth }),
    ...(idempotent && { parameters: [{ $ref: '#/components/parameters/IdempotencyKey' }] }),
    request: {
      params: endpoint.params as z.ZodObject | undefined,
      query: endpoint.query as z.ZodObject | undefined,
      ...(endpoint.body && { body: requestBody(endpoint, endpoint.body) }),
      ...(endpoint.form && {
        body: { required: true, content: { 'multipart/form-data': { schema: endpoint.form } } },
      }),
    },
    responses: responses(registry, seen, endpoint),
  } as unknown as RouteConfig;
}

function requestBody(endpoint: Endpoint, schema: z.ZodType) {
  const example = endpoint.example?.body;
  return {
    required: !endpoint.bodyOptional,
    content: {
      'application/json': { schema, ...(example !== undefined && { example }) },
      ...(endpoint.jsonApi && {
        [JSON_API]: {
          schema: jsonApiBody(endpoint.jsonApi, schema),
          ...(example !== undefined && {
            example: { data: { type: endpoint.jsonApi, attributes: example } },
          }),
        },
      }),
    },
  };
}

function responses(registry: OpenAPIRegistry, seen: Set<string>, endpoint: Endpoint) {
  const out: RouteConfig['responses'] = {};
  const limited = endpoint.limit !== 'none';
  for (const [status, codes] of errorsByStatus(endpoint))
    out[status] = errorResponse(registry, seen, status, codes);
  for (const [status, schema] of Object.entries(endpoint.responses)) {
    const example = endpoint.example?.response;
    out[status] = {
      description: SAID[Number(status)] ?? 'Done.',
      headers: answerHeaders(limited),
      ...(schema && {
        content: {
          ...(endpoint.stream !== 'always' && {
            'application/json': { schema, ...(example !== undefined && { example }) },
            ...(endpoint.jsonApi && {
              [JSON_API]: { schema: jsonApiAnswer(endpoint.jsonApi, schema) },
            }),
          }),
          ...(endpoint.stream &&
            Number(status) === 200 && { 'text/event-stream': { schema: { type: 'string' } } }),
        },
      }),
    };
  }
  return out;
}

const SAID: Record<number, string> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'Done; there is no body.',
  304: 'Not changed.',
  503: 'Not available.',
};
