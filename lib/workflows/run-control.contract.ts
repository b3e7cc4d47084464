import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import {
  HistoryEventSchema,
  RUN_STATES,
  RUN_STATUSES,
  RunStepSchema,
  WorkflowRunSchema,
} from '@/lib/workflows/runs.contract';

const tag = 'Workflow runs';
const jsonApi = 'workflow-run';
const Id = z.object({ id: z.string().max(100) });
const Anything = z.record(z.string().max(200), z.unknown());
const Wait = z.object({
  wait: z.coerce.number().int().min(0).max(55).default(0).meta({
    description: 'Seconds to wait for the end of the run.',
  }),
});

export const createWorkflowRun = endpoint({
  id: 'createWorkflowRun',
  method: 'POST',
  path: '/api/v1/workflow-runs',
  auth: 'workflows:execute',
  tag,
  jsonApi,
  summary: 'Run a workflow',
  description: '200 when it has ended within `wait`, else 202.',
  query: Wait,
  body: z.strictObject({
    workflow_id: z.string().min(1).max(100),
    input: Anything.default({}),
    metadata: Anything.optional(),
    version: z.int().min(1).max(1_000_000_000).optional(),
  }),
  responses: { 200: WorkflowRunSchema, 202: WorkflowRunSchema },
  errors: ['NOT_FOUND', 'CONFLICT', 'INSUFFICIENT_CREDITS'],
  example: {
    body: {
      workflow_id: '01890a5d-ac96-774b-bcce-b302099a8057',
      input: { key: 'value' },
    },
  },
});

export const getWorkflowRun = endpoint({
  id: 'getWorkflowRun',
  method: 'GET',
  path: '/api/v1/workflow-runs/{id}',
  auth: 'workflows:read',
  tag,
  jsonApi,
  summary: 'Read a workflow run',
  params: Id,
  query: Wait,
  responses: { 200: WorkflowRunSchema },
  errors: ['NOT_FOUND'],
});

const control = {
  method: 'POST',
  auth: 'workflows:execute',
  tag,
  jsonApi,
  params: Id,
  responses: { 200: WorkflowRunSchema },
  errors: ['NOT_FOUND', 'CONFLICT'],
} as const;

export const cancelWorkflowRun = endpoint({
  ...control,
  id: 'cancelWorkflowRun',
  path: '/api/v1/workflow-runs/{id}/cancel',
  summary: 'Cancel a workflow run',
  body: z.strictObject({ reason: z.string().max(1000).optional() }),
  bodyOptional: true,
  example: { body: { reason: 'Not needed any more' } },
});

export const pauseWorkflowRun = endpoint({
  ...control,
  id: 'pauseWorkflowRun',
  path: '/api/v1/workflow-runs/{id}/pause',
  summary: 'Pause a workflow run',
  description: 'Steps that run end; no new one starts until it is resumed.',
});

export const resumeWorkflowRun = endpoint({
  ...control,
  id: 'resumeWorkflowRun',
  path: '/api/v1/workflow-runs/{id}/resume',
  summary: 'Resume a workflow run',
});

export const signalWorkflowRun = endpoint({
  ...control,
  id: 'signalWorkflowRun',
  path: '/api/v1/workflow-runs/{id}/signal',
  summary: 'Send a signal to a workflow run',
  description: 'A `wait_event` step that waits for the name goes on with the data.',
  body: z.strictObject({
    name: z.string().min(1).max(200),
    data: z.unknown().optional(),
    id: z.string().min(1).max(200).optional().meta({
      description: 'The same id told twice counts once.',
    }),
  }),
  example: { body: { name: 'payment.received', data: { amount: 12 } } },
});

const again = {
  ...control,
  responses: { 202: WorkflowRunSchema },
  errors: ['NOT_FOUND', 'CONFLICT', 'INSUFFICIENT_CREDITS'],
} as const;
const From = z.string().min(1).max(500);

export const retryWorkflowRun = endpoint({
  ...again,
  id: 'retryWorkflowRun',
  path: '/api/v1/workflow-runs/{id}/retry',
  summary: 'Run an ended workflow run again',
  description:
    'A new run with the same input. `from`: `failed` keeps the results of all steps before the failure, a step’s id those of all steps before it, `start` nothing.',
  body: z.strictObject({
    from: From.default('failed'),
    version: z.enum(['same', 'latest']).default('same'),
  }),
  bodyOptional: true,
  example: { body: { from: 'start', version: 'latest' } },
});

export const forkWorkflowRun = endpoint({
  ...again,
  id: 'forkWorkflowRun',
  path: '/api/v1/workflow-runs/{id}/fork',
  summary: 'Fork a workflow run at a step',
  description:
    'A new run of the same version that keeps the results of all steps before `from`; the former run stays as it is.',
  body: z.strictObject({ from: From, input: Anything.optional() }),
  example: { body: { from: 'start' } },
});

export const listWorkflowRunSteps = endpoint({
  id: 'listWorkflowRunSteps',
  method: 'GET',
  path: '/api/v1/workflow-runs/{id}/steps',
  auth: 'workflows:read',
  tag,
  summary: 'Read the steps of a workflow run',
  description: 'Each instance with its input and output, in the order they began.',
  params: Id,
  query: z.object({
    limit: z.coerce.number().int().min(1).max(1000).default(1000),
    offset: z.coerce.number().int().min(0).max(1_000_000_000).default(0),
  }),
  responses: { 200: z.object({ data: z.array(RunStepSchema), total: z.int() }) },
  errors: ['NOT_FOUND'],
});

export const getWorkflowRunHistory = endpoint({
  id: 'getWorkflowRunHistory',
  method: 'GET',
  path: '/api/v1/workflow-runs/{id}/history',
  auth: 'workflows:read',
  tag,
  summary: 'Read the history of a workflow run',
  description: 'Ascending, at most 1,000 events; `after` an eventId gives those that follow it.',
  params: Id,
  query: z.object({ after: z.coerce.number().int().min(0).max(1_000_000_000).default(0) }),
  responses: { 200: z.object({ data: z.array(HistoryEventSchema), total: z.int() }) },
  errors: ['NOT_FOUND'],
});

export const streamWorkflowRun = endpoint({
  id: 'streamWorkflowRun',
  method: 'GET',
  path: '/api/v1/workflow-runs/{id}/stream',
  auth: 'workflows:read',
  tag,
  stream: 'always',
  timeoutMs: 600_000,
  summary: 'Follow a workflow run live',
  description:
    'Server-sent events: `history` (its id is the eventId), `step` (an instance as in …/steps, whenever it changed), `status` (`{status, state, wait_reason}`), and `done` with the whole run. Resume with `Last-Event-ID`.',
  params: Id,
  responses: { 200: z.string() },
  errors: ['NOT_FOUND'],
});

export const bulkWorkflowRuns = endpoint({
  id: 'bulkWorkflowRuns',
  method: 'POST',
  path: '/api/v1/workflow-runs/bulk',
  auth: 'workflows:execute',
  tag,
  summary: 'Cancel or retry many workflow runs',
  description:
    'The newest runs that match, at most `limit`. `cancel` leaves ended ones alone, `retry` takes failed ones only.',
  body: z.strictObject({
    action: z.enum(['cancel', 'retry']),
    filter: z
      .strictObject({
        workflow_id: z.string().max(100).optional(),
        workflow_type: z.string().max(255).optional(),
        status: z.enum(RUN_STATUSES).optional(),
        state: z.enum(RUN_STATES).optional(),
        created_after: z.iso.datetime({ offset: true }).optional(),
        created_before: z.iso.datetime({ offset: true }).optional(),
      })
      .default({}),
    limit: z.int().min(1).max(1000).default(100),
    reason: z.string().max(1000).optional(),
  }),
  responses: {
    200: z.object({
      matched: z.int(),
      done: z.int(),
      failed: z.array(z.object({ id: z.uuid(), error: z.string(), code: z.string() })),
      runs: z.array(z.uuid()).meta({ description: 'Cancelled, or newly started.' }),
    }),
  },
  example: { body: { action: 'cancel', filter: { status: 'running' }, limit: 10 } },
});
