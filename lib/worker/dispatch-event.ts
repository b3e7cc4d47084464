import { createHash } from 'node:crypto';
import DataLoader from 'dataloader';
import type { Ctx } from '@/lib/core/context';
import { pool } from '@/lib/core/db/pool';
import type { EventRow, Subscriber } from '@/lib/worker/subscribers';

/** Calls every subscriber of the event's type that has something to do; a failing one makes the job run again. */
export async function dispatchToSubscribers(
  ctx: Ctx,
  subscribers: readonly Subscriber[],
  eventId: string,
): Promise<void> {
  const row = await looksOf(subscribers).load({ organizationId: ctx.organizationId, eventId });
  if (!row) return;
  const { idle, ...event } = row;
  const failures: unknown[] = [];
  for (const subscriber of subscribers) {
    if (!wants(subscriber, row.type) || idle.includes(subscriber.name)) continue;
    try {
      await subscriber.on(ctx, event);
    } catch (error) {
      ctx.log.error({ err: error, subscriber: subscriber.name, eventId }, 'subscriber failed');
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

const wants = ({ types }: Subscriber, type: string) =>
  types === '*' || (types as readonly string[]).includes(type);

interface Key {
  organizationId: string;
  eventId: string;
}
type Look = EventRow & { idle: string[] };

const looks = new WeakMap<readonly Subscriber[], DataLoader<Key, Look | null>>();

/** What is handed out at once is looked at in one statement, whosever it is. */
function looksOf(subscribers: readonly Subscriber[]): DataLoader<Key, Look | null> {
  const known = looks.get(subscribers);
  if (known) return known;
  const query = lookSql(subscribers);
  const name = `event_look_${createHash('sha256').update(query).digest('hex').slice(0, 12)}`;
  const made = new DataLoader<Key, Look | null>(
    async (keys) => {
      const owners = keys.map(({ organizationId }) => organizationId);
      const ids = keys.map(({ eventId }) => eventId);
      const values = [owners, ids];
      const { rows } = await pool().query<Look>({ name, text: query, values });
      const found = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => found.get(id) ?? null);
    },
    { cache: false, maxBatchSize: 100 },
  );
  looks.set(subscribers, made);
  return made;
}

/** Reads events and asks for every subscriber whether there is anything to tell it. */
function lookSql(subscribers: readonly Subscriber[]): string {
  const idle = subscribers.flatMap(({ name, types, when }) => {
    if (when === undefined) return [];
    // CASE keeps the order: the query may cast what only events of its types are sure to have.
    const other = types === '*' ? 'false' : `e.type NOT IN (${types.map((it) => `'${it}'`)})`;
    return [`CASE WHEN ${other} THEN '${name}' WHEN NOT EXISTS (${when}) THEN '${name}' END`];
  });
  return `SELECT e.id, e.type, e.data, e.timestamp,
      array_remove(ARRAY[${idle.join(',\n')}]::text[], NULL) AS idle
    FROM unnest($1::uuid[], $2::uuid[]) AS k(organization_id, id)
    JOIN events e ON e.organization_id = k.organization_id AND e.id = k.id`;
}
