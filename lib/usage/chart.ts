import type { Ctx } from '@/lib/core/context';
import type { ChartDay } from '@/lib/usage/contract';
import { flushRequests } from '@/lib/usage/record';

export const CHART_SQL = `WITH days AS (
    SELECT d::date AS day FROM generate_series(
      (now() AT TIME ZONE 'UTC')::date - $2::int + 1, (now() AT TIME ZONE 'UTC')::date, '1 day') d),
  runs AS (
    SELECT day, sum(executions) AS executions, sum(failed) AS failed, sum(micro_credits) AS credits,
      sum(executions) FILTER (WHERE kind = 'deployment') AS deployments,
      sum(failed) FILTER (WHERE kind = 'deployment') AS failed_deployments
    FROM usage_days WHERE organization_id = $1::uuid AND day >= (SELECT min(day) FROM days) GROUP BY day),
  calls AS (
    SELECT (hour AT TIME ZONE 'UTC')::date AS day, sum(requests) AS requests, sum(errors) AS errors
    FROM api_request_hours WHERE organization_id = $1::uuid
      AND hour >= (SELECT min(day) FROM days)::timestamp AT TIME ZONE 'UTC' GROUP BY 1)
  SELECT to_char(day, 'Mon DD') AS date, to_char(day, 'YYYY-MM-DD') AS iso,
    (coalesce(executions, 0) - coalesce(deployments, 0))::float8 AS invocations,
    (coalesce(runs.failed, 0) - coalesce(failed_deployments, 0))::float8 AS failed,
    coalesce(credits, 0)::float8 / 1e6 AS credits,
    coalesce(requests, 0)::float8 AS "apiCalls", coalesce(errors, 0)::float8 AS "apiErrors"
  FROM days LEFT JOIN runs USING (day) LEFT JOIN calls USING (day) ORDER BY days.day`;

/** Exactly `days` entries up to today (UTC), from the roll-ups. */
export async function readChart(ctx: Ctx, days: number): Promise<ChartDay[]> {
  await flushRequests();
  return ctx.sql<ChartDay>(CHART_SQL, ctx.organizationId, days);
}
