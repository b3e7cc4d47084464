import type { z } from 'zod';
import type { Ctx } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import { EVENT_TYPES, type listEvents } from '@/lib/events/contract';

type Query = z.output<NonNullable<(typeof listEvents)['query']>>;

type Row = {
  id: string;
  type: string;
  source: string;
  data: unknown;
  metadata: unknown;
  timestamp: Date;
};

export const presentEvent = (row: Row) => ({
  id: row.id,
  type: row.type,
  source: row.source,
  timestamp: row.timestamp.toISOString(),
  data: row.data as Record<string, unknown>,
  metadata: row.metadata as Record<string, unknown>,
});

export async function findEvents(ctx: Ctx, query: Query) {
  const where = {
    type: query.type,
    source: query.source,
    timestamp: {
      gte: query.start_time ? new Date(query.start_time) : undefined,
      lte: query.end_time ? new Date(query.end_time) : undefined,
    },
  };
  const [rows, total] = await Promise.all([
    ctx.db.event.findMany({
      where,
      orderBy: [{ timestamp: 'desc' }, { id: 'desc' }],
      take: query.limit,
      skip: query.offset,
    }),
    ctx.db.event.count({ where }),
  ]);
  return { data: rows.map(presentEvent), limit: query.limit, offset: query.offset, total };
}

export async function loadEvent(ctx: Ctx, id: string) {
  const row = isUuid(id) ? await ctx.db.event.findUnique({ where: { id } }) : null;
  return row ? presentEvent(row) : fail('NOT_FOUND', 'No such event.');
}

export const eventTypes = () =>
  Object.entries(EVENT_TYPES).map(([type, { description, category }]) => ({
    type,
    description,
    category,
  }));

export async function countEvents(ctx: Ctx) {
  const rows = await ctx.db.event.groupBy({ by: ['type', 'source'], _count: { _all: true } });
  const sum = (key: 'type' | 'source') => {
    const out: Record<string, number> = {};
    for (const row of rows) out[row[key]] = (out[row[key]] ?? 0) + row._count._all;
    return out;
  };
  return {
    total_events: rows.reduce((n, row) => n + row._count._all, 0),
    by_type: sum('type'),
    by_source: sum('source'),
  };
}
