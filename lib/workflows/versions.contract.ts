import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery, pageOf } from '@/lib/core/page';
import { Id, tag, VersionSchema, VersionSummarySchema } from '@/lib/workflows/contract';
import { DifferenceSchema } from '@/lib/workflows/reports.contract';
import { WorkflowRunSchema } from '@/lib/workflows/runs.contract';

const read = { method: 'GET', auth: 'workflows:read', tag, params: Id } as const;
const VersionNumber = z.coerce.number().int().min(1).max(1_000_000_000);

export const listWorkflowVersions = endpoint({
  ...read,
  id: 'listWorkflowVersions',
  path: '/api/v1/workflows/{id}/versions',
  summary: 'List the versions of a workflow',
  description: 'Newest first.',
  query: PageQuery,
  responses: { 200: pageOf(VersionSummarySchema) },
  errors: ['NOT_FOUND'],
});

export const getWorkflowVersion = endpoint({
  ...read,
  id: 'getWorkflowVersion',
  path: '/api/v1/workflows/{id}/versions/{version}',
  summary: 'Read a version of a workflow',
  params: Id.extend({ version: z.string().max(100) }),
  responses: { 200: VersionSchema },
  errors: ['NOT_FOUND'],
});

export const compareWorkflowVersions = endpoint({
  ...read,
  id: 'compareWorkflowVersions',
  path: '/api/v1/workflows/{id}/compare',
  summary: 'Compare two versions of a workflow',
  description: 'Step by step, by id. By default the newest against the one before.',
  query: z.object({ from: VersionNumber.optional(), to: VersionNumber.optional() }),
  responses: { 200: DifferenceSchema },
  errors: ['NOT_FOUND'],
});

export const TriggerSchema = z
  .object({
    id: z.uuid().nullable(),
    type: z.enum(['manual', 'schedule', 'event', 'webhook']),
    cron: z.string().nullable(),
    timezone: z.string().nullable(),
    event: z.string().nullable(),
    filter: z.string().nullable(),
    url: z.string().nullable().meta({ description: "A webhook's address, once it is made." }),
    next: z.array(z.iso.datetime()).meta({ description: 'The next five times of a schedule.' }),
    lastAt: z.iso.datetime().nullable(),
    resting: z.boolean().meta({ description: 'While the workflow is paused.' }),
  })
  .meta({ id: 'WorkflowTrigger' });

export const listWorkflowTriggers = endpoint({
  ...read,
  id: 'listWorkflowTriggers',
  path: '/api/v1/workflows/{id}/triggers',
  summary: 'List the triggers of a workflow',
  description: 'Those of the published version.',
  responses: { 200: z.object({ data: z.array(TriggerSchema) }) },
  errors: ['NOT_FOUND'],
});

export const makeWorkflowHook = endpoint({
  id: 'makeWorkflowHook',
  method: 'POST',
  path: '/api/v1/workflows/{id}/hook',
  auth: 'workflows:write',
  tag,
  summary: 'Give a workflow a new hook',
  description:
    'The address that starts it when its published version has a webhook trigger. A former address stops working at once. With a `secret` each call needs the hex HMAC-SHA256 of its body in `X-Webhook-Signature`, or `sha256=` and that in `X-Hub-Signature-256`.',
  params: Id,
  body: z.strictObject({ secret: z.string().min(8).max(256).optional() }),
  bodyOptional: true,
  responses: { 201: z.object({ url: z.string(), signed: z.boolean() }) },
  example: { body: {} },
  errors: ['NOT_FOUND'],
});

export const removeWorkflowHook = endpoint({
  id: 'removeWorkflowHook',
  method: 'DELETE',
  path: '/api/v1/workflows/{id}/hook',
  auth: 'workflows:write',
  tag,
  summary: 'Take the hook of a workflow away',
  params: Id,
  responses: { 204: null },
  errors: ['NOT_FOUND'],
});

export const WaitQuery = z.object({
  wait: z.coerce.number().int().min(0).max(55).default(0).meta({
    description: 'Seconds to wait for the result: 200 with it when it is there in time, else 202.',
  }),
});

/** What a started run answers: the Integration Layer's fields, and the run. */
export const ExecutionStarted = z
  .object({
    executionId: z.uuid(),
    runId: z.uuid(),
    status: z.enum(['pending', 'running', 'completed', 'failed', 'cancelled']),
    startedAt: z.iso.datetime(),
    output: z.unknown().optional().meta({ description: 'When it has ended in time.' }),
    error: WorkflowRunSchema.shape.error.optional(),
  })
  .meta({ id: 'WorkflowExecutionStarted' });

export const executeWorkflow = endpoint({
  id: 'executeWorkflow',
  method: 'POST',
  path: '/api/v1/workflows/{id}/execute',
  auth: 'workflows:execute',
  tag,
  summary: 'Execute a workflow',
  description:
    'Starts a run of the published version, or of the one that is named. Send an `Idempotency-Key` to start it only once.',
  params: Id,
  query: WaitQuery,
  body: z.strictObject({
    input: z.record(z.string().max(200), z.unknown()).default({}),
    metadata: z.record(z.string().max(200), z.unknown()).optional(),
    version: z.int().min(1).max(1_000_000_000).optional(),
  }),
  bodyOptional: true,
  responses: { 200: ExecutionStarted, 202: ExecutionStarted },
  errors: ['NOT_FOUND', 'CONFLICT', 'INSUFFICIENT_CREDITS'],
  example: { body: { input: { key: 'value' } } },
});

const hook = {
  path: '/api/hooks/{token}',
  auth: 'public',
  limit: 'none',
  tag,
  bodyKind: 'raw',
  params: z.object({ token: z.string().max(300) }),
  query: z.looseObject(WaitQuery.shape),
  responses: { 200: ExecutionStarted, 202: ExecutionStarted },
  errors: [
    'BAD_REQUEST',
    'MALFORMED_JSON',
    'NOT_FOUND',
    'CONFLICT',
    'PAYLOAD_TOO_LARGE',
    'REQUEST_TIMEOUT',
    'RATE_LIMITED',
    'UNSUPPORTED_MEDIA_TYPE',
    'INVALID_CREDENTIALS',
  ],
} as const;

export const callHook = endpoint({
  ...hook,
  id: 'callWorkflowHook',
  method: 'POST',
  summary: 'Start a workflow by its hook',
  description:
    'Needs no key: the address is the secret. The run gets `trigger` with `body` (JSON, form or text, at most 1 MiB), `headers` (without credentials), `query` and `method`, and a JSON object or form as its `input`. Answers with `?wait=` as execute does.',
});
export const putHook = endpoint({
  ...hook,
  id: 'putWorkflowHook',
  method: 'PUT',
  summary: 'Start a workflow by its hook, as POST does',
});
export const patchHook = endpoint({
  ...hook,
  id: 'patchWorkflowHook',
  method: 'PATCH',
  summary: 'Start a workflow by its hook, as POST does',
});
