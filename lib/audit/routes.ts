import { listAuditEntries } from '@/lib/audit/contract';
import { findAuditEntries } from '@/lib/audit/store';
import { bind } from '@/lib/core/bind';
import { reply } from '@/lib/core/endpoint';

export const auditRoutes = [
  bind(listAuditEntries, async (ctx, { query }) => reply(200, await findAuditEntries(ctx, query))),
];
