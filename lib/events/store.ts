import type { z } from 'zod';
import type { Ctx } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import {
  EVENT_TYPES,
  type EventFilter,
  type EventView,
  type listEvents,
} from '@/lib/events/contract';
import { countEvents, typesSeen } from '@/lib/events/counts';
import { subjectsOf } from '@/lib/events/subject';

type Query = z.output<NonNullable<(typeof listEvents)['query']>>;

interface Row {
  id: string;
  type: string;
  source: string;
  subject: string | null;
  data: unknown;
  metadata: unknown;
  timestamp: Date;
}

export const presentEvent = (row: Row): EventView => ({
  id: row.id,
  type: row.type,
  source: row.source,
  subject: row.subject,
  timestamp: row.timestamp.toISOString(),
  data: row.data as Record<string, unknown>,
  metadata: row.metadata as Record<string, unknown>,
});

export const COLUMNS = 'id, type, source, subject, data, metadata, timestamp';

export type NewEvent = Omit<Row, 'timestamp'>;

/** SQL conditions of a filter over `events`; `values` holds the organization first. */
export function conditions(filter: EventFilter, values: unknown[]): string[] {
  const add = (sql: (place: string) => string, value: unknown) => {
    values.push(value);
    return sql(`$${values.length}`);
  };
  const { source, subject, start_time: start, end_time: end } = filter;
  return [
    'organization_id = $1::uuid',
    ...(source ? [add((at) => `source = ${at}`, source)] : []),
    ...(subject ? [add((at) => `subject = ANY(${at}::text[])`, subjectsOf(subject))] : []),
    ...(start ? [add((at) => `timestamp >= ${at}::timestamptz`, new Date(start))] : []),
    ...(end ? [add((at) => `timestamp <= ${at}::timestamptz`, new Date(end))] : []),
  ];
}

/** The types that a filter means: null for all, else one, or those under a pattern as `agent.*`. */
export async function typesOf(ctx: Ctx, type: string | undefined): Promise<string[] | null> {
  if (type === undefined || type === '*') return null;
  if (!type.endsWith('.*')) return [type];
  const known = [...Object.keys(EVENT_TYPES), ...(await typesSeen(ctx))];
  return [...new Set(known)].filter((name) => name.startsWith(type.slice(0, -1)));
}

export async function findEvents(ctx: Ctx, query: Query) {
  const { limit, offset } = query;
  const types = await typesOf(ctx, query.type);
  const values: unknown[] = [ctx.organizationId];
  const where = conditions(query, values).join(' AND ');
  const order = 'ORDER BY timestamp DESC, id DESC';
  const first = `SELECT id, timestamp FROM events WHERE ${where}`;
  // Each type has an index in this order: the newest of each, merged, are the newest of all.
  const ids = types
    ? `SELECT id, timestamp FROM unnest($${values.push(types)}::text[]) AS wanted(name),
         LATERAL (${first} AND type = wanted.name ${order} LIMIT ${limit + offset}) AS newest`
    : first;
  const [rows, total] = await Promise.all([
    ctx.sql<Row>(
      `SELECT ${COLUMNS} FROM events WHERE organization_id = $1::uuid
         AND id IN (SELECT id FROM (${ids} ${order} LIMIT ${limit} OFFSET ${offset}) AS page)
       ${order}`,
      ...values,
    ),
    countAll(ctx, query, types),
  ]);
  return { data: rows.map(presentEvent), limit, offset, total };
}

/** One object's events are few and counted from its index; everything else is read from the roll-up. */
async function countAll(ctx: Ctx, filter: EventFilter, types: string[] | null): Promise<number> {
  if (!filter.subject) return (await countEvents(ctx, filter, types)).total_events;
  const values: unknown[] = [ctx.organizationId];
  const where = conditions(filter, values);
  if (types) where.push(`type = ANY($${values.push(types)}::text[])`);
  const [row] = await ctx.sql<{ n: number }>(
    `SELECT count(*)::int AS n FROM events WHERE ${where.join(' AND ')}`,
    ...values,
  );
  return row?.n ?? 0;
}

export async function loadEvent(ctx: Ctx, id: string): Promise<EventView> {
  const row = isUuid(id) ? await ctx.db.event.findUnique({ where: { id } }) : null;
  return row ? presentEvent(row) : fail('NOT_FOUND', 'No such event.');
}

export const eventTypes = () =>
  Object.entries(EVENT_TYPES).map(([type, { description, category }]) => ({
    type,
    description,
    category,
  }));
