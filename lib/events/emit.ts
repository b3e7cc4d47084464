import type { TxCtx } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';
import { EVENT_TYPES, type EventType } from '@/lib/events/contract';
import { dispatchEvent } from '@/lib/events/jobs';
import { enqueue } from '@/lib/queue/enqueue';

/**
 * Writes a fact in the transaction of what happened, and the work of telling its subscribers.
 * `data` is public to the organization: never put a secret in it.
 */
export async function emit(
  tx: TxCtx,
  type: EventType,
  data: Record<string, unknown>,
  metadata: Record<string, unknown> = {},
): Promise<string> {
  const id = newId();
  await tx.db.event.create({
    data: {
      id,
      organizationId: tx.organizationId,
      type,
      source: EVENT_TYPES[type].source,
      data: data as object,
      metadata: metadata as object,
    },
  });
  await enqueue(tx, dispatchEvent, { eventId: id });
  return id;
}
