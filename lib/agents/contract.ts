import { z } from 'zod';
import { findModel, knownModelNames } from '@/lib/agents/models/catalog';
import { ToolUse } from '@/lib/agents/tool-use';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery, pageOf } from '@/lib/core/page';

export const AGENT_STATUSES = ['draft', 'active', 'paused', 'error'] as const;

const ModelName = z
  .string()
  .max(200)
  .refine((name) => name === '' || findModel(name) !== undefined, {
    error: () => `must be a known model: ${knownModelNames().join(' ')}`,
  });

export const AgentConfig = z
  .strictObject({
    model: ModelName.nullable().optional(),
    max_tokens: z.int().min(1).max(200_000).optional(),
    temperature: z.number().min(0).max(2).optional(),
  })
  .meta({ id: 'AgentConfig' });

export const AgentLimits = z
  .strictObject({
    max_steps: z.int().min(1).max(100).optional(),
    timeout_seconds: z.int().min(1).max(3600).optional(),
    max_tokens: z.int().min(1).max(10_000_000).optional(),
    max_credits: z.number().positive().max(1_000_000).optional(),
  })
  .meta({ id: 'AgentLimits', description: 'Where one execution ends whatever the model wants.' });

const JsonSchemaObject = z.record(z.string().max(200), z.unknown());

const fields = {
  name: z.string().trim().min(1).max(255),
  description: z.string().max(2000).optional(),
  system_prompt: z.string().max(100_000).optional(),
  model: ModelName.optional().meta({ description: 'Short for config.model.' }),
  config: AgentConfig.optional(),
  tools: z.array(ToolUse).max(50).optional(),
  skill_ids: z.array(z.uuid()).max(100).optional(),
  limits: AgentLimits.optional(),
  output_schema: JsonSchemaObject.nullable().optional(),
  a2a_enabled: z.boolean().optional().meta({
    description:
      'Public over A2A: anyone may read its card, and keys of the organization may send it tasks.',
  }),
};

export const AgentInput = z.strictObject(fields).meta({ id: 'AgentInput' });
export const AgentPatch = z
  .strictObject({ ...fields, name: fields.name.optional() })
  .meta({ id: 'AgentPatch' });

export const AgentSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    slug: z.string(),
    description: z.string(),
    status: z.enum(AGENT_STATUSES),
    system_prompt: z.string(),
    config: z.object({
      model: z.string().nullable(),
      max_tokens: z.int(),
      temperature: z.number(),
    }),
    tools: z.array(
      z.object({ name: z.string(), config: z.record(z.string(), z.unknown()).optional() }),
    ),
    skill_ids: z.array(z.uuid()),
    skills: z.array(z.object({ id: z.uuid(), name: z.string() })),
    limits: z.object({
      max_steps: z.int(),
      timeout_seconds: z.int(),
      max_tokens: z.int().nullable(),
      max_credits: z.number().nullable(),
    }),
    output_schema: JsonSchemaObject.nullable(),
    runtime: z.enum(['fleetprompt', 'external']).meta({
      description: 'external: its code runs on the Pixell Agent Runtime that is connected.',
    }),
    a2a_enabled: z.boolean(),
    a2a: z
      .object({ card_url: z.string(), url: z.string() })
      .nullable()
      .meta({ description: 'Where its card and its JSON-RPC endpoint are; null when not public.' }),
    deployed_at: z.iso.datetime().nullable(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Agent' });

export type AgentView = z.output<typeof AgentSchema>;

const Id = z.object({ id: z.string().max(100) });
const tag = 'Agents';
const jsonApi = 'agent';

const AgentQuery = PageQuery.extend({
  status: z.enum(AGENT_STATUSES).optional(),
  search: z.string().max(200).optional(),
  'filter[status]': z.enum(AGENT_STATUSES).optional(),
});

export const listAgents = endpoint({
  id: 'listAgents',
  method: 'GET',
  path: '/api/v1/agents',
  auth: 'agents:read',
  tag,
  jsonApi,
  summary: 'List agents',
  query: AgentQuery,
  responses: { 200: pageOf(AgentSchema) },
});

export const createAgent = endpoint({
  id: 'createAgent',
  method: 'POST',
  path: '/api/v1/agents',
  auth: 'agents:write',
  tag,
  jsonApi,
  summary: 'Create an agent',
  description: 'Only `name` is needed. The agent begins as a draft; deploy it to execute it.',
  body: AgentInput,
  responses: { 201: AgentSchema },
  example: {
    body: {
      name: 'Support triage',
      description: 'Sorts incoming tickets',
      system_prompt: 'You sort support tickets by urgency.',
      config: { model: 'claude-sonnet-4', max_tokens: 1024, temperature: 0.2 },
    },
  },
});

export const getAgent = endpoint({
  id: 'getAgent',
  method: 'GET',
  path: '/api/v1/agents/{id}',
  auth: 'agents:read',
  tag,
  jsonApi,
  summary: 'Read an agent',
  params: Id,
  responses: { 200: AgentSchema },
  errors: ['NOT_FOUND'],
});

export const updateAgent = endpoint({
  id: 'updateAgent',
  method: 'PATCH',
  path: '/api/v1/agents/{id}',
  auth: 'agents:write',
  tag,
  jsonApi,
  summary: 'Change an agent',
  description:
    'Fields that are left out stay. Executions that have begun keep what they began with.',
  params: Id,
  body: AgentPatch,
  responses: { 200: AgentSchema },
  errors: ['NOT_FOUND', 'AGENT_NOT_READY'],
  example: { body: { description: 'Sorts and answers tickets' } },
});

export const deleteAgent = endpoint({
  id: 'deleteAgent',
  method: 'DELETE',
  path: '/api/v1/agents/{id}',
  auth: 'agents:write',
  tag,
  summary: 'Delete an agent',
  description: 'Its executions stay.',
  params: Id,
  responses: { 204: null },
  errors: ['NOT_FOUND'],
});

export const deployAgent = endpoint({
  id: 'deployAgent',
  method: 'POST',
  path: '/api/v1/agents/{id}/deploy',
  auth: 'agents:write',
  tag,
  jsonApi,
  summary: 'Deploy an agent',
  description: 'From draft or paused to active. Needs a model and a system prompt.',
  params: Id,
  responses: { 200: AgentSchema },
  errors: ['NOT_FOUND', 'AGENT_NOT_READY'],
});

export const pauseAgent = endpoint({
  id: 'pauseAgent',
  method: 'POST',
  path: '/api/v1/agents/{id}/pause',
  auth: 'agents:write',
  tag,
  jsonApi,
  summary: 'Pause an agent',
  description: 'A paused agent refuses new executions; those that run go on.',
  params: Id,
  responses: { 200: AgentSchema },
  errors: ['NOT_FOUND', 'AGENT_NOT_ACTIVE'],
});

const ModelView = z
  .object({
    name: z.string(),
    label: z.string(),
    provider: z.string(),
    aliases: z.array(z.string()),
    context_window: z.int(),
    max_output_tokens: z.int(),
    /** credits per million tokens */
    price: z.object({ input: z.number(), output: z.number(), per_call: z.number() }),
    available: z.boolean(),
    note: z.string().nullable(),
  })
  .meta({ id: 'Model' });

export const listModels = endpoint({
  id: 'listModels',
  method: 'GET',
  path: '/api/v1/models',
  auth: 'agents:read',
  tag,
  summary: 'List models with prices',
  description: 'Prices are in credits per million tokens (1 credit = 0.01 USD).',
  responses: { 200: z.object({ data: z.array(ModelView) }) },
});

const ToolView = z.object({
  name: z.string(),
  label: z.string(),
  description: z.string(),
  input_schema: JsonSchemaObject,
});

export const listTools = endpoint({
  id: 'listTools',
  method: 'GET',
  path: '/api/v1/tools',
  auth: 'agents:read',
  tag,
  summary: 'List the tools agents can use',
  responses: { 200: z.object({ data: z.array(ToolView) }) },
});
