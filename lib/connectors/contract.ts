import { z } from 'zod';
import { CONNECTOR_TYPES } from '@/lib/connectors/catalog';
import { McpTool } from '@/lib/connectors/catalog/mcp';
import { TestResult } from '@/lib/connectors/credentials.contract';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery } from '@/lib/core/page';

const Config = z
  .record(z.string().max(100), z.unknown())
  .meta({ description: 'What it may hold is in the catalogue: `configSchema`.' });

const CredentialId = z
  .string()
  .max(100)
  .nullable()
  .meta({ description: 'A credential of the type’s provider; http and mcp take any, or none.' });

export const ConnectorInput = z
  .strictObject({
    name: z.string().trim().min(1).max(255),
    type: z.enum(CONNECTOR_TYPES),
    credentialId: CredentialId.optional(),
    config: Config.optional(),
  })
  .meta({ id: 'ConnectorInput' });

export const ConnectorPatch = z
  .strictObject({
    name: z.string().trim().min(1).max(255).optional(),
    credentialId: CredentialId.optional(),
    config: Config.optional().meta({ description: 'Replaces the former one.' }),
  })
  .meta({ id: 'ConnectorPatch' });

const Time = z.iso.datetime();

export const ConnectorSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    type: z.enum(CONNECTOR_TYPES),
    credentialId: z.uuid().nullable(),
    credential: z.object({ id: z.uuid(), name: z.string(), provider: z.string() }).nullable(),
    config: z.record(z.string(), z.unknown()),
    last_used_at: Time.nullable(),
    tools: z
      .array(McpTool.omit({ inputSchema: true }))
      .nullable()
      .meta({
        description: 'What an MCP server offered when it was asked last; testing it asks again.',
      }),
    tools_at: Time.nullable(),
    last_test: z.object({ ok: z.boolean(), message: z.string(), tested_at: Time }).nullable(),
    createdAt: Time,
    updatedAt: Time,
  })
  .meta({ id: 'Connector' });

export type ConnectorView = z.output<typeof ConnectorSchema>;

const JsonSchema = z.record(z.string(), z.unknown());

export const ConnectorTypeSchema = z
  .object({
    id: z.string(),
    type: z.string(),
    name: z.string(),
    description: z.string(),
    credentialType: z.string(),
    requiredFields: z.array(z.string()),
    credential: z.object({
      provider: z.string(),
      type: z.string(),
      optional: z.boolean(),
      hosts: z.array(z.string()).nullable(),
      fields: z.array(
        z.object({
          name: z.string(),
          label: z.string(),
          description: z.string(),
          secret: z.boolean(),
          required: z.boolean(),
          kind: z.enum(['text', 'number', 'boolean', 'choice']),
          choices: z.array(z.string()).optional(),
          when: z.object({ field: z.string(), is: z.string() }).optional(),
        }),
      ),
    }),
    configSchema: JsonSchema,
    actions: z.array(
      z.object({
        name: z.string(),
        description: z.string(),
        writes: z.boolean(),
        idempotency: z.string(),
        inputSchema: JsonSchema,
        outputSchema: JsonSchema,
      }),
    ),
  })
  .meta({ id: 'ConnectorType' });

export type ConnectorTypeView = z.output<typeof ConnectorTypeSchema>;

const Id = z.object({ id: z.string().max(100) });
const tag = 'Connectors';
const jsonApi = 'connector';

export const listConnectors = endpoint({
  id: 'listConnectors',
  method: 'GET',
  path: '/api/v1/connectors',
  auth: 'connectors:read',
  tag,
  jsonApi,
  summary: 'List connectors, or the types that are available',
  description:
    'With `available=true` the catalogue: every type with its actions, their inputs and outputs as JSON Schema. Else the organization’s own, newest first. The total is in `X-Total-Count`.',
  query: PageQuery.extend({
    available: z.enum(['true', 'false']).optional(),
    type: z.enum(CONNECTOR_TYPES).optional(),
    search: z.string().max(200).optional(),
  }),
  responses: { 200: z.array(z.union([ConnectorSchema, ConnectorTypeSchema])) },
});

export const createConnector = endpoint({
  id: 'createConnector',
  method: 'POST',
  path: '/api/v1/connectors',
  auth: 'connectors:write',
  tag,
  jsonApi,
  summary: 'Create a connector',
  body: ConnectorInput,
  responses: { 201: ConnectorSchema },
  errors: ['CONFLICT'],
  example: {
    body: { name: 'Status page', type: 'http', config: { baseUrl: 'https://api.example.com/v1/' } },
  },
});

export const getConnector = endpoint({
  id: 'getConnector',
  method: 'GET',
  path: '/api/v1/connectors/{id}',
  auth: 'connectors:read',
  tag,
  jsonApi,
  summary: 'Read a connector',
  params: Id,
  responses: { 200: ConnectorSchema },
  errors: ['NOT_FOUND'],
});

const change = {
  path: '/api/v1/connectors/{id}',
  auth: 'connectors:write',
  tag,
  jsonApi,
  params: Id,
  body: ConnectorPatch,
  responses: { 200: ConnectorSchema },
  errors: ['NOT_FOUND'],
  example: { body: { name: 'Status page of the shop' } },
} as const;

export const updateConnector = endpoint({
  ...change,
  id: 'updateConnector',
  method: 'PATCH',
  summary: 'Change a connector',
  description: 'What is left out stays; the type stays always.',
});

export const putConnector = endpoint({
  ...change,
  id: 'putConnector',
  method: 'PUT',
  summary: 'Change a connector, as PATCH does',
});

export const deleteConnector = endpoint({
  id: 'deleteConnector',
  method: 'DELETE',
  path: '/api/v1/connectors/{id}',
  auth: 'connectors:write',
  tag,
  summary: 'Delete a connector',
  description: 'Its credential stays.',
  params: Id,
  responses: { 204: null },
  errors: ['NOT_FOUND'],
});

export const testConnector = endpoint({
  id: 'testConnector',
  method: 'POST',
  path: '/api/v1/connectors/{id}/test',
  auth: 'connectors:execute',
  tag,
  summary: 'Test a connector’s connection',
  description:
    'Signs in at the vendor and changes nothing there; http reads its baseUrl, mcp lists the tools. A failure is an answer, too: `ok` is false.',
  params: Id,
  responses: { 200: TestResult },
  errors: ['NOT_FOUND'],
});

export const ActionResult = z
  .object({
    success: z.boolean(),
    output: z.unknown(),
    error: z
      .object({
        code: z.string(),
        message: z.string(),
        status: z.int().nullable(),
        retryable: z.boolean(),
        retry_after_ms: z.int().nullable(),
        details: z.unknown(),
      })
      .nullable(),
    duration_ms: z.int(),
  })
  .meta({ id: 'ConnectorActionResult' });

export const runConnectorAction = endpoint({
  id: 'runConnectorAction',
  method: 'POST',
  path: '/api/v1/connectors/{id}/actions/{action}',
  auth: 'connectors:execute',
  tag,
  summary: 'Run one action of a connector',
  description:
    'The body is the action’s input, as its `inputSchema` says. What the vendor refuses is an answer, too: `success` is false and `error` says why and whether it may pass. An `Idempotency-Key` goes on to the vendor.',
  params: Id.extend({ action: z.string().max(100) }),
  body: z.record(z.string().max(200), z.unknown()),
  bodyOptional: true,
  responses: { 200: ActionResult },
  errors: ['NOT_FOUND'],
  timeoutMs: 45_000,
  example: { body: { channel: '#general', text: 'Hello' } },
});
