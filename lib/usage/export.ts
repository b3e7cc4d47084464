import { audit } from '@/lib/audit/record';
import { type Ctx, transaction } from '@/lib/core/context';
import { invalid } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { storage } from '@/lib/core/storage/storage';
import { EXPORT_DAYS, type ExportInput } from '@/lib/usage/contract';
import { line } from '@/lib/usage/csv';
import { flushRequests } from '@/lib/usage/record';

const DAY_MS = 86_400_000;
/** Days read at once: what a large organization has of a week fits in memory with ease. */
const CHUNK_DAYS = 7;
export const LINK_HOURS = 24;

interface Row {
  date: string;
  type: 'execution' | 'api_request';
  name: string;
  client: string | null;
  count: number;
  failed: number;
  input_tokens: number | null;
  output_tokens: number | null;
  credits: number | null;
  average_ms: number | null;
}

const COLUMNS = [
  'date',
  'type',
  'name',
  'client',
  'count',
  'failed',
  'input_tokens',
  'output_tokens',
  'credits',
  'average_ms',
] as const satisfies readonly (keyof Row)[];

/** Writes the usage of some days into a file and answers a link to it. Throws VALIDATION_FAILED. */
export async function exportUsage(ctx: Ctx, input: ExportInput) {
  const [start, end] = [new Date(input.startDate), new Date(input.endDate)];
  const days = (end.getTime() - start.getTime()) / DAY_MS + 1;
  if (days < 1) invalid('endDate', 'must not be before startDate');
  if (days > EXPORT_DAYS) invalid('endDate', `must be at most ${EXPORT_DAYS} days from startDate`);
  await flushRequests();
  const files = await storage();
  const id = newId();
  const key = `exports/${ctx.organizationId}/${id}.${input.format}`;
  const rows = read(ctx, start, end);
  const source = input.format === 'csv' ? csv(rows) : json(rows, input);
  const contentType = input.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json';
  await files.put(key, source, { contentType });
  await transaction(ctx, (tx) =>
    audit(tx, { action: 'usage.exported', target: { type: 'export', id }, data: { ...input } }),
  );
  const expiresAt = new Date(Date.now() + LINK_HOURS * 3600_000);
  const filename = `usage-export-${input.startDate}-${input.endDate}.${input.format}`;
  const downloadUrl = await files.signedUrl(key, {
    expiresSeconds: LINK_HOURS * 3600,
    filename,
    contentType,
  });
  return { downloadUrl, expiresAt: expiresAt.toISOString() };
}

/** The roll-ups of the days, a week at a time. */
async function* read(ctx: Ctx, start: Date, end: Date): AsyncGenerator<Row[]> {
  for (let from = start.getTime(); from <= end.getTime(); from += CHUNK_DAYS * DAY_MS) {
    const to = Math.min(from + CHUNK_DAYS * DAY_MS, end.getTime() + DAY_MS);
    yield await ctx.sql<Row>(
      `SELECT to_char(day, 'YYYY-MM-DD') AS date, 'execution' AS type, kind AS name, NULL AS client,
         executions::float8 AS count, failed::float8 AS failed, input_tokens::float8 AS input_tokens,
         output_tokens::float8 AS output_tokens, micro_credits::float8 / 1e6 AS credits,
         NULL::float8 AS average_ms
       FROM usage_days WHERE organization_id = $1::uuid
         AND day >= ($2::timestamptz AT TIME ZONE 'UTC')::date AND day < ($3::timestamptz AT TIME ZONE 'UTC')::date
       UNION ALL
       SELECT to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD'), 'api_request', route, client,
         sum(requests)::float8, sum(errors)::float8, NULL, NULL, NULL,
         round(sum(latency_ms)::numeric / greatest(1, sum(requests)), 1)::float8
       FROM api_request_hours WHERE organization_id = $1::uuid
         AND hour >= $2::timestamptz AND hour < $3::timestamptz
       GROUP BY 1, route, client ORDER BY 1, 2 DESC, 3, 4`,
      ctx.organizationId,
      new Date(from),
      new Date(to),
    );
  }
}

async function* csv(chunks: AsyncIterable<Row[]>): AsyncGenerator<Uint8Array> {
  yield Buffer.from(line(COLUMNS));
  for await (const rows of chunks)
    if (rows.length > 0)
      yield Buffer.from(rows.map((row) => line(COLUMNS.map((c) => row[c]))).join(''));
}

async function* json(chunks: AsyncIterable<Row[]>, input: ExportInput): AsyncGenerator<Uint8Array> {
  const { startDate, endDate } = input;
  yield Buffer.from(`${JSON.stringify({ startDate, endDate }).slice(0, -1)},"rows":[`);
  let first = true;
  for await (const rows of chunks) {
    if (rows.length === 0) continue;
    yield Buffer.from(`${first ? '' : ','}\n${rows.map((row) => JSON.stringify(row)).join(',\n')}`);
    first = false;
  }
  yield Buffer.from('\n]}\n');
}
