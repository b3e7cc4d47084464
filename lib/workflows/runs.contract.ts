import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery, pageOf } from '@/lib/core/page';

/** As FleetPrompt shows them; `state` says more. */
export const RUN_STATUSES = ['queued', 'running', 'completed', 'failed', 'cancelled'] as const;
export const RUN_STATES = [
  'queued',
  'running',
  'waiting',
  'paused',
  'completed',
  'failed',
  'timed_out',
  'cancelled',
] as const;
/** As CodeAI shows them. */
export const WORKFLOW_EXECUTION_STATUSES = [
  'pending',
  'running',
  'completed',
  'failed',
  'canceled',
] as const;
export const WAIT_REASONS = ['timer', 'event', 'approval', 'credits', 'concurrency'] as const;

const Time = z.iso.datetime();
const When = Time.nullable();
const Anything = z.record(z.string().max(200), z.unknown());

export const RunErrorSchema = z
  .looseObject({ step: z.string().nullable(), code: z.string(), message: z.string() })
  .meta({ id: 'WorkflowRunError' });

export const WorkflowRunSchema = z
  .object({
    id: z.uuid(),
    run_id: z.uuid(),
    execution_id: z.uuid(),
    workflow_id: z.uuid().nullable(),
    workflow_name: z.string().nullable(),
    version: z.int().nullable(),
    workflow_type: z.string().nullable().meta({ description: 'Of runs of a built-in type.' }),
    client_id: z.string().nullable().meta({ description: 'The `workflowId` the client gave.' }),
    status: z.enum(RUN_STATUSES),
    state: z.enum(RUN_STATES),
    wait_reason: z.enum(WAIT_REASONS).nullable(),
    input: z.unknown(),
    output: z.unknown(),
    error: RunErrorSchema.nullable(),
    trigger: z.record(z.string(), z.unknown()),
    metadata: z.record(z.string(), z.unknown()),
    parent_run_id: z.uuid().nullable(),
    reused_run_id: z.uuid().nullable().meta({ description: 'The run it goes on from.' }),
    credits: z.number(),
    duration_ms: z.int().nullable().meta({ description: 'From its first step to its end.' }),
    created_at: Time,
    started_at: When,
    completed_at: When,
  })
  .meta({ id: 'WorkflowRun' });
export type WorkflowRunView = z.output<typeof WorkflowRunSchema>;

export const RunStepSchema = z
  .object({
    key: z.string().meta({ description: 'One instance; a loop has one for each pass.' }),
    step: z.string(),
    name: z.string(),
    type: z.string(),
    status: z.enum([
      'queued',
      'scheduled',
      'started',
      'backoff',
      'blocked',
      'waiting',
      'running',
      'handling',
      'completed',
      'failed',
      'skipped',
      'cancelled',
    ]),
    attempt: z.int(),
    input: z.unknown(),
    output: z.unknown(),
    error: z.unknown(),
    work: z
      .object({ type: z.string(), id: z.uuid() })
      .nullable()
      .meta({ description: 'The execution, run or job that does it.' }),
    credits: z.number(),
    started_at: When,
    completed_at: When,
  })
  .meta({ id: 'WorkflowRunStep' });
export type RunStepView = z.output<typeof RunStepSchema>;

export const HistoryEventSchema = z
  .object({
    eventId: z.int(),
    eventType: z.string(),
    timestamp: Time,
    attributes: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'WorkflowHistoryEvent' });

// CodeAI: runs under /api/workflows, by the client's workflowId or the run's id.

export const StartRunInput = z
  .strictObject({
    workflowId: z.string().trim().min(1).max(255),
    workflowType: z.string().trim().min(1).max(255).meta({
      description: '`ai-pipeline`, `test-suite`, or the name or id of a published workflow.',
    }),
    input: Anything,
    metadata: Anything.optional(),
  })
  .meta({ id: 'StartWorkflowInput' });

export const RunStarted = z
  .object({
    id: z.uuid(),
    workflowId: z.string(),
    runId: z.uuid(),
    status: z.enum(WORKFLOW_EXECUTION_STATUSES),
  })
  .meta({ id: 'WorkflowStarted' });

const listed = {
  id: z.uuid(),
  workflowId: z.string(),
  workflowType: z.string(),
  runId: z.uuid(),
  status: z.enum(WORKFLOW_EXECUTION_STATUSES),
  startedAt: Time,
  completedAt: When,
};

export const WorkflowExecutionSchema = z
  .object({
    ...listed,
    input: z.unknown(),
    output: z.unknown(),
    error: RunErrorSchema.nullable(),
    metadata: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'WorkflowExecution' });

const tag = 'Workflow runs';
const ClientId = z.object({ workflowId: z.string().max(255) });

export const startWorkflow = endpoint({
  id: 'startWorkflow',
  method: 'POST',
  path: '/api/workflows',
  auth: 'workflows:execute',
  tag,
  summary: 'Start a workflow',
  description: '`workflowId` is yours to choose; 409 while another open run has it.',
  body: StartRunInput,
  responses: { 202: RunStarted },
  errors: ['NOT_FOUND', 'CONFLICT', 'INSUFFICIENT_CREDITS'],
  example: {
    body: {
      workflowId: 'wf-unique-id-001',
      workflowType: 'ai-pipeline',
      input: { model: 'gpt-4', prompt: 'Analyze this data', maxTokens: 1000 },
      metadata: { project: 'my-project', environment: 'production' },
    },
  },
});

export const listWorkflowExecutions = endpoint({
  id: 'listWorkflowExecutions',
  method: 'GET',
  path: '/api/workflows',
  auth: 'workflows:read',
  tag,
  summary: 'List runs by their workflowId',
  description: 'Newest first.',
  query: PageQuery.extend({
    workflowType: z.string().max(255).optional(),
    status: z.enum(WORKFLOW_EXECUTION_STATUSES).optional(),
  }),
  responses: {
    200: z.object({
      workflows: z.array(z.object(listed)),
      total: z.int(),
      limit: z.int(),
      offset: z.int(),
    }),
  },
});

export const getWorkflowExecution = endpoint({
  id: 'getWorkflowExecution',
  method: 'GET',
  path: '/api/workflows/{workflowId}',
  auth: 'workflows:read',
  tag,
  summary: 'Read a run by its workflowId',
  description: "By the client's `workflowId` (the newest run that has it) or by the run's id.",
  params: ClientId,
  responses: { 200: WorkflowExecutionSchema },
  errors: ['NOT_FOUND'],
});

export const cancelWorkflowExecution = endpoint({
  id: 'cancelWorkflowExecution',
  method: 'POST',
  path: '/api/workflows/{workflowId}/cancel',
  auth: 'workflows:execute',
  tag,
  summary: 'Cancel a run by its workflowId',
  params: ClientId,
  body: z.strictObject({ reason: z.string().max(1000).optional() }),
  bodyOptional: true,
  responses: {
    200: z.object({ workflowId: z.string(), runId: z.uuid(), status: listed.status }),
  },
  errors: ['NOT_FOUND', 'CONFLICT'],
  example: { body: { reason: 'User requested cancellation' } },
});

export const getWorkflowExecutionHistory = endpoint({
  id: 'getWorkflowExecutionHistory',
  method: 'GET',
  path: '/api/workflows/{workflowId}/history',
  auth: 'workflows:read',
  tag,
  summary: 'Read the history of a run by its workflowId',
  description: 'Ascending, at most 1,000 events; `after` an eventId gives those that follow it.',
  params: ClientId,
  query: z.object({ after: z.coerce.number().int().min(0).max(1_000_000_000).default(0) }),
  responses: {
    200: z.object({
      workflowId: z.string(),
      runId: z.uuid(),
      events: z.array(HistoryEventSchema),
      total: z.int(),
    }),
  },
  errors: ['NOT_FOUND'],
});

/** Of /api/v1/workflow-runs. */
export const RunFilters = z.object({
  workflow_id: z.string().max(100).optional(),
  'filter[workflow_id]': z.string().max(100).optional(),
  workflow_type: z.string().max(255).optional(),
  status: z.enum(RUN_STATUSES).optional(),
  'filter[status]': z.enum(RUN_STATUSES).optional(),
  state: z.enum(RUN_STATES).optional(),
  parent_run_id: z.string().max(100).optional(),
  created_after: z.iso.datetime({ offset: true }).optional(),
  created_before: z.iso.datetime({ offset: true }).optional(),
});

export const listWorkflowRuns = endpoint({
  id: 'listWorkflowRuns',
  method: 'GET',
  path: '/api/v1/workflow-runs',
  auth: 'workflows:read',
  tag,
  jsonApi: 'workflow-run',
  summary: 'List workflow runs',
  description: 'Newest first.',
  query: PageQuery.extend(RunFilters.shape),
  responses: { 200: pageOf(WorkflowRunSchema) },
});
