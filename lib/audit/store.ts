import type { AuditFilters } from '@/lib/audit/contract';
import type { Ctx } from '@/lib/core/context';

export async function findAuditEntries(ctx: Ctx, query: AuditFilters) {
  const where = {
    action: query.action,
    actorId: query.actor_id,
    targetType: query.target_type,
    targetId: query.target_id,
    createdAt: {
      gte: query.start_time ? new Date(query.start_time) : undefined,
      lte: query.end_time ? new Date(query.end_time) : undefined,
    },
  };
  const [rows, total] = await Promise.all([
    ctx.db.auditEntry.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: query.limit,
      skip: query.offset,
    }),
    ctx.db.auditEntry.count({ where }),
  ]);
  const data = rows.map((row) => ({
    id: row.id,
    action: row.action,
    actor: { kind: row.actorKind as 'user' | 'key' | 'system', id: row.actorId },
    target: row.targetType && row.targetId ? { type: row.targetType, id: row.targetId } : null,
    data: row.data as Record<string, unknown>,
    request_id: row.requestId,
    timestamp: row.createdAt.toISOString(),
  }));
  return { data, limit: query.limit, offset: query.offset, total };
}
