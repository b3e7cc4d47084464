import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery, pageOf } from '@/lib/core/page';

export const AuditEntrySchema = z
  .object({
    id: z.uuid(),
    action: z.string(),
    actor: z.object({ kind: z.enum(['user', 'key', 'system']), id: z.string().nullable() }),
    target: z.object({ type: z.string(), id: z.string() }).nullable(),
    data: z.record(z.string(), z.unknown()),
    request_id: z.string().nullable(),
    timestamp: z.iso.datetime(),
  })
  .meta({ id: 'AuditEntry', description: 'Who did what to what; never changed.' });

const AuditQuery = PageQuery.extend({
  action: z.string().max(100).optional(),
  actor_id: z.string().max(100).optional(),
  target_type: z.string().max(100).optional(),
  target_id: z.string().max(100).optional(),
  start_time: z.iso.datetime({ offset: true }).optional(),
  end_time: z.iso.datetime({ offset: true }).optional(),
});

export type AuditFilters = z.output<typeof AuditQuery>;

export const listAuditEntries = endpoint({
  id: 'listAuditEntries',
  method: 'GET',
  path: '/api/audit-log',
  auth: 'audit:admin',
  tag: 'Audit',
  summary: 'Read the audit log',
  description: 'Newest first. Every change is written here in its own transaction.',
  query: AuditQuery,
  responses: { 200: pageOf(AuditEntrySchema) },
});
