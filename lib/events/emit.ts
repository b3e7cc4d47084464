import type { TxCtx } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';
import { EVENT_TYPES, type EventType } from '@/lib/events/contract';
import { dispatchEvent } from '@/lib/events/jobs';
import { insertEvent } from '@/lib/events/store';
import { subjectOf } from '@/lib/events/subject';
import { enqueue } from '@/lib/queue/enqueue';

/**
 * Writes a fact in the transaction of what happened, and the work of telling its subscribers.
 * `data` is public to the organization: never put a secret in it.
 */
export const emit = (
  tx: TxCtx,
  type: EventType,
  data: Record<string, unknown>,
  metadata: Record<string, unknown> = {},
): Promise<string> => write(tx, { type, source: EVENT_TYPES[type].source, data, metadata });

/**
 * The same for any type; what it is called with is checked by its callers, `emit` and `emitCustom`. With an `id`
 * of one's own it happens once, however often it is called.
 */
export async function write(
  tx: TxCtx,
  fact: {
    id?: string;
    type: string;
    source: string;
    /** found in the data unless given */
    subject?: string;
    data: Record<string, unknown>;
    metadata: Record<string, unknown>;
  },
): Promise<string> {
  const { id = newId(), subject = subjectOf(fact.type, fact.data), ...rest } = fact;
  if (await insertEvent(tx, { id, subject, ...rest }))
    await enqueue(tx, dispatchEvent, { eventId: id });
  return id;
}
