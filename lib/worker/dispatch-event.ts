import { createHash } from 'node:crypto';
import type { Ctx } from '@/lib/core/context';
import { planned } from '@/lib/core/db/planned';
import type { EventRow, Subscriber } from '@/lib/worker/subscribers';

/** Calls every subscriber of the event's type that has something to do; a failing one makes the job run again. */
export async function dispatchToSubscribers(
  ctx: Ctx,
  subscribers: readonly Subscriber[],
  eventId: string,
): Promise<void> {
  const [row] = await planned<EventRow & { idle: string[] }>(
    ctx,
    lookOf(subscribers),
    ctx.organizationId,
    eventId,
  );
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

const looks = new WeakMap<readonly Subscriber[], string>();

/** One statement reads the event and asks for every subscriber at once whether there is anything to tell it. */
function lookOf(subscribers: readonly Subscriber[]): string {
  const known = looks.get(subscribers);
  if (known) return known;
  const idle = subscribers.flatMap(({ name, types, when }) => {
    if (when === undefined) return [];
    // CASE keeps the order: the query may cast what only events of its types are sure to have.
    const other = types === '*' ? 'false' : `e.type NOT IN (${types.map((it) => `'${it}'`)})`;
    return [`CASE WHEN ${other} THEN '${name}' WHEN NOT EXISTS (${when}) THEN '${name}' END`];
  });
  const query = `SELECT e.id, e.type, e.data, e.timestamp,
      array_remove(ARRAY[${idle.join(',\n')}]::text[], NULL) AS idle
    FROM events e WHERE e.organization_id = $1::uuid AND e.id = $2::uuid`;
  const name = createHash('sha256').update(query).digest('hex').slice(0, 12);
  const text = `/* event_look_${name} */ ${query}`;
  looks.set(subscribers, text);
  return text;
}
