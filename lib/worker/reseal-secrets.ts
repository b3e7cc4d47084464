import { presentKey, reseal } from '@/lib/core/crypto';
import { pool } from '@/lib/core/db/pool';
import { log } from '@/lib/core/log';
import { SEALED_COLUMNS, type SealedColumn } from '@/lib/worker/sealed-columns';

const BATCH = 200;

export interface Resealed {
  /** rows that are sealed with the present key now */
  sealed: number;
  /** rows that no key of ours opens; they stay as they are */
  failed: number;
}

type Row = Record<string, string> & { organization_id: string; sealed: Buffer };

/**
 * Seals every secret anew that is sealed with another key than the first of ENCRYPTION_KEY, while
 * everything runs: a row that changes at the same moment is left to its writer.
 */
export async function resealAll(signal?: AbortSignal): Promise<Resealed> {
  const total: Resealed = { sealed: 0, failed: 0 };
  for (const column of SEALED_COLUMNS) {
    const done = await resealColumn(column, signal);
    total.sealed += done.sealed;
    total.failed += done.failed;
  }
  if (total.sealed > 0 || total.failed > 0)
    log().info({ ...total, key: presentKey() }, 'secrets sealed with the present key');
  return total;
}

async function resealColumn(target: SealedColumn, signal?: AbortSignal): Promise<Resealed> {
  const { table, column, key, place } = target;
  const done: Resealed = { sealed: 0, failed: 0 };
  const id = Buffer.from(presentKey());
  // What starts with the length and the id of the present key is sealed with it.
  const prefix = Buffer.concat([Buffer.from([id.length]), id]);
  const columns = ['organization_id', ...key];
  const order = columns.map((name) => `${name}::text`).join(', ');
  let after: string[] = columns.map(() => '');
  for (;;) {
    signal?.throwIfAborted();
    const marks = columns.map((_, i) => `$${i + 3}`).join(', ');
    const { rows } = await pool().query<Row>(
      `SELECT ${columns.map((name) => `${name}::text`).join(', ')}, ${column} AS sealed
       FROM ${table}
       WHERE ${column} IS NOT NULL AND substring(${column} FROM 1 FOR $1) <> $2
         AND (${order}) > (${marks})
       ORDER BY ${order} LIMIT ${BATCH}`,
      [prefix.length, prefix, ...after],
    );
    for (const row of rows) {
      const values = columns.map((name) => row[name] ?? '');
      after = values;
      let fresh: Uint8Array;
      try {
        fresh = reseal(row.sealed, place(...(values as [string, ...string[]])));
      } catch {
        done.failed += 1;
        log().warn({ table, column, row: values }, 'a secret opens with no key of ENCRYPTION_KEY');
        continue;
      }
      const where = columns.map((name, i) => `${name}::text = $${i + 3}`).join(' AND ');
      const { rowCount } = await pool().query(
        `UPDATE ${table} SET ${column} = $1 WHERE ${column} = $2 AND ${where}`,
        [fresh, row.sealed, ...values],
      );
      done.sealed += rowCount ?? 0;
    }
    if (rows.length < BATCH) return done;
  }
}
