import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery } from '@/lib/core/page';
import { isTimezone } from '@/lib/core/timezone';
import { formatDuration, parseDuration } from '@/lib/engine/duration';

export const JOB_STATUSES = ['pending', 'running', 'completed', 'failed', 'canceled'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

const SECOND_MS = 1000;
export const LONGEST_MS = 6 * 3600 * SECOND_MS;

const duration = (leastMs: number, mostMs: number) =>
  z.union([z.string().max(60), z.int()]).transform((value, ctx) => {
    const ms = parseDuration(value);
    if (ms !== null && ms >= leastMs && ms <= mostMs) return ms;
    const range = `from ${formatDuration(leastMs)} to ${formatDuration(mostMs)}`;
    ctx.addIssue({ code: 'custom', message: `must be a duration ${range}, such as "30m"` });
    return z.NEVER;
  });

const Timeout = duration(100, LONGEST_MS).meta({
  description: 'How long one attempt may take: `"30m"`, at most `"6h"`. 30 minutes by default.',
});

const Anything = z.record(z.string().max(100), z.unknown());
const When = z.iso.datetime().nullable();

export const QueueName = z
  .string()
  .regex(/^[A-Za-z0-9][\w.:-]{0,99}$/, 'must be letters, digits and . _ : - (at most 100)');

const fields = {
  task_type: z.string().min(1).max(100),
  payload: z.unknown().optional(),
  queue: QueueName.optional(),
  priority: z.int().min(-100).max(100).optional().meta({
    description: 'Within its queue, higher goes first.',
  }),
  max_retries: z.int().min(0).max(25).optional(),
  retry_delay: duration(10, 24 * 3600 * SECOND_MS)
    .optional()
    .meta({ description: 'Before the second attempt (10 s); each further wait is twice as long.' }),
  timeout: Timeout.optional(),
  metadata: Anything.optional(),
  key: z.string().min(1).max(200).optional().meta({
    description: 'A second job with the same key is not made: the first is answered.',
  }),
};

export const JobInput = z.strictObject(fields).meta({ id: 'JobInput' });
export const ScheduledJobInput = z
  .strictObject({ ...fields, schedule_at: z.iso.datetime({ offset: true }) })
  .meta({ id: 'ScheduledJobInput' });
export const RecurringJobInput = z
  .strictObject({
    ...fields,
    cron_spec: z.string().min(1).max(200),
    timezone: z
      .string()
      .max(60)
      .refine(isTimezone, { error: 'must be a time zone such as Europe/Berlin' })
      .default('UTC'),
    paused: z.boolean().default(false),
  })
  .meta({ id: 'RecurringJobInput' });

const ErrorView = z.object({ code: z.string(), message: z.string() });
const FileView = z.object({
  source: z.string().meta({ description: 'Names the file in the payload of another job.' }),
  filename: z.string(),
  content_type: z.string(),
  bytes: z.number(),
  url: z.string().nullable().meta({ description: 'Only where one job is read; good for a day.' }),
});

export const JobSchema = z
  .object({
    id: z.uuid(),
    task_type: z.string(),
    payload: z.unknown(),
    queue: z.string(),
    priority: z.int(),
    status: z.enum(JOB_STATUSES),
    state: z.string().meta({
      description: 'More exactly: scheduled, retrying, waiting or recurring stand behind pending.',
    }),
    attempt: z.int().meta({ description: 'Attempts begun.' }),
    max_retries: z.int(),
    retry_delay: z.string(),
    timeout: z.string(),
    metadata: Anything,
    schedule_at: When,
    cron_spec: z.string().nullable(),
    timezone: z.string().nullable(),
    paused: z.boolean(),
    next_run_at: When,
    next_runs: z.array(z.iso.datetime()).meta({ description: 'The next five of a recurring job.' }),
    last_run_at: When,
    recurring_id: z.uuid().nullable(),
    waiting_for: z.object({ kind: z.string(), id: z.uuid().nullable() }).nullable(),
    progress: Anything.nullable(),
    result: z.unknown(),
    file: FileView.nullable(),
    error: ErrorView.nullable(),
    cancel_requested_at: When,
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    started_at: When,
    completed_at: When,
  })
  .meta({ id: 'Job' });

export type JobView = z.output<typeof JobSchema>;

export const Id = z.object({ id: z.string().max(100) });
export const tag = 'Jobs';

const example = {
  task_type: 'data-processing',
  payload: { source: 's3://bucket/data.csv', operations: ['clean', 'transform'] },
  queue: 'high-priority',
  max_retries: 3,
  timeout: '30m',
  metadata: { project: 'analytics' },
};

const making = {
  method: 'POST',
  auth: 'jobs:write',
  tag,
  responses: { 201: JobSchema },
  errors: ['CONFLICT'],
} as const;

export const submitJob = endpoint({
  ...making,
  id: 'submitJob',
  path: '/api/jobs',
  summary: 'Submit a job',
  description: 'It runs as soon as a worker is free. The payload must fit the type of the task.',
  body: JobInput,
  example: { body: example },
});

export const scheduleJob = endpoint({
  ...making,
  id: 'scheduleJob',
  path: '/api/jobs/schedule',
  summary: 'Schedule a job',
  description: 'A time that has passed means at once.',
  body: ScheduledJobInput,
  example: {
    body: {
      task_type: 'data-processing',
      payload: { source: 'https://example.com/orders.csv', output_format: 'json' },
      schedule_at: '2027-01-20T09:00:00Z',
    },
  },
});

export const createRecurringJob = endpoint({
  ...making,
  id: 'createRecurringJob',
  path: '/api/jobs/recurring',
  summary: 'Create a recurring job',
  description:
    'Each time of the schedule makes a job of its own. Times that were missed are made up for once, not one by one.',
  body: RecurringJobInput,
  example: {
    body: { task_type: 'daily-cleanup', payload: {}, cron_spec: '0 2 * * *', timezone: 'UTC' },
  },
});

const ListQuery = PageQuery.extend({
  status: z.enum(JOB_STATUSES).optional(),
  task_type: z.string().max(100).optional(),
  queue: z.string().max(100).optional(),
  recurring: z.enum(['true', 'false']).optional().meta({
    description: 'Only what recurs, or only the rest.',
  }),
  deployment_id: z.uuid().optional().meta({
    description: 'Only what the newest start of a deployment of a config has registered.',
  }),
});

const JobList = z.object({
  jobs: z.array(JobSchema),
  total: z.int(),
  limit: z.int(),
  offset: z.int(),
});

export const listJobs = endpoint({
  id: 'listJobs',
  method: 'GET',
  path: '/api/jobs',
  auth: 'jobs:read',
  tag,
  summary: 'List jobs',
  description: 'Newest first.',
  query: ListQuery,
  responses: { 200: JobList },
});

export const getJob = endpoint({
  id: 'getJob',
  method: 'GET',
  path: '/api/jobs/{id}',
  auth: 'jobs:read',
  tag,
  summary: 'Read a job',
  params: Id,
  responses: { 200: JobSchema },
  errors: ['NOT_FOUND'],
});

export const cancelJob = endpoint({
  id: 'cancelJob',
  method: 'DELETE',
  path: '/api/jobs/{id}',
  auth: 'jobs:write',
  tag,
  summary: 'Cancel a job',
  description:
    'What runs is told to stop. A recurring job ends, with what it made and has not begun.',
  params: Id,
  responses: { 204: null },
  errors: ['NOT_FOUND', 'CONFLICT'],
});

export const listRuns = endpoint({
  id: 'listJobRuns',
  method: 'GET',
  path: '/api/jobs/{id}/runs',
  auth: 'jobs:read',
  tag,
  summary: 'List the runs of a recurring job',
  params: Id,
  query: PageQuery,
  responses: { 200: JobList },
  errors: ['NOT_FOUND'],
});

const acting = {
  method: 'POST',
  auth: 'jobs:write',
  tag,
  params: Id,
  errors: ['NOT_FOUND', 'CONFLICT'],
} as const;

export const retryJob = endpoint({
  ...acting,
  id: 'retryJob',
  path: '/api/jobs/{id}/retry',
  summary: 'Retry a job that failed or was canceled',
  description: 'Or at once one that waits for its next attempt. Its attempts count from the start.',
  responses: { 200: JobSchema },
});

export const pauseJob = endpoint({
  ...acting,
  id: 'pauseJob',
  path: '/api/jobs/{id}/pause',
  summary: 'Pause a recurring job',
  responses: { 200: JobSchema },
});

export const resumeJob = endpoint({
  ...acting,
  id: 'resumeJob',
  path: '/api/jobs/{id}/resume',
  summary: 'Resume a recurring job',
  description: 'From its next time; what it missed while paused is not made up for.',
  responses: { 200: JobSchema },
});

export const runJobNow = endpoint({
  ...acting,
  id: 'runJobNow',
  path: '/api/jobs/{id}/run',
  summary: 'Run a recurring job now',
  description: 'Beside its schedule. The answer is the job that was made.',
  responses: { 201: JobSchema },
});
