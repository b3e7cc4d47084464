import { type Ctx, transaction } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';
import { emit } from '@/lib/events/emit';
import { enqueueMany } from '@/lib/queue/enqueue';
import { ECHO, wantedBy } from '@/lib/webhooks/event-names';
import { deliverWebhook } from '@/lib/webhooks/jobs';
import { subscribersOf } from '@/lib/webhooks/store';

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

/** Makes a delivery of the event for each webhook that wants it: once, however often it is called. */
export async function fanOut(ctx: Ctx, event: Fact): Promise<void> {
  const { type, data } = event;
  const appId = String(data.agent_app_id ?? data.agentAppId ?? '');
  const webhooks = await subscribersOf(ctx, wantedBy(type), type !== ECHO, appId);
  if (webhooks.length === 0) return;
  await transaction(ctx, async (tx) => {
    const body = bodyOf(event);
    const now = new Date();
    const made = await tx.db.webhookDelivery.createManyAndReturn({
      data: webhooks.map((webhook) => ({
        id: newId(),
        organizationId: tx.organizationId,
        webhookId: webhook.id,
        eventId: event.id,
        eventType: type,
        url: webhook.url,
        body,
        orderingValue: orderingValue(data, webhook.orderingKey),
        nextAttemptAt: now,
      })),
      select: { id: true, webhookId: true, orderingValue: true },
      skipDuplicates: true,
    });
    await enqueueMany(
      tx,
      deliverWebhook,
      made.map((delivery) => ({
        payload: { deliveryId: delivery.id, attempt: 1 },
        options: {
          group: delivery.webhookId,
          ...(delivery.orderingValue !== null && {
            startAfter: new Date(now.getTime() + ORDER_MS),
          }),
        },
      })),
    );
    if (type === ECHO) return;
    for (const { id, webhookId } of made)
      await emit(tx, ECHO, {
        webhookId,
        deliveryId: id,
        eventId: event.id,
        eventType: type,
      });
  });
}
