import type { Ctx } from '@/lib/core/context';
import type { Column } from '@/lib/jobs/tasks/report-write';

type Row = Record<string, string | number | null>;
const BATCH = 1_000;

const USAGE: Column[] = [
  ['date', 'Date'],
  ['kind', 'Kind'],
  ['executions', 'Executions'],
  ['failed', 'Failed'],
  ['input_tokens', 'Input tokens'],
  ['output_tokens', 'Output tokens'],
  ['credits', 'Credits'],
];

const EXECUTIONS: Column[] = [
  ['id', 'Execution'],
  ['created_at', 'Started'],
  ['completed_at', 'Ended'],
  ['kind', 'Kind'],
  ['name', 'Name'],
  ['status', 'Status'],
  ['model', 'Model'],
  ['tokens', 'Tokens'],
  ['credits', 'Credits'],
];

/** The rows of a report on whole days (UTC), both included, read in batches. */
export function reportRows(ctx: Ctx, report: 'usage' | 'executions', from: string, to: string) {
  return report === 'usage'
    ? { columns: USAGE, rows: usage(ctx, from, to) }
    : { columns: EXECUTIONS, rows: executions(ctx, from, to) };
}

async function* usage(ctx: Ctx, from: string, to: string): AsyncGenerator<Row> {
  yield* await ctx.sql<Row>(
    `SELECT to_char(day, 'YYYY-MM-DD') AS date, kind, executions, failed,
       input_tokens::float8 AS input_tokens, output_tokens::float8 AS output_tokens,
       micro_credits::float8 / 1e6 AS credits
     FROM usage_days WHERE organization_id = $1::uuid AND day BETWEEN $2::text::date AND $3::text::date
     ORDER BY day, kind`,
    ctx.organizationId,
    from,
    to,
  );
}

async function* executions(ctx: Ctx, from: string, to: string): AsyncGenerator<Row> {
  let after: [string, string] = [`${from}T00:00:00Z`, '00000000-0000-0000-0000-000000000000'];
  for (;;) {
    const rows = await ctx.sql<Row & { cursor: string }>(
      `SELECT id::text, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS created_at,
         to_char(completed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS completed_at,
         kind, agent_name AS name, status, coalesce(model_used, model) AS model,
         (input_tokens + output_tokens)::float8 AS tokens, micro_credits::float8 / 1e6 AS credits,
         created_at::text AS cursor
       FROM executions WHERE organization_id = $1::uuid
         AND (created_at, id) > ($2::text::timestamptz, $3::uuid)
         AND created_at < $4::text::date::timestamp AT TIME ZONE 'UTC' + interval '1 day'
       ORDER BY created_at, id LIMIT ${BATCH}`,
      ctx.organizationId,
      after[0],
      after[1],
      to,
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = [last.cursor, String(last.id)];
  }
}
