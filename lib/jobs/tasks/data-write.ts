import type { DataFormat } from '@/lib/jobs/data-operations';
import type { Row } from '@/lib/jobs/tasks/data-compile';
import { line } from '@/lib/usage/csv';

export const CONTENT_TYPES: Record<DataFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  ndjson: 'application/x-ndjson',
};

/**
 * The file, piece by piece. The columns of CSV are the fields of its first row: later fields beside them are
 * counted and left out. Cells that spreadsheets would run as formulas are defused.
 */
export async function* writeRows(
  format: DataFormat,
  batches: AsyncIterable<Row[]>,
  counts: { extraFields: number },
): AsyncGenerator<Uint8Array> {
  let header: string[] | undefined;
  let first = true;
  if (format === 'json') yield Buffer.from('[');
  for await (const rows of batches) {
    let text = '';
    for (const row of rows) {
      if (format === 'csv') {
        if (!header) {
          header = Object.keys(row);
          text += line(header);
        }
        text += line(header.map((name) => cellOf(row[name])));
        const fields = Object.keys(row).length;
        if (fields > header.length) counts.extraFields += fields - header.length;
      } else {
        text += format === 'json' ? (first ? '\n' : ',\n') : '';
        text += format === 'json' ? JSON.stringify(row) : `${JSON.stringify(row)}\n`;
      }
      first = false;
    }
    if (text) yield Buffer.from(text);
  }
  if (format === 'json') yield Buffer.from('\n]\n');
}

function cellOf(value: unknown): string | number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number') return value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
