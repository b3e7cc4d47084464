import { line } from '@/lib/usage/csv';

/** A field and the heading above it. */
export type Column = readonly [field: string, heading: string];
type Row = Record<string, string | number | null>;

/** The file of a report, piece by piece. */
export async function* writeReport(
  format: 'csv' | 'json' | 'html',
  title: string,
  columns: readonly Column[],
  rows: AsyncIterable<Row>,
): AsyncGenerator<Uint8Array> {
  const fields = columns.map(([field]) => field);
  const [head, one, tail] = FORMS[format](title, columns);
  yield Buffer.from(head);
  let first = true;
  for await (const row of rows) {
    yield Buffer.from(
      one(
        fields.map((field) => row[field] ?? null),
        first,
      ),
    );
    first = false;
  }
  yield Buffer.from(tail);
}

type Values = (string | number | null)[];
type Form = [head: string, one: (values: Values, first: boolean) => string, tail: string];

const FORMS: Record<'csv' | 'json' | 'html', (title: string, columns: readonly Column[]) => Form> =
  {
    csv: (_, columns) => [line(columns.map(([field]) => field)), (values) => line(values), ''],
    json: (title, columns) => [
      `{"title":${JSON.stringify(title)},"rows":[`,
      (values, first) =>
        `${first ? '' : ','}\n${JSON.stringify(Object.fromEntries(columns.map(([f], i) => [f, values[i]])))}`,
      '\n]}\n',
    ],
    html: (title, columns) => [
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>
body{font:14px system-ui,sans-serif;margin:2rem}table{border-collapse:collapse}
th,td{border-bottom:1px solid #ddd;padding:.4rem .8rem;text-align:left}td.n{text-align:right}
</style></head><body><h1>${escaped(title)}</h1><table><thead><tr>${columns
        .map(([, heading]) => `<th scope="col">${heading}</th>`)
        .join('')}</tr></thead><tbody>\n`,
      (values) =>
        `<tr>${values
          .map(
            (v) =>
              `<td${typeof v === 'number' ? ' class="n"' : ''}>${escaped(String(v ?? ''))}</td>`,
          )
          .join('')}</tr>\n`,
      '</tbody></table></body></html>\n',
    ],
  };

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => ENTITIES[c] ?? c);
