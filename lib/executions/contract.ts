import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery, pageOf } from '@/lib/core/page';

export const EXECUTION_STATUSES = [
  'queued',
  'running',
  'completed',
  'failed',
  'cancelled',
] as const;
export const EXECUTION_KINDS = ['agent', 'workflow', 'deployment'] as const;

const Anything = z.record(z.string(), z.unknown());
const When = z.iso.datetime().nullable();

const ErrorView = z
  .object({ step: z.string().nullable(), code: z.string(), message: z.string() })
  .meta({ id: 'ExecutionError' });

export const ExecutionSchema = z
  .object({
    id: z.uuid(),
    executionId: z.uuid(),
    kind: z.enum(EXECUTION_KINDS),
    status: z.enum(EXECUTION_STATUSES),
    wait_reason: z
      .string()
      .nullable()
      .meta({ description: '`credits` while it waits for a top-up, `approval` for a person.' }),
    source: z.string(),
    agent_id: z.uuid().nullable(),
    agentId: z.uuid().nullable(),
    agent_name: z.string().nullable(),
    parent_id: z.uuid().nullable(),
    conversation_id: z.uuid().nullable(),
    deployment_id: z.uuid().nullable(),
    input: Anything,
    output: Anything.nullable(),
    error: ErrorView.nullable(),
    model: z.string().nullable(),
    model_used: z.string().nullable(),
    input_tokens: z.int(),
    output_tokens: z.int(),
    total_tokens: z.int(),
    latency_ms: z.int().nullable().meta({ description: 'From acceptance to the end.' }),
    cost_usd: z.string().meta({ description: 'A decimal string.' }),
    credits: z.number(),
    steps: z.int(),
    created_at: z.iso.datetime(),
    started_at: When,
    completed_at: When,
    createdAt: z.iso.datetime(),
    startedAt: When,
    completedAt: When,
    cancel_requested_at: When,
  })
  .meta({ id: 'Execution' });

export type ExecutionView = z.output<typeof ExecutionSchema>;

/** The same execution under `/api`, where every kind has the fields of a command. */
export const CommandExecutionSchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(EXECUTION_KINDS),
    status: z.enum(['pending', 'running', 'completed', 'failed', 'canceled']),
    deployment_id: z.uuid().nullable(),
    command: z.string(),
    output: z.string().nullable(),
    result: Anything.nullable(),
    error: ErrorView.nullable(),
    exit_code: z.int().nullable(),
    started_at: z.iso.datetime(),
    completed_at: When,
  })
  .meta({ id: 'CommandExecution' });
export type CommandExecution = z.output<typeof CommandExecutionSchema>;

export const LogSchema = z
  .object({
    id: z.string(),
    level: z.enum(['debug', 'info', 'warning', 'error']),
    message: z.string(),
    data: z.unknown(),
    timestamp: z.iso.datetime(),
  })
  .meta({ id: 'ExecutionLog' });

export const StepSchema = z
  .object({
    index: z.int(),
    type: z.enum(['model', 'tool']),
    name: z.string(),
    status: z.enum(['completed', 'failed']),
    input: z.unknown(),
    output: z.unknown(),
    error: z.unknown(),
    input_tokens: z.int(),
    output_tokens: z.int(),
    credits: z.number(),
    started_at: z.iso.datetime(),
    completed_at: When,
  })
  .meta({ id: 'ExecutionStep', description: 'One model call or one tool call.' });

export const ChatTurn = z.strictObject({
  role: z.enum(['user', 'assistant']),
  content: z.string().max(200_000),
});

const ExecuteInput = z
  .strictObject({
    input: z.record(z.string().max(200), z.unknown()).default({}).meta({
      description:
        'What the agent is asked. `{message}` is the user message; `{messages: [{role, content}]}` a conversation; anything else is given as JSON.',
    }),
    metadata: Anything.optional(),
  })
  .meta({ id: 'ExecuteInput' });

const Id = z.object({ id: z.string().max(100) });
const tag = 'Executions';
const jsonApi = 'execution';
const WaitQuery = z.object({
  wait: z.coerce.number().int().min(0).max(55).default(0).meta({
    description: 'Seconds to wait for the result: 200 with it when it is there in time, else 202.',
  }),
});

export const executeAgent = endpoint({
  id: 'executeAgent',
  method: 'POST',
  path: '/api/v1/agents/{id}/execute',
  auth: 'agents:execute',
  tag,
  jsonApi,
  summary: 'Execute an agent',
  description:
    'Accepted (202) and run in the background. `?wait=30` answers with the result when it is there in time; `Accept: text/event-stream` streams it.',
  params: Id,
  query: WaitQuery,
  body: ExecuteInput,
  bodyOptional: true,
  stream: 'accept',
  responses: { 200: ExecutionSchema, 202: ExecutionSchema },
  errors: ['NOT_FOUND', 'AGENT_NOT_ACTIVE', 'INSUFFICIENT_CREDITS'],
  example: { body: { input: { message: 'Hello, world!' } } },
});

export const playAgent = endpoint({
  id: 'playAgent',
  method: 'POST',
  path: '/api/v1/agents/{id}/playground',
  auth: 'agents:execute',
  tag,
  jsonApi,
  summary: 'Try an agent in its playground',
  description:
    'Like execute, for agents in any status. `overrides` tries changes without saving them.',
  params: Id,
  query: WaitQuery,
  body: z.strictObject({
    input: z.record(z.string().max(200), z.unknown()).default({}),
    overrides: z
      .strictObject({
        system_prompt: z.string().max(100_000).optional(),
        config: z
          .strictObject({
            model: z.string().max(200).nullable().optional(),
            max_tokens: z.int().min(1).max(200_000).optional(),
            temperature: z.number().min(0).max(2).optional(),
          })
          .optional(),
        tools: z
          .array(z.strictObject({ name: z.string().max(100), config: Anything.optional() }))
          .max(50)
          .optional(),
      })
      .optional(),
  }),
  stream: 'accept',
  responses: { 200: ExecutionSchema, 202: ExecutionSchema },
  errors: ['NOT_FOUND', 'AGENT_NOT_READY', 'INSUFFICIENT_CREDITS'],
  example: { body: { input: { message: 'Hello' } } },
});

const Filters = PageQuery.extend({
  agent_id: z.string().max(100).optional(),
  'filter[agent_id]': z.string().max(100).optional(),
  status: z.enum(EXECUTION_STATUSES).optional(),
  'filter[status]': z.enum(EXECUTION_STATUSES).optional(),
  kind: z.enum(EXECUTION_KINDS).optional(),
  'filter[kind]': z.enum(EXECUTION_KINDS).optional(),
  source: z.string().max(50).optional(),
  parent_id: z.string().max(100).optional(),
  deployment_id: z.string().max(100).optional(),
  created_after: z.iso.datetime({ offset: true }).optional(),
  created_before: z.iso.datetime({ offset: true }).optional(),
});

export type ExecutionFilters = z.output<typeof Filters>;

export const listExecutions = endpoint({
  id: 'listExecutions',
  method: 'GET',
  path: '/api/v1/executions',
  auth: 'executions:read',
  tag,
  jsonApi,
  summary: 'List executions',
  query: Filters,
  responses: { 200: pageOf(ExecutionSchema) },
});

export const listCommandExecutions = endpoint({
  id: 'listCommandExecutions',
  method: 'GET',
  path: '/api/executions',
  auth: 'executions:read',
  tag,
  summary: 'List executions as commands',
  query: Filters,
  responses: { 200: pageOf(CommandExecutionSchema) },
});

export const getExecution = endpoint({
  id: 'getExecution',
  method: 'GET',
  path: '/api/v1/executions/{id}',
  auth: 'executions:read',
  tag,
  jsonApi,
  summary: 'Read an execution',
  params: Id,
  query: WaitQuery,
  responses: { 200: ExecutionSchema },
  errors: ['NOT_FOUND'],
});

export const getCommandExecution = endpoint({
  id: 'getCommandExecution',
  method: 'GET',
  path: '/api/executions/{id}',
  auth: 'executions:read',
  tag,
  summary: 'Read an execution as a command',
  params: Id,
  responses: { 200: CommandExecutionSchema },
  errors: ['NOT_FOUND'],
});

export const actOnExecution = endpoint({
  id: 'actOnExecution',
  method: 'POST',
  path: '/api/v1/executions/{id}',
  auth: 'executions:write',
  tag,
  jsonApi,
  summary: 'Act on an execution',
  description:
    '`cancel` stops it: what it spent so far is charged, the rest of its hold comes back.',
  params: Id,
  body: z.strictObject({ action: z.enum(['cancel']) }),
  responses: { 200: ExecutionSchema },
  errors: ['NOT_FOUND', 'EXECUTION_ENDED'],
  example: { body: { action: 'cancel' } },
});

export const cancelExecution = endpoint({
  id: 'cancelExecution',
  method: 'POST',
  path: '/api/v1/executions/{id}/cancel',
  auth: 'executions:write',
  tag,
  jsonApi,
  summary: 'Cancel an execution',
  params: Id,
  responses: { 200: ExecutionSchema },
  errors: ['NOT_FOUND', 'EXECUTION_ENDED'],
});

export const listExecutionLogs = endpoint({
  id: 'listExecutionLogs',
  method: 'GET',
  path: '/api/v1/executions/{id}/logs',
  auth: 'executions:read',
  tag,
  summary: 'Read the log of an execution',
  description: 'In order; `after` is the id of the last line already read.',
  params: Id,
  query: PageQuery.extend({
    after: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional(),
  }),
  responses: { 200: pageOf(LogSchema) },
  errors: ['NOT_FOUND'],
});

export const listExecutionSteps = endpoint({
  id: 'listExecutionSteps',
  method: 'GET',
  path: '/api/v1/executions/{id}/steps',
  auth: 'executions:read',
  tag,
  summary: 'Read the steps of an execution',
  params: Id,
  responses: { 200: z.object({ data: z.array(StepSchema) }) },
  errors: ['NOT_FOUND'],
});

export const streamExecution = endpoint({
  id: 'streamExecution',
  method: 'GET',
  path: '/api/v1/executions/{id}/stream',
  auth: 'executions:read',
  tag,
  stream: 'always',
  timeoutMs: 600_000,
  summary: 'Follow an execution live',
  description:
    'Server-sent events: `status`, `text` (a delta), `tool_call`, `tool_result`, `restart`, `log`, and `done` with the whole execution. Resume with `Last-Event-ID`.',
  params: Id,
  responses: { 200: z.string() },
  errors: ['NOT_FOUND'],
});
