import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';

const Query = z.object({
  version: z.enum(['3.0', '3.1']).default('3.1').meta({
    description: 'The version of OpenAPI that the document is in.',
  }),
});

const variant = (id: string, path: string, summary: string) =>
  endpoint({
    id,
    method: 'GET',
    path: `/api/v1/${path}`,
    auth: 'public',
    limit: 'none',
    tag: 'Documentation',
    summary,
    query: Query,
    responses: { 200: z.looseObject({ openapi: z.string() }) },
  });

export const variants = [
  variant('getOpenApi', 'openapi', 'Read this document'),
  variant('getOpenApiJson', 'openapi.json', 'Read this document as JSON'),
  variant('getOpenApiYaml', 'openapi.yaml', 'Read this document as YAML'),
  variant('getOpenApiAlias', 'open_api', 'Read this document under its other name'),
  variant('getOpenApiAliasJson', 'open_api.json', 'Read this document as JSON'),
  variant('getOpenApiAliasYaml', 'open_api.yaml', 'Read this document as YAML'),
];
