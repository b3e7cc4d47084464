import type { Ctx } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';
import { emitManyPart } from '@/lib/events/emit';
import { enqueueManyPart } from '@/lib/queue/enqueue-part';
import { ECHO, wantedBy } from '@/lib/webhooks/event-names';
import { deliverWebhook } from '@/lib/webhooks/jobs';
import { insertDeliveries, subscribersOf } from '@/lib/webhooks/store';

export interface Fact {
  id: string;
  type: string;
  data: Record<string, unknown>;
  timestamp: Date;
}

/** An ordered delivery starts this much later, so that an event dispatched out of turn still comes first. */
const ORDER_MS = 1_000;

/** The exact text that is signed and sent, for receivers of all documented kinds. */
export const bodyOf = ({ id, type, timestamp, data }: Fact): string =>
  JSON.stringify({
    id,
    event: type,
    type,
    timestamp: timestamp.toISOString(),
    data,
    payload: data,
  });

/** The value at a path of names in the event's data, as text; null when there is none. */
export function orderingValue(data: unknown, path: string | null): string | null {
  if (path === null) return null;
  let at = data;
  for (const name of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return null;
    at = (at as Record<string, unknown>)[name];
  }
  if (at === undefined || at === null) return null;
  return (typeof at === 'object' ? JSON.stringify(at) : String(at)).slice(0, 500);
}

/**
 * Makes a delivery of the event for each webhook that wants it: once, however often it is called. One statement
 * for the deliveries, their jobs and what is told of them.
 */
export async function fanOut(ctx: Ctx, event: Fact): Promise<void> {
  const { type, data } = event;
  const appId = String(data.agent_app_id ?? data.agentAppId ?? '');
  const webhooks = await subscribersOf(ctx, wantedBy(type), {
    everyone: type !== ECHO,
    appId,
    eventId: event.id,
  });
  if (webhooks.length === 0) return;
  const now = new Date();
  const made = webhooks.map((webhook) => ({
    id: newId(),
    webhookId: webhook.id,
    url: webhook.url,
    value: orderingValue(data, webhook.orderingKey),
  }));
  const jobs = await enqueueManyPart(
    ctx,
    deliverWebhook,
    made.map(({ id, webhookId, value }) => ({
      payload: { deliveryId: id, attempt: 1 },
      options: {
        group: webhookId,
        ...(value !== null && { startAfter: new Date(now.getTime() + ORDER_MS) }),
      },
    })),
    'delivery',
  );
  const echoes = made.map(({ id, webhookId }) => ({
    type: ECHO as typeof ECHO,
    data: { webhookId, deliveryId: id, eventId: event.id, eventType: type },
  }));
  const parts = type === ECHO ? [jobs] : [jobs, await emitManyPart(ctx, echoes)];
  await insertDeliveries(ctx, { ...event, body: bodyOf(event) }, { made, now, parts });
}
