import { z } from 'zod';
import type { Scope } from '@/lib/core/scopes';
import { FORMATS, Operation } from '@/lib/jobs/data-operations';

const Name = z.string().min(1).max(255);
const Anything = z.record(z.string().max(200), z.unknown());
const Days = (fallback: number) => z.int().min(1).max(3650).default(fallback);

const DataProcessing = z.looseObject({
  source: z.string().min(1).max(2000).meta({
    description:
      'A link (https://…), a file that was uploaded or made here (storage:…) or s3://bucket/key. Looked at when the job runs.',
  }),
  operations: z.array(Operation).max(50).default(['clean']),
  input_format: z.enum(FORMATS).optional().meta({
    description: 'Told from the name of the source unless given.',
  }),
  output_format: z.enum(FORMATS).optional().meta({ description: 'That of the input by default.' }),
  delimiter: z.string().length(1).optional().meta({ description: 'Of CSV; a comma by default.' }),
  on_error: z.enum(['skip', 'fail']).default('skip').meta({
    description: 'What a row that cannot be read or computed means.',
  }),
});

const ReportGeneration = z.looseObject({
  report: z.enum(['usage', 'executions']).default('usage'),
  period: z.enum(['day', 'week', 'month']).default('week').meta({
    description: 'The days before today, unless start_date and end_date are given.',
  }),
  start_date: z.iso.date().optional(),
  end_date: z.iso.date().optional(),
  format: z.enum(['csv', 'json', 'html']).default('csv'),
  mail_to: z.array(z.email().max(254)).max(10).optional().meta({
    description: 'Members of the organization who get the link by mail.',
  }),
});

const DailyCleanup = z.looseObject({
  exports_days: Days(2),
  files_days: Days(30).meta({
    description: 'Files that jobs made or that were uploaded for them.',
  }),
  jobs_days: Days(30),
  test_runs_days: Days(30),
  dry_run: z.boolean().default(false).meta({ description: 'Count only.' }),
});

const AiAgent = z.looseObject({
  agentId: Name.meta({ description: 'The id, slug or name of an active agent.' }),
  input: z.union([Anything, z.string().max(200_000)]).default({}),
});

const WorkflowRun = z.looseObject({
  workflowId: Name.meta({ description: 'The id or slug of a workflow.' }),
  input: Anything.default({}),
});

export const CaseInput = z.looseObject({
  id: z
    .union([z.string().min(1).max(200), z.int()])
    .transform(String)
    .optional(),
  name: Name.optional(),
  input: z.unknown(),
  expected: z.unknown().optional(),
});

export const TargetInput = z.strictObject({
  agentId: Name.optional(),
  workflowId: Name.optional(),
});

const TestSuite = z.looseObject({
  suiteId: z.uuid().optional().meta({ description: 'A saved suite; then nothing else is needed.' }),
  name: Name.default('Test suite'),
  testCases: z.array(CaseInput).max(1000).default([]),
  parallel: z.boolean().optional(),
  stopOnFailure: z.boolean().optional(),
  target: TargetInput.optional().meta({
    description: 'Without a target, the output of a case is its input.',
  }),
});

const Webhook = z.looseObject({
  url: z.url({ protocol: /^https?$/ }).max(2000),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('POST'),
  body: z.unknown().optional(),
  headers: z
    .record(
      z.string().regex(/^[\w!#$%&'*+.^`|~-]{1,100}$/, 'must be the name of a header'),
      z
        .string()
        .max(2000)
        .regex(/^[\t\x20-\x7e•]*$/, 'must be printable ASCII'),
    )
    .optional(),
  secret: z.string().min(8).max(256).optional().meta({
    description: 'Signs the request as webhooks are signed. Stored encrypted, never shown again.',
    writeOnly: true,
  }),
});

interface TaskType {
  title: string;
  description: string;
  payload: z.ZodType;
  /** what whoever makes such a job must be allowed to do, beyond writing jobs */
  scope?: Scope;
  /** attempts after the first, unless the job says otherwise */
  retries: number;
}

/** Every kind of task there is built in. */
export const TASKS = {
  'data-processing': {
    title: 'Process data',
    description: 'Cleans and transforms CSV, JSON or NDJSON from a link or a stored file.',
    payload: DataProcessing,
    retries: 3,
  },
  'report-generation': {
    title: 'Generate a report',
    description: 'Writes usage or executions of a period into a file with a link.',
    payload: ReportGeneration,
    scope: 'usage:read',
    retries: 3,
  },
  'daily-cleanup': {
    title: 'Clean up',
    description: 'Removes old exports, files, ended jobs and test runs, and says what it removed.',
    payload: DailyCleanup,
    retries: 3,
  },
  'ai-agent': {
    title: 'Run an agent',
    description: 'Starts an execution of an agent and ends as it does.',
    payload: AiAgent,
    scope: 'agents:execute',
    retries: 0,
  },
  'test-suite': {
    title: 'Run a test suite',
    description: 'Replays test cases against an agent or a workflow and compares what comes out.',
    payload: TestSuite,
    scope: 'agents:execute',
    retries: 0,
  },
  webhook: {
    title: 'Call a webhook',
    description: 'Sends one HTTP request, signed when a secret is given.',
    payload: Webhook,
    retries: 3,
  },
  workflow: {
    title: 'Run a workflow',
    description: 'Starts a run of a workflow and ends as it does.',
    payload: WorkflowRun,
    scope: 'workflows:execute',
    retries: 0,
  },
} as const satisfies Record<string, TaskType>;

export type TaskName = keyof typeof TASKS;
export type Payload<T extends TaskName> = z.output<(typeof TASKS)[T]['payload']>;

export const isTaskName = (name: string): name is TaskName => Object.hasOwn(TASKS, name);
