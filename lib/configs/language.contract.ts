import { z } from 'zod';
import { Content, DiagnosticSchema } from '@/lib/configs/contract';
import { endpoint } from '@/lib/core/endpoint';

const Id = z.object({ id: z.string().max(100) });
const tag = 'Configs';
const content = 'workflow MyWorkflow {\n  step1: Agent("gpt-4")\n}';
const Optional = z.strictObject({ content: Content.optional() });
const Given = z.strictObject({ content: Content });

const Validity = z
  .object({
    valid: z.boolean(),
    errors: z.array(z.string()),
    diagnostics: z.array(DiagnosticSchema),
  })
  .meta({ id: 'ConfigValidity' });

const Formatted = z.object({ content: z.string(), changed: z.boolean() });

const validating = {
  method: 'POST',
  auth: 'configs:read',
  tag,
  responses: { 200: Validity },
  example: { body: { content } },
} as const;

export const validateConfig = endpoint({
  ...validating,
  id: 'validateConfig',
  path: '/api/configs/{id}/validate',
  summary: 'Check a config',
  description: 'The given content, or the stored one: all that is wrong with it at once.',
  params: Id,
  body: Optional,
  bodyOptional: true,
  errors: ['NOT_FOUND'],
});

export const validateContent = endpoint({
  ...validating,
  id: 'validateConfigContent',
  path: '/api/configs/validate',
  summary: 'Check a document in the config language',
  body: Given,
});

const formatting = { ...validating, responses: { 200: Formatted } } as const;

export const formatConfig = endpoint({
  ...formatting,
  id: 'formatConfig',
  path: '/api/configs/{id}/format',
  summary: 'Lay out a config',
  description: 'The given content, or the stored one. Nothing is saved.',
  params: Id,
  body: Optional,
  bodyOptional: true,
  errors: ['NOT_FOUND', 'VALIDATION_FAILED'],
});

export const formatContent = endpoint({
  ...formatting,
  id: 'formatConfigContent',
  path: '/api/configs/format',
  summary: 'Lay out a document in the config language',
  body: Given,
});

export const printWorkflow = endpoint({
  id: 'printWorkflow',
  method: 'POST',
  path: '/api/configs/print',
  auth: 'configs:read',
  tag,
  summary: 'Write a workflow of JSON in the config language',
  description: 'Reading it gives the same definition again.',
  body: z.strictObject({ definition: z.record(z.string().max(200), z.unknown()) }),
  responses: { 200: z.object({ content: z.string() }) },
  example: {
    body: { definition: { name: 'Greet', steps: [{ id: 'a', type: 'set', config: { x: 1 } }] } },
  },
});

const OpenApi = z.looseObject({ openapi: z.string() });
const Version = z.enum(['3.0', '3.1']).default('3.1').meta({
  description: 'The version of OpenAPI that the document is in.',
});

const ofConfig = (id: string, path: string, summary: string) =>
  endpoint({
    id,
    method: 'GET',
    path: `/api/configs/{id}/${path}`,
    auth: 'configs:read',
    tag,
    summary,
    description:
      'From its endpoints, entities and functions, with `x-codeai-handler`, `x-codeai-middleware` and `x-codeai-source`. 409 while the config cannot be read.',
    params: Id,
    query: z.object({ version: Version }),
    responses: { 200: OpenApi },
    errors: ['NOT_FOUND', 'CONFLICT'],
  });

export const configOpenApi = [
  ofConfig('getConfigOpenApi', 'openapi', 'Write the OpenAPI document of a config'),
  ofConfig('getConfigOpenApiJson', 'openapi.json', 'Write it as JSON'),
  ofConfig('getConfigOpenApiYaml', 'openapi.yaml', 'Write it as YAML'),
];

const Text = z.string().max(10_000);
export const OpenApiInput = z
  .strictObject({
    content: Content,
    title: z.string().trim().min(1).max(255).default('API'),
    version: z.string().min(1).max(100).default('1.0.0').meta({ description: 'Of the API.' }),
    description: Text.optional(),
    servers: z
      .array(z.strictObject({ url: z.url().max(2000), description: Text.optional() }))
      .max(20)
      .optional(),
    openapi: Version,
    format: z.enum(['json', 'yaml']).default('json'),
  })
  .meta({ id: 'ConfigOpenApiInput' });

export const contentOpenApi = endpoint({
  id: 'writeOpenApi',
  method: 'POST',
  path: '/api/configs/openapi',
  auth: 'configs:read',
  tag,
  summary: 'Write the OpenAPI document of a document in the config language',
  body: OpenApiInput,
  responses: { 200: OpenApi },
  example: {
    body: {
      content:
        'entity User { id: uuid }\nendpoint GET /users/{id} { auth: required returns: User }',
      title: 'My API',
      servers: [{ url: 'https://api.example.com', description: 'Production' }],
    },
  },
});
