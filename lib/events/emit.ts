import type { Ctx, TxCtx } from '@/lib/core/context';
import { type MakePart, withParts } from '@/lib/core/db/part';
import { newId } from '@/lib/core/ids';
import { CHANNEL, EVENT_TYPES, type EventType } from '@/lib/events/contract';
import { dispatchEvent } from '@/lib/events/jobs';
import type { NewEvent } from '@/lib/events/store';
import { subjectOf } from '@/lib/events/subject';
import { enqueueManyPart } from '@/lib/queue/enqueue-part';

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
  await writePart(tx, await rowsPart(tx, [row]));
  return row.id;
}

async function writePart(tx: TxCtx, part: MakePart): Promise<void> {
  const { ctes, values, select } = withParts('now', [], [part]);
  await tx.sql(`/* event_emit */ WITH now AS (SELECT 1)${ctes}\nSELECT ${select}`, ...values);
}

interface Emitted {
  type: EventType;
  data: Record<string, unknown>;
  metadata?: Record<string, unknown>;
}

/** Emits many facts, in their order, in one statement; see `emit`. */
export async function emitMany(tx: TxCtx, facts: readonly Emitted[]): Promise<void> {
  if (facts.length > 0) await writePart(tx, await emitManyPart(tx, facts));
}

/** Emits as a piece of a bigger statement; see `emit`. */
export const emitPart = (
  ctx: Ctx,
  type: EventType,
  data: Record<string, unknown>,
  metadata: Record<string, unknown> = {},
): Promise<MakePart> => emitManyPart(ctx, [{ type, data, metadata }]);

/** The same for several events. */
export const emitManyPart = (ctx: Ctx, facts: readonly Emitted[]): Promise<MakePart> =>
  rowsPart(
    ctx,
    facts.map(({ type, data, metadata = {} }) =>
      rowOf({ type, source: EVENT_TYPES[type].source, data, metadata }),
    ),
  );

/**
 * Emits one event of what the statement itself finds out: `subject`, `data` and `metadata` are SQL over the one
 * row of the CTE that decides.
 */
export function emitFoundPart(
  ctx: Ctx,
  type: EventType,
  found: { subject: string; data: string; metadata: string },
): Promise<MakePart> {
  const id = newId();
  const own = [ctx.organizationId, id, type, EVENT_TYPES[type].source];
  return eventsPart(
    ctx,
    [id],
    own,
    (at, when) =>
      `SELECT ${at(0)}::uuid, ${at(1)}::uuid, ${at(2)}::text, ${at(3)}::text, ${found.subject}, ${found.data},
         ${found.metadata} FROM ${when}`,
  );
}

const rowsPart = (ctx: Ctx, rows: readonly NewEvent[]): Promise<MakePart> =>
  eventsPart(
    ctx,
    rows.map(({ id }) => id),
    [ctx.organizationId, JSON.stringify(rows)],
    (at, when) =>
      `SELECT ${at(0)}::uuid, f.id, f.type, f.source, f.subject, f.data, f.metadata
       FROM ${when}, jsonb_to_recordset(${at(1)}::jsonb)
         AS f(id uuid, type text, source text, subject text, data jsonb, metadata jsonb)`,
  );

async function eventsPart(
  ctx: Ctx,
  ids: readonly string[],
  own: unknown[],
  source: (at: (n: number) => string, when: string) => string,
): Promise<MakePart> {
  const job = await enqueueManyPart(
    ctx,
    dispatchEvent,
    ids.map((eventId) => ({ payload: { eventId } })),
    'dispatch',
  );
  return (first, when) => {
    const { ctes, values, select } = withParts('new_event', own, [
      (_, made) => job(first + own.length, made),
    ]);
    return {
      ctes: `emitted AS (
        INSERT INTO events (organization_id, id, type, source, subject, data, metadata)
        ${source((n) => `$${first + n}`, when)}
        ON CONFLICT DO NOTHING RETURNING organization_id),
      new_event AS (SELECT organization_id FROM emitted LIMIT 1)${ctes}`,
      values,
      select: [
        `(SELECT pg_notify('${CHANNEL}', organization_id::text)::text FROM new_event) AS event_told`,
        ...select,
      ],
    };
  };
}

function rowOf({ id = newId(), subject, ...rest }: Fact): NewEvent {
  return { id, subject: subject ?? subjectOf(rest.type, rest.data), ...rest };
}
