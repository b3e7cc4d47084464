import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';

const tag = 'Usage';
const Percent = z.number().meta({
  description: 'Against the period before, in percent; 0 before: 100 if anything now, else 0.',
});

export const MetricsSchema = z
  .object({
    days: z.int(),
    invocations: z.int(),
    invocationsChange: Percent,
    packagesUploaded: z.int(),
    packagesChange: Percent,
    apiCalls: z.int(),
    apiCallsChange: Percent,
    creditsUsed: z.number(),
    creditsChange: Percent,
    failedInvocations: z.int(),
    apiErrors: z.int(),
    errorRate: z.number().meta({ description: 'API answers of 400 and above, in percent.' }),
    errorRateBefore: z.number(),
    activeKeys: z.int().meta({ description: 'API keys used in the period.' }),
    inputTokens: z.int(),
    outputTokens: z.int(),
    responseTimes: z
      .object({
        p50: z.number().nullable(),
        p95: z.number().nullable(),
        p99: z.number().nullable(),
      })
      .meta({ description: 'Milliseconds, from a histogram with steps of two.' }),
    clients: z
      .array(
        z.object({
          client: z.enum(['sdk', 'cli', 'browser', 'other']),
          version: z.string().nullable(),
          requests: z.int(),
          errors: z.int(),
        }),
      )
      .meta({ description: 'The most used first.' }),
  })
  .meta({ id: 'UsageMetrics' });

export type MetricsView = z.output<typeof MetricsSchema>;

export const getMetrics = endpoint({
  id: 'getUsageMetrics',
  method: 'GET',
  path: '/api/usage/metrics',
  auth: 'usage:read',
  tag,
  summary: 'Read usage metrics',
  description: 'The last `days` days (UTC, today included), compared with as many before.',
  query: z.object({ days: z.coerce.number().int().min(1).max(180).default(30) }),
  responses: { 200: MetricsSchema },
});

export const ChartDaySchema = z
  .object({
    date: z.string().meta({ description: '`Jan 01`' }),
    iso: z.iso.date(),
    invocations: z.int(),
    failed: z.int(),
    credits: z.number(),
    apiCalls: z.int(),
    apiErrors: z.int(),
  })
  .meta({ id: 'UsageDay' });

export type ChartDay = z.output<typeof ChartDaySchema>;

export const getChart = endpoint({
  id: 'getUsageChart',
  method: 'GET',
  path: '/api/usage/chart',
  auth: 'usage:read',
  tag,
  summary: 'Read usage day by day',
  description: 'Exactly `days` entries in order, UTC; days without use are zero.',
  query: z.object({ days: z.coerce.number().int().min(1).max(366).default(30) }),
  responses: { 200: z.object({ data: z.array(ChartDaySchema) }) },
  example: { query: { days: '30' } },
});

export const ActivitySchema = z
  .object({
    id: z.uuid(),
    type: z.string().meta({ description: '`invocation`, `package_upload`, …' }),
    description: z.string(),
    value: z.number().optional().meta({ description: 'Credits, where some moved.' }),
    timestamp: z.iso.datetime(),
    reference: z.object({ type: z.string(), id: z.string() }).optional(),
  })
  .meta({ id: 'UsageActivity' });

export type ActivityView = z.output<typeof ActivitySchema>;

export const getActivity = endpoint({
  id: 'getUsageActivity',
  method: 'GET',
  path: '/api/usage/activity',
  auth: 'usage:read',
  tag,
  summary: 'Read recent activity',
  query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) }),
  responses: { 200: z.object({ events: z.array(ActivitySchema) }) },
});

export const EXPORT_DAYS = 366;

export const exportUsage = endpoint({
  id: 'exportUsage',
  method: 'POST',
  path: '/api/usage/export',
  auth: 'usage:read',
  tag,
  summary: 'Export usage',
  description: `Answers when the file is there. The link needs no credentials and works for a day. At most ${EXPORT_DAYS} days.`,
  body: z.strictObject({
    format: z.enum(['csv', 'json']),
    startDate: z.iso.date(),
    endDate: z.iso.date().meta({ description: 'Included.' }),
  }),
  responses: { 200: z.object({ downloadUrl: z.string(), expiresAt: z.iso.datetime() }) },
  example: { body: { format: 'csv', startDate: '2026-01-01', endDate: '2026-01-31' } },
});

export type ExportInput = z.output<NonNullable<(typeof exportUsage)['body']>>;
