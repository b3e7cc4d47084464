import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';

const Status = z.enum(['healthy', 'degraded', 'unhealthy']);

const Check = z
  .object({ status: Status, message: z.string() })
  .meta({ id: 'HealthCheck', description: 'One part of the system and how it is.' });

export const HealthSchema = z
  .object({
    status: Status,
    timestamp: z.iso.datetime(),
    services: z.object({
      database: z.enum(['connected', 'disconnected']),
      storage: z.enum(['connected', 'disconnected']),
      auth: z.enum(['operational', 'unavailable']),
    }),
    checks: z.object({
      database: Check,
      temporal: Check.meta({ description: 'The same as workflow_engine, under its former name.' }),
      workflow_engine: Check,
      worker: Check,
      storage: Check,
    }),
  })
  .meta({ id: 'Health' });

export type Health = z.output<typeof HealthSchema>;

const common = {
  method: 'GET',
  auth: 'public',
  limit: 'none',
  tag: 'Health',
} as const;

export const health = endpoint({
  ...common,
  id: 'health',
  path: '/api/health',
  summary: 'Read the health of the system',
  description: '503 when the database is out of reach. A missing worker degrades it only.',
  responses: { 200: HealthSchema, 503: HealthSchema },
});

export const live = endpoint({
  ...common,
  id: 'healthLive',
  path: '/api/health/live',
  summary: 'Ask whether the process lives',
  responses: { 200: z.object({ status: Status, timestamp: z.iso.datetime() }) },
});

export const ready = endpoint({
  ...common,
  id: 'healthReady',
  path: '/api/health/ready',
  summary: 'Ask whether requests can be served',
  responses: { 200: HealthSchema, 503: HealthSchema },
});
