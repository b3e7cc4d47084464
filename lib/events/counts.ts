import type { Ctx } from '@/lib/core/context';
import type { EventFilter } from '@/lib/events/contract';
import { periodOf } from '@/lib/events/period';

interface Counted {
  day: string;
  type: string;
  source: string;
  count: number;
}

const RULE = `organization_id = $1::uuid
  AND ($2::timestamptz IS NULL OR timestamp >= $2) AND ($3::timestamptz IS NULL OR timestamp <= $3)`;

/**
 * Counts by day, type and source: whole hours below the watermark from the roll-up, the rest from the rows, in
 * one statement and therefore of one moment.
 */
function counted(ctx: Ctx, filter: EventFilter, types: string[] | null): Promise<Counted[]> {
  const time = (text: string | undefined) => (text === undefined ? null : new Date(text));
  const { from, to, start, end, short } = periodOf(time(filter.start_time), time(filter.end_time));
  return ctx.sql<Counted>(
    `WITH upto AS (SELECT position FROM event_watermark WHERE id = 1),
     parts AS (
       SELECT hour, type, source, count::bigint AS n FROM event_counts
       WHERE organization_id = $1::uuid AND NOT $6::boolean
         AND ($4::timestamptz IS NULL OR hour >= $4) AND ($5::timestamptz IS NULL OR hour < $5)
       UNION ALL
       SELECT timestamp, type, source, 1 FROM events, upto
       WHERE ${RULE} AND events.position < upto.position AND $6::boolean
       UNION ALL
       SELECT timestamp, type, source, 1 FROM events, upto
       WHERE ${RULE} AND events.position < upto.position AND NOT $6::boolean AND timestamp < $4
       UNION ALL
       SELECT timestamp, type, source, 1 FROM events, upto
       WHERE ${RULE} AND events.position < upto.position AND NOT $6::boolean AND timestamp >= $5
       UNION ALL
       SELECT timestamp, type, source, 1 FROM events
       WHERE ${RULE} AND events.position >= (SELECT position FROM upto))
     SELECT to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, type, source, sum(n)::int AS count
     FROM parts WHERE ($7::text IS NULL OR source = $7) AND ($8::text[] IS NULL OR type = ANY($8))
     GROUP BY 1, 2, 3`,
    ctx.organizationId,
    start,
    end,
    from,
    to,
    short,
    filter.source ?? null,
    types,
  );
}

/** How many events there were, by type, source and day (UTC; days without events are left out). */
export async function countEvents(ctx: Ctx, filter: EventFilter, types: string[] | null) {
  const rows = await counted(ctx, filter, types);
  const sum = (key: 'type' | 'source' | 'day') => {
    const out = new Map<string, number>();
    for (const row of rows) out.set(row[key], (out.get(row[key]) ?? 0) + row.count);
    return [...out];
  };
  return {
    total_events: rows.reduce((n, row) => n + row.count, 0),
    by_type: Object.fromEntries(sum('type')),
    by_source: Object.fromEntries(sum('source')),
    by_day: sum('day')
      .map(([date, count]) => ({ date, count }))
      .sort((a, b) => a.date.localeCompare(b.date)),
  };
}

/** The types that the organization has had events of, as far as they are rolled up, and in the last days. */
export async function typesSeen(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.sql<{ type: string }>(
    `SELECT DISTINCT type FROM event_counts WHERE organization_id = $1::uuid
     UNION
     SELECT DISTINCT type FROM events WHERE organization_id = $1::uuid
       AND position >= (SELECT position FROM event_watermark WHERE id = 1)`,
    ctx.organizationId,
  );
  return rows.map((row) => row.type);
}

/**
 * Counts what has been committed for good since the last time. For a context of the whole installation: the
 * roll-up and its watermark belong to no organization, so the worker hands in how to run SQL.
 */
export async function rollUp(run: (text: string) => Promise<unknown[]>): Promise<void> {
  await run('SELECT position FROM event_watermark WHERE id = 1 FOR UPDATE');
  // A dump read into another server: positions are from elsewhere, so start again.
  const [moved] = (await run(
    `SELECT 1 FROM event_watermark WHERE id = 1
       AND position > pg_snapshot_xmax(pg_current_snapshot())::text::bigint`,
  )) as unknown[];
  if (moved) {
    await run('DELETE FROM event_counts');
    await run('UPDATE events SET position = 0');
    await run('UPDATE event_watermark SET position = 0 WHERE id = 1');
  }
  await run(
    `WITH upto AS (SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS position),
     since AS (SELECT position FROM event_watermark WHERE id = 1),
     kept AS (
       INSERT INTO event_counts (organization_id, hour, type, source, count)
       SELECT organization_id, date_trunc('hour', timestamp, 'UTC'), type, source, count(*)::int
       FROM events
       WHERE position >= (SELECT position FROM since) AND position < (SELECT position FROM upto)
       GROUP BY 1, 2, 3, 4
       ON CONFLICT (organization_id, hour, type, source)
       DO UPDATE SET count = event_counts.count + excluded.count)
     UPDATE event_watermark SET position = upto.position FROM upto WHERE id = 1`,
  );
}

const KEPT_DAYS = 90;
const BATCH = 5_000;

/** Removes whole days of events, and their counts, that are older than 90 days. Bounded; the rest is for the next call. */
export async function sweepOld(run: (text: string) => Promise<unknown[]>): Promise<void> {
  const before = `date_trunc('day', now() - interval '${KEPT_DAYS} days', 'UTC')`;
  for (let batch = 0; batch < 1000; batch++) {
    const gone = await run(
      `DELETE FROM events WHERE ctid = ANY(ARRAY(SELECT ctid FROM events WHERE timestamp < ${before} LIMIT ${BATCH}))
       RETURNING 1`,
    );
    if (gone.length < BATCH) break;
  }
  await run(`DELETE FROM event_counts WHERE hour < ${before}`);
}
