import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery, pageOf } from '@/lib/core/page';

/** The longest document that is kept, in UTF-16 units: more than 10,000 lines. */
export const MAX_CONTENT = 512 * 1024;
/** In lists the tree of a longer document is left out. */
export const MAX_LISTED_AST = 8 * 1024;

const Time = z.iso.datetime();

export const SpanSchema = z
  .object({
    start: z.int().meta({ description: 'UTF-16 units from 0.' }),
    end: z.int().meta({ description: 'Past the last one.' }),
    line: z.int().meta({ description: 'From 1.' }),
    column: z.int().meta({ description: 'From 1.' }),
  })
  .meta({ id: 'ConfigSpan' });

export const DiagnosticSchema = z
  .object({
    severity: z.enum(['error', 'warning']),
    code: z.string(),
    message: z.string(),
    span: SpanSchema,
  })
  .meta({ id: 'ConfigDiagnostic' });

export const Content = z.string().max(MAX_CONTENT).meta({
  description: 'A document in the config language.',
});
const Name = z.string().trim().min(1).max(255);

const Ast = z
  .looseObject({ kind: z.literal('document') })
  .meta({ id: 'ConfigAst', description: 'The syntax tree, with the place of every part.' });

export const ConfigSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    content: z.string(),
    version: z.int().meta({ description: 'Rises with each change of the content.' }),
    ast_json: Ast.nullable().meta({
      description: `In lists null for a document of more than ${MAX_LISTED_AST} characters.`,
    }),
    validation_errors: z.array(z.string()).nullable().meta({
      description: 'What was wrong when it was saved; null when nothing was.',
    }),
    diagnostics: z.array(DiagnosticSchema),
    running_deployments: z.int().meta({ description: 'Deployments that have it in service now.' }),
    created_at: Time,
    updated_at: Time,
  })
  .meta({ id: 'Config' });
export type ConfigView = z.output<typeof ConfigSchema>;

const ConfigVersionSchema = z
  .object({
    version: z.int(),
    validation_errors: z.array(z.string()).nullable(),
    created_by: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    created_at: Time,
  })
  .meta({ id: 'ConfigVersion' });
export type ConfigVersionView = z.output<typeof ConfigVersionSchema>;

const Id = z.object({ id: z.string().max(100) });
const tag = 'Configs';
const example = {
  name: 'my-config',
  content: 'workflow MyWorkflow {\n  step1: Agent("gpt-4")\n}',
};

export const ConfigInput = z
  .strictObject({ name: Name, content: Content })
  .meta({ id: 'ConfigInput' });
export const ConfigPatch = z
  .strictObject({
    name: Name.optional(),
    content: Content.optional(),
    expected_version: z.int().min(1).max(1_000_000_000).optional().meta({
      description: 'The `version` that was edited; 409 when there is a newer one.',
    }),
  })
  .meta({ id: 'ConfigPatch' });

export const createConfig = endpoint({
  id: 'createConfig',
  method: 'POST',
  path: '/api/configs',
  auth: 'configs:write',
  tag,
  summary: 'Create a config',
  description:
    'Kept whatever is wrong with it: `validation_errors` tells all of it. Such a config cannot be deployed.',
  body: ConfigInput,
  responses: { 201: ConfigSchema },
  example: { body: example },
});

export const listConfigs = endpoint({
  id: 'listConfigs',
  method: 'GET',
  path: '/api/configs',
  auth: 'configs:read',
  tag,
  summary: 'List configs',
  description: 'Newest first.',
  query: PageQuery.extend({
    search: z.string().max(200).optional().meta({ description: 'In the name.' }),
    valid: z.enum(['true', 'false']).optional().meta({
      description: 'Whether anything was wrong when it was saved.',
    }),
    running: z.enum(['true', 'false']).optional().meta({
      description: 'Whether a deployment has it in service.',
    }),
  }),
  responses: { 200: pageOf(ConfigSchema) },
});

export const getConfig = endpoint({
  id: 'getConfig',
  method: 'GET',
  path: '/api/configs/{id}',
  auth: 'configs:read',
  tag,
  summary: 'Read a config',
  params: Id,
  responses: { 200: ConfigSchema },
  errors: ['NOT_FOUND'],
});

export const updateConfig = endpoint({
  id: 'updateConfig',
  method: 'PUT',
  path: '/api/configs/{id}',
  auth: 'configs:write',
  tag,
  summary: 'Change a config',
  description:
    'Fields that are left out stay. Another content is another version; deployments that run keep theirs until they are started again.',
  params: Id,
  body: ConfigPatch,
  responses: { 200: ConfigSchema },
  errors: ['NOT_FOUND', 'CONFLICT'],
  example: {
    body: {
      name: 'updated-config',
      content: 'workflow UpdatedWorkflow {\n  step1: Agent("gpt-4-turbo")\n}',
    },
  },
});

export const deleteConfig = endpoint({
  id: 'deleteConfig',
  method: 'DELETE',
  path: '/api/configs/{id}',
  auth: 'configs:write',
  tag,
  summary: 'Delete a config',
  description: '409 while a deployment of it runs.',
  params: Id,
  responses: { 204: null },
  errors: ['NOT_FOUND', 'CONFLICT'],
});

export const listConfigVersions = endpoint({
  id: 'listConfigVersions',
  method: 'GET',
  path: '/api/configs/{id}/versions',
  auth: 'configs:read',
  tag,
  summary: 'List the versions of a config',
  description: 'Newest first.',
  params: Id,
  query: PageQuery,
  responses: { 200: pageOf(ConfigVersionSchema) },
  errors: ['NOT_FOUND'],
});

export const getConfigVersion = endpoint({
  id: 'getConfigVersion',
  method: 'GET',
  path: '/api/configs/{id}/versions/{version}',
  auth: 'configs:read',
  tag,
  summary: 'Read a version of a config',
  params: Id.extend({ version: z.string().max(100) }),
  responses: { 200: ConfigSchema },
  errors: ['NOT_FOUND'],
});
