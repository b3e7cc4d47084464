import type { Ctx, TxCtx } from '@/lib/core/context';
import { type MakePart, withParts } from '@/lib/core/db/part';
import { newId } from '@/lib/core/ids';
import { CHANNEL, EVENT_TYPES, type EventType } from '@/lib/events/contract';
import { dispatchEvent } from '@/lib/events/jobs';
import type { NewEvent } from '@/lib/events/store';
import { subjectOf } from '@/lib/events/subject';
import { enqueuePart } from '@/lib/queue/enqueue-part';

interface Fact {
  id?: string;
  type: string;
  source: string;
  /** found in the data unless given */
  subject?: string;
  data: Record<string, unknown>;
  metadata: Record<string, unknown>;
}

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
 * of one's own it happens once, however often it is called. One statement: the row, the job, and both
 * notifications.
 */
export async function write(tx: TxCtx, fact: Fact): Promise<string> {
  const row = rowOf(fact);
  const job = await enqueuePart(tx, dispatchEvent, { eventId: row.id });
  const { ctes, values, select } = withParts('made', valuesOf(tx, row), [job]);
  await tx.sql(
    `/* event_emit */ WITH made AS (${insertSql(1, '')})${ctes}
     SELECT ${TOLD}, ${select} FROM made`,
    ...values,
  );
  return row.id;
}

/** Emits as a piece of a bigger statement; see `emit`. */
export async function emitPart(
  ctx: Ctx,
  type: EventType,
  data: Record<string, unknown>,
  metadata: Record<string, unknown> = {},
): Promise<MakePart> {
  const row = rowOf({ type, source: EVENT_TYPES[type].source, data, metadata });
  const job = await enqueuePart(ctx, dispatchEvent, { eventId: row.id }, 'dispatch');
  return (first, when) => {
    const { ctes, values, select } = withParts('emitted', valuesOf(ctx, row), [
      (_, made) => job(first + VALUES, made),
    ]);
    return {
      ctes: `emitted AS (${insertSql(first, `FROM ${when}`)})${ctes}`,
      values,
      select: [`(SELECT ${TOLD} FROM emitted) AS event_told`, ...select],
    };
  };
}

const VALUES = 7;
const TOLD = `pg_notify('${CHANNEL}', organization_id::text)::text`;

const insertSql = (first: number, from: string) => {
  const at = (n: number) => `$${first + n}`;
  return `INSERT INTO events (organization_id, id, type, source, subject, data, metadata)
       SELECT ${at(0)}::uuid, ${at(1)}::uuid, ${at(2)}::text, ${at(3)}::text, ${at(4)}::text, ${at(5)}::jsonb,
         ${at(6)}::jsonb ${from}
       ON CONFLICT DO NOTHING RETURNING organization_id`;
};

function rowOf({ id = newId(), subject, ...rest }: Fact): NewEvent {
  return { id, subject: subject ?? subjectOf(rest.type, rest.data), ...rest };
}

const valuesOf = (ctx: Ctx, row: NewEvent): unknown[] => [
  ctx.organizationId,
  row.id,
  row.type,
  row.source,
  row.subject,
  JSON.stringify(row.data),
  JSON.stringify(row.metadata),
];
