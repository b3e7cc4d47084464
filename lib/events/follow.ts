import type { Ctx } from '@/lib/core/context';
import { listen } from '@/lib/core/db/listen';
import { isDatabaseOut } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import type { Send } from '@/lib/core/sse';
import { CHANNEL, type EventFilter, type EventView } from '@/lib/events/contract';
import { COLUMNS, conditions, presentEvent, typesOf } from '@/lib/events/store';

/** Notifications may be lost: look again at least this often. */
const POLL_MS = 1_000;
const BATCH = 200;
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Where a reader is: rows beyond it, in the order of their transactions, are still to be sent. */
interface Place {
  position: string;
  id: string;
  /** for an id that is gone: nothing from before it was made */
  since: Date | null;
}

const FINISHED = 'pg_snapshot_xmin(pg_current_snapshot())::text::bigint';

/** After the event with this id; without one, from now on. */
async function placeAfter(ctx: Ctx, id: string | null): Promise<Place> {
  if (id && isUuid(id)) {
    const [row] = await ctx.sql<{ position: string }>(
      `SELECT position::text FROM events WHERE organization_id = $1::uuid AND id = $2::uuid`,
      ctx.organizationId,
      id,
    );
    if (row) return { position: row.position, id, since: null };
    // A UUIDv7 begins with the milliseconds of its making.
    const made = Number.parseInt(id.replace('-', '').slice(0, 12), 16);
    if (id[14] === '7') return placeSince(ctx, new Date(made));
  }
  const [now] = await ctx.sql<{ position: string }>(`SELECT (${FINISHED} - 1)::text AS position`);
  return { position: now?.position ?? '0', id: LAST, since: null };
}

/** Before the first row of that time, and before all that is still under way. */
async function placeSince(ctx: Ctx, since: Date): Promise<Place> {
  const [row] = await ctx.sql<{ position: string }>(
    `SELECT (least(min(position), ${FINISHED}) - 1)::text AS position FROM events
     WHERE organization_id = $1::uuid AND timestamp >= $2::timestamptz`,
    ctx.organizationId,
    since,
  );
  return { position: row?.position ?? '0', id: LAST, since };
}

type Found = Parameters<typeof presentEvent>[0] & { position: string };

/**
 * The next rows beyond the place. Only those of transactions that nothing older is still under way beside:
 * otherwise one that commits late would be passed over.
 */
async function next(ctx: Ctx, place: Place, filter: EventFilter, types: string[] | null) {
  const values: unknown[] = [ctx.organizationId];
  const rules = conditions(filter, values);
  const at = `($${values.push(place.position)}::bigint, $${values.push(place.id)}::uuid)`;
  rules.push(`(position, id) > ${at}`, 'position < finished.at');
  if (place.since) rules.push(`timestamp >= $${values.push(place.since)}::timestamptz`);
  if (types) rules.push(`type = ANY($${values.push(types)}::text[])`);
  const rows = await ctx.sql<Found & { upto: string }>(
    `WITH finished AS (SELECT ${FINISHED} AS at)
     SELECT (finished.at - 1)::text AS upto, found.* FROM finished LEFT JOIN LATERAL (
       SELECT ${COLUMNS}, position::text FROM events WHERE ${rules.join(' AND ')}
       ORDER BY events.position, id LIMIT ${BATCH}) AS found ON true
     ORDER BY found.position::bigint, found.id`,
    ...values,
  );
  const found = rows.filter(({ id }) => id !== null);
  // What the filter leaves out is not looked through again.
  const end = { position: rows[0]?.upto ?? place.position, id: LAST };
  return { found, end: found.length < BATCH ? end : null };
}

/**
 * Sends the organization's events as they are committed, each once and with its id, until the signal fires.
 * `after` is the id of the last one that the reader has. `ready` resolves when the reader has room.
 */
export async function follow(
  ctx: Ctx,
  { after, shape, ...filter }: EventFilter & { after: string | null; shape: Shape },
  send: Send,
  signal: AbortSignal,
  ready: () => Promise<void>,
): Promise<void> {
  let wake = () => {};
  let heard = false;
  const stop = await listen(CHANNEL, (payload) => {
    if (payload !== '' && payload !== ctx.organizationId) return;
    heard = true;
    wake();
  });
  const pattern = filter.type?.endsWith('.*') ? filter.type.slice(0, -1) : null;
  try {
    const place = await placeAfter(ctx, after);
    send('open', { resumed: after !== null });
    while (!signal.aborted) {
      heard = false;
      let found: Found[] = [];
      let end: Pick<Place, 'position' | 'id'> | null = null;
      try {
        // A type under the pattern may be told for the first time just now.
        const types = pattern ? null : await typesOf(ctx, filter.type);
        ({ found, end } = await next(ctx, place, filter, types));
      } catch (error) {
        if (!isDatabaseOut(error)) throw error;
      }
      for (const row of found) {
        if (!pattern || row.type.startsWith(pattern))
          send('message', shape(presentEvent(row)), row.id);
        place.position = row.position;
        place.id = row.id;
      }
      if (end && BigInt(end.position) >= BigInt(place.position)) Object.assign(place, end);
      await ready();
      if (found.length < BATCH && !heard && !signal.aborted)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, POLL_MS);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
          signal.addEventListener('abort', wake, { once: true });
        });
      signal.removeEventListener('abort', wake);
    }
  } finally {
    stop();
  }
}

type Shape = (event: EventView) => unknown;
