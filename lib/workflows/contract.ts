import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery } from '@/lib/core/page';
import { DescriptionSchema, GraphSchema, ProblemSchema } from '@/lib/workflows/reports.contract';
import { RunStarted, StartRunInput, WorkflowExecutionSchema } from '@/lib/workflows/runs.contract';

export const WORKFLOW_STATUSES = ['draft', 'active', 'paused'] as const;
export const WORKFLOW_SOURCES = ['installation', 'deployment', 'config'] as const;
export const TRIGGER_TYPES = ['manual', 'schedule', 'event', 'webhook'] as const;

const Time = z.iso.datetime();
const Anything = z.record(z.string().max(200), z.unknown());

const DefinitionField = Anything.meta({
  description:
    'The workflow in JSON: `{steps: […]}` and, when needed, name, inputSchema, vars, triggers, settings, output. At most 1 MiB and 1,000 steps.',
});
const Name = z.string().trim().min(1).max(255);
const Description = z.string().max(10_000);

const fields = {
  name: Name.optional().meta({ description: "The definition's own name when left out." }),
  description: Description.optional(),
  definition: DefinitionField,
  isPublic: z.boolean().optional(),
  is_public: z.boolean().optional().meta({ description: 'The same as isPublic.' }),
  publish: z.boolean().optional().meta({
    description:
      'False only saves: a definition with problems is kept with them, and what runs stays as it is.',
  }),
  note: z.string().max(1000).optional().meta({ description: 'What this version is about.' }),
};

export const WorkflowInput = z.strictObject(fields).meta({ id: 'WorkflowInput' });

const ExpectedVersion = z.int().min(1).max(1_000_000_000).optional().meta({
  description:
    'The `version` that was edited. 409 when it is not the newest any more, so that two editors do not overwrite each other. `If-Match` with the ETag does the same.',
});

export const WorkflowPatch = z
  .strictObject({
    ...fields,
    definition: DefinitionField.optional(),
    expected_version: ExpectedVersion,
  })
  .meta({ id: 'WorkflowPatch' });

const LastRun = z.object({
  id: z.uuid(),
  status: z.string(),
  createdAt: Time,
});

const summary = {
  id: z.uuid(),
  name: z.string(),
  description: z.string(),
  isPublic: z.boolean(),
  status: z.enum(WORKFLOW_STATUSES).meta({
    description: '`draft`: nothing is published. `paused`: its triggers rest.',
  }),
  version: z.int().meta({ description: 'The newest version.' }),
  publishedVersion: z.int().nullable().meta({ description: 'The version that runs.' }),
  triggers: z.array(z.enum(TRIGGER_TYPES)).meta({ description: 'Of the published version.' }),
  nextRunAt: Time.nullable().meta({ description: 'The next time of its schedules.' }),
  lastRun: LastRun.nullable(),
  source: z
    .object({ type: z.enum(WORKFLOW_SOURCES), id: z.uuid().nullable() })
    .nullable()
    .meta({ description: 'What brought it, when nobody wrote it here.' }),
  createdAt: Time,
  updatedAt: Time,
};

export const WorkflowSummarySchema = z.object(summary).meta({ id: 'WorkflowSummary' });
export type WorkflowSummary = z.output<typeof WorkflowSummarySchema>;

const version = {
  definition: z.record(z.string(), z.unknown()),
  hash: z.string().meta({ description: 'Hex SHA-256 of the definition in canonical JSON.' }),
  problems: z.array(ProblemSchema),
  note: z.string(),
};

export const WorkflowSchema = z
  .object({
    ...summary,
    ...version,
    hook: z
      .object({
        url: z.string().nullable().meta({ description: 'Only for who may change workflows.' }),
        signed: z.boolean().meta({ description: 'Calls need a signature.' }),
      })
      .nullable()
      .meta({ description: 'The address that starts it, once POST …/hook has made one.' }),
  })
  .meta({ id: 'Workflow', description: 'A workflow with its newest version.' });
export type WorkflowView = z.output<typeof WorkflowSchema>;

export const VersionSummarySchema = z
  .object({
    version: z.int(),
    hash: z.string(),
    note: z.string(),
    published: z.boolean(),
    problemCount: z.int(),
    createdBy: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    createdAt: Time,
  })
  .meta({ id: 'WorkflowVersionSummary' });

export const VersionSchema = z
  .object({
    ...VersionSummarySchema.shape,
    ...version,
    graph: GraphSchema.nullable().meta({ description: 'Null while it has problems.' }),
    reach: DescriptionSchema.nullable(),
  })
  .meta({ id: 'WorkflowVersion' });
export type VersionView = z.output<typeof VersionSchema>;

export const Id = z.object({ id: z.string().max(255) });
export const tag = 'Workflows';
const jsonApi = 'workflow';
const example = {
  name: 'New Workflow',
  description: 'Optional description',
  definition: {
    steps: [
      {
        name: 'step1',
        type: 'http_request',
        config: { method: 'GET', url: 'https://api.example.com/data' },
      },
    ],
  },
  isPublic: false,
};

export const listWorkflows = endpoint({
  id: 'listWorkflows',
  method: 'GET',
  path: '/api/v1/workflows',
  auth: 'workflows:read',
  tag,
  jsonApi,
  summary: 'List workflows',
  description: 'A bare array, newest first; the total is in `X-Total-Count`.',
  query: PageQuery.extend({
    q: z.string().max(200).optional().meta({ description: 'In name or description.' }),
    status: z.enum(WORKFLOW_STATUSES).optional(),
    'filter[status]': z.enum(WORKFLOW_STATUSES).optional(),
    source: z.enum([...WORKFLOW_SOURCES, 'own']).optional(),
  }),
  responses: { 200: z.array(WorkflowSummarySchema) },
});

export const createWorkflow = endpoint({
  id: 'createWorkflow',
  method: 'POST',
  path: '/api/v1/workflows',
  auth: 'workflows:write',
  tag,
  jsonApi,
  summary: 'Create a workflow, or start a run',
  description:
    'Saves version 1 and publishes it. Every problem of the definition is told at once (400, `problems`). A body with a `workflowType` starts a run instead, as POST /api/workflows does (202); it needs the scope workflows:execute.',
  body: z.union([WorkflowInput, StartRunInput]),
  responses: { 201: WorkflowSchema, 202: RunStarted },
  errors: ['CONFLICT', 'INSUFFICIENT_CREDITS'],
  example: { body: example },
});

export const getWorkflow = endpoint({
  id: 'getWorkflow',
  method: 'GET',
  path: '/api/v1/workflows/{id}',
  auth: 'workflows:read',
  tag,
  jsonApi,
  summary: 'Read a workflow, or a run',
  description:
    "By the workflow's id. The id of a run, or the `workflowId` that a client gave it, answers with that run.",
  params: Id,
  responses: { 200: z.union([WorkflowSchema, WorkflowExecutionSchema]) },
  errors: ['NOT_FOUND'],
});

const change = {
  path: '/api/v1/workflows/{id}',
  auth: 'workflows:write',
  tag,
  jsonApi,
  params: Id,
  body: WorkflowPatch,
  responses: { 200: WorkflowSchema },
  errors: ['NOT_FOUND', 'CONFLICT'],
  example: { body: { description: 'Another description', expected_version: 1 } },
} as const;

export const updateWorkflow = endpoint({
  ...change,
  id: 'updateWorkflow',
  method: 'PATCH',
  summary: 'Change a workflow',
  description:
    'Fields that are left out stay. Another definition makes a new version, and publishes it unless `publish` is false. Runs keep the version that they began with.',
});

export const putWorkflow = endpoint({
  ...change,
  id: 'putWorkflow',
  method: 'PUT',
  summary: 'Change a workflow, as PATCH does',
});

export const deleteWorkflow = endpoint({
  id: 'deleteWorkflow',
  method: 'DELETE',
  path: '/api/v1/workflows/{id}',
  auth: 'workflows:write',
  tag,
  summary: 'Delete a workflow',
  description: 'Ended runs stay. 409 while runs are open; `force` cancels them.',
  params: Id,
  query: z.object({ force: z.enum(['', 'true', 'false', '1', '0']).optional() }),
  responses: { 204: null },
  errors: ['NOT_FOUND', 'CONFLICT'],
});

export const validateWorkflow = endpoint({
  id: 'validateWorkflow',
  method: 'POST',
  path: '/api/v1/workflows/validate',
  auth: 'workflows:read',
  tag,
  summary: 'Check a definition without saving it',
  description: 'All problems at once, each with its path, and what the workflow could reach.',
  body: z.strictObject({ definition: z.unknown() }),
  responses: {
    200: z.object({
      valid: z.boolean(),
      hash: z.string().nullable(),
      problems: z.array(ProblemSchema),
      warnings: z.array(ProblemSchema).meta({ description: 'Runs, but probably not as meant.' }),
      graph: GraphSchema.nullable(),
      reach: DescriptionSchema.nullable(),
    }),
  },
  example: { body: { definition: example.definition } },
});

const action = {
  method: 'POST',
  auth: 'workflows:write',
  tag,
  jsonApi,
  params: Id,
  responses: { 200: WorkflowSchema },
  errors: ['NOT_FOUND', 'CONFLICT'],
} as const;

export const publishWorkflow = endpoint({
  ...action,
  id: 'publishWorkflow',
  path: '/api/v1/workflows/{id}/publish',
  summary: 'Publish a version',
  description: 'The newest, or the one that is named: an older one rolls back.',
  body: z.strictObject({ version: z.int().min(1).max(1_000_000_000).optional() }),
  bodyOptional: true,
  example: { body: { version: 1 } },
});

export const duplicateWorkflow = endpoint({
  ...action,
  id: 'duplicateWorkflow',
  path: '/api/v1/workflows/{id}/duplicate',
  summary: 'Copy a workflow',
  description: 'The newest version as version 1 of a draft, so that no trigger fires twice.',
  body: z.strictObject({ name: Name.optional() }),
  bodyOptional: true,
  responses: { 201: WorkflowSchema },
  errors: ['NOT_FOUND'],
  example: { body: { name: 'A copy' } },
});

export const pauseWorkflow = endpoint({
  ...action,
  id: 'pauseWorkflow',
  path: '/api/v1/workflows/{id}/pause',
  summary: 'Let the triggers of a workflow rest',
  description: 'It can still be started by hand; runs go on. Its hook answers 409.',
});

export const resumeWorkflow = endpoint({
  ...action,
  id: 'resumeWorkflow',
  path: '/api/v1/workflows/{id}/resume',
  summary: 'Let the triggers of a workflow fire again',
  description: 'Schedules go on with their next time; what was missed is not made up for.',
});
