import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery, pageOf } from '@/lib/core/page';
import { Id, QueueName, tag } from '@/lib/jobs/contract';

const Count = z.int();

export const QueueSchema = z
  .object({
    name: z.string(),
    weight: z.int().meta({ description: 'Its share of the choices while several have work.' }),
    concurrency: z
      .int()
      .nullable()
      .meta({ description: 'Jobs at once; null: no limit of its own.' }),
    paused: z.boolean(),
    pending: Count,
    running: Count,
    completed: Count,
    failed: Count,
  })
  .meta({ id: 'JobQueue' });

export type QueueView = z.output<typeof QueueSchema>;

export const listQueues = endpoint({
  id: 'listJobQueues',
  method: 'GET',
  path: '/api/jobs/queues',
  auth: 'jobs:read',
  tag,
  summary: 'List the queues of jobs',
  responses: { 200: z.object({ queues: z.array(QueueSchema) }) },
});

export const QueueChanges = z
  .strictObject({
    queues: z
      .array(
        z.strictObject({
          name: QueueName,
          weight: z.int().min(1).max(100).optional(),
          concurrency: z.int().min(1).max(1000).nullable().optional(),
          paused: z.boolean().optional(),
        }),
      )
      .min(1)
      .max(100),
  })
  .meta({ id: 'JobQueueChanges' });

export const putQueues = endpoint({
  id: 'putJobQueues',
  method: 'PUT',
  path: '/api/jobs/queues',
  auth: 'jobs:write',
  tag,
  summary: 'Set weights, limits and pauses of queues',
  description: 'Queues and fields that are left out stay. A queue that does not exist is made.',
  body: QueueChanges,
  responses: { 200: z.object({ queues: z.array(QueueSchema) }) },
  errors: ['CONFLICT'],
  example: {
    body: { queues: [{ name: 'high-priority', weight: 4, concurrency: 5, paused: false }] },
  },
});

export const jobStats = endpoint({
  id: 'jobStats',
  method: 'GET',
  path: '/api/jobs/stats',
  auth: 'jobs:read',
  tag,
  summary: 'Count jobs by queue and status',
  responses: {
    200: z.object({
      queues: z.record(
        z.string(),
        z.object({ pending: Count, running: Count, completed: Count, failed: Count }),
      ),
    }),
  },
});

const TypeView = z.object({
  type: z.string(),
  title: z.string(),
  description: z.string(),
  max_retries: z.int(),
  scope: z.string().nullable(),
  payload_schema: z.record(z.string(), z.unknown()).meta({ description: 'JSON Schema.' }),
});

export type TaskTypeView = z.output<typeof TypeView>;

export const listTaskTypes = endpoint({
  id: 'listJobTypes',
  method: 'GET',
  path: '/api/jobs/types',
  auth: 'jobs:read',
  tag,
  summary: 'List the types of tasks',
  responses: { 200: z.object({ types: z.array(TypeView) }) },
});

const LogLine = z.object({
  id: z.string(),
  attempt: z.int(),
  level: z.enum(['debug', 'info', 'warning', 'error']),
  message: z.string(),
  timestamp: z.iso.datetime(),
});

const AttemptView = z.object({
  number: z.int(),
  status: z.enum(['running', 'completed', 'failed', 'cancelled', 'lost']),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  started_at: z.iso.datetime(),
  completed_at: z.iso.datetime().nullable(),
});

export type JobLogLine = z.output<typeof LogLine>;
export type JobAttemptView = z.output<typeof AttemptView>;

export const listJobLogs = endpoint({
  id: 'listJobLogs',
  method: 'GET',
  path: '/api/jobs/{id}/logs',
  auth: 'jobs:read',
  tag,
  summary: 'Read the log of a job',
  description: 'Oldest first.',
  params: Id,
  query: PageQuery,
  responses: { 200: pageOf(LogLine).extend({ attempts: z.array(AttemptView) }) },
  errors: ['NOT_FOUND'],
});

export const streamJob = endpoint({
  id: 'streamJob',
  method: 'GET',
  path: '/api/jobs/{id}/stream',
  auth: 'jobs:read',
  tag,
  summary: 'Follow a job',
  description: 'Server-sent events: `job` at every change, `log` for each line, `done` at its end.',
  timeoutMs: 600_000,
  params: Id,
  stream: 'always',
  // One that recurs, or whose time is far away, has no end in sight.
  endless: true,
  responses: { 200: z.string() },
  errors: ['NOT_FOUND'],
});

export const uploadSource = endpoint({
  id: 'uploadJobSource',
  method: 'POST',
  path: '/api/jobs/uploads',
  auth: 'jobs:write',
  tag,
  summary: 'Get a link to upload a file for a job',
  description:
    'Send the file to `url` with `method` and `headers`, then name `source` in a payload.',
  body: z.strictObject({
    filename: z
      .string()
      .max(200)
      .regex(/\.(csv|json|ndjson|jsonl)$/i, 'must end in .csv, .json, .ndjson or .jsonl'),
    size: z
      .int()
      .min(1)
      .max(5 * 1024 ** 3)
      .optional(),
  }),
  responses: {
    201: z.object({
      source: z.string(),
      url: z.string(),
      method: z.literal('PUT'),
      headers: z.record(z.string(), z.string()),
      expires_at: z.iso.datetime(),
    }),
  },
  example: { body: { filename: 'orders.csv' } },
});
