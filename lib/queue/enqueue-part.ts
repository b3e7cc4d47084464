import type { z } from 'zod';
import type { Ctx } from '@/lib/core/context';
import type { MakePart } from '@/lib/core/db/part';
import { sender } from '@/lib/queue/boss';
import { type NewJob, noteWritten, written } from '@/lib/queue/enqueue';
import type { JobKind } from '@/lib/queue/job';

const SHAPE =
  /^\s*WITH ins AS \(([\s\S]*)\),\s*notified AS \(([\s\S]*)\)\s*SELECT id FROM ins WHERE \(SELECT count\(\*\) FROM notified\)/;

/**
 * Writes a job as a piece of a bigger statement. A second piece of one statement needs a `name` of its own.
 */
export const enqueuePart = <S extends z.ZodType>(
  ctx: Ctx,
  kind: JobKind<S>,
  payload: z.input<S>,
  name = 'job',
): Promise<MakePart> => enqueueManyPart(ctx, kind, [{ payload }], name);

/** The same for many jobs. pg-boss writes the SQL, one text for any number of jobs; it is only taken apart here. */
export async function enqueueManyPart<S extends z.ZodType>(
  ctx: Ctx,
  kind: JobKind<S>,
  all: readonly NewJob<S>[],
  name = 'job',
): Promise<MakePart> {
  const boss = await sender();
  let sql = '';
  let jobs: unknown;
  await boss.insert(kind.name, written(ctx, all), {
    db: {
      async executeSql(text: string, values?: unknown[]) {
        sql = text;
        jobs = values?.[0];
        return { rows: [] };
      },
    },
  });
  const { insert, notify } = partsOf(sql);
  noteWritten(kind.name);
  return (first, when) => ({
    ctes: `${name}_made AS (${insert.replace('$1::text::json', () => `(SELECT $${first}::text::json FROM ${when})`)}),
${name}_told AS (${notify.replace('FROM ins ', () => `FROM ${name}_made `)})`,
    values: [jobs],
    select: [`(SELECT count(*)::int FROM ${name}_told) AS ${name}_told`],
  });
}

const known = new Map<string, { insert: string; notify: string }>();

function partsOf(sql: string) {
  const kept = known.get(sql);
  if (kept) return kept;
  const [, insert, notify] = SHAPE.exec(sql) ?? [];
  if (!insert?.includes('$1::text::json') || !notify?.includes('FROM ins '))
    throw new Error('pg-boss writes jobs in another way now: mend lib/queue/enqueue-part.ts.');
  const parts = { insert, notify };
  known.set(sql, parts);
  return parts;
}
