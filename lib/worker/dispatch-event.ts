import type { Ctx } from '@/lib/core/context';
import type { Subscriber } from '@/lib/worker/subscribers';

/** Calls every subscriber of the event's type; a failing one makes the job run again. */
export async function dispatchToSubscribers(
  ctx: Ctx,
  subscribers: readonly Subscriber[],
  eventId: string,
): Promise<void> {
  const row = await ctx.db.event.findUnique({ where: { id: eventId } });
  if (!row) return;
  const event = {
    id: row.id,
    type: row.type,
    data: row.data as Record<string, unknown>,
    timestamp: row.timestamp,
  };
  const failures: unknown[] = [];
  for (const subscriber of subscribers) {
    const { types } = subscriber;
    if (types !== '*' && !(types as readonly string[]).includes(row.type)) continue;
    try {
      await subscriber.on(ctx, event);
    } catch (error) {
      ctx.log.error({ err: error, subscriber: subscriber.name, eventId }, 'subscriber failed');
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
