import type { Ctx } from '@/lib/core/context';

const MANY_QUEUED = 20;
const MANY_FAILED = 0.2;

interface Counts {
  queued: number;
  processing: number;
  completed: number;
  failed: number;
  cancelled: number;
  total: number;
  stuck: number;
  endedLately: number;
  failedLately: number;
  average: number;
}

/** How the organization's queue of package deployments is; "lately" is the last hour. */
export async function stats(ctx: Ctx) {
  const [counts] = await ctx.sql<Counts>(
    `SELECT
       count(*) FILTER (WHERE status = 'queued')::int AS queued,
       count(*) FILTER (WHERE status = 'processing')::int AS processing,
       count(*) FILTER (WHERE status = 'completed')::int AS completed,
       count(*) FILTER (WHERE status = 'failed')::int AS failed,
       count(*) FILTER (WHERE status = 'cancelled')::int AS cancelled,
       count(*)::int AS total,
       count(*) FILTER (WHERE status = 'processing'
         AND started_at < now() - interval '15 minutes')::int AS stuck,
       count(*) FILTER (WHERE status IN ('completed', 'failed')
         AND completed_at > now() - interval '1 hour')::int AS "endedLately",
       count(*) FILTER (WHERE status = 'failed'
         AND completed_at > now() - interval '1 hour')::int AS "failedLately",
       coalesce(round(avg(extract(epoch FROM completed_at - started_at))
         FILTER (WHERE status = 'completed'), 1), 0)::float8 AS average
     FROM deployments WHERE organization_id = $1::uuid AND kind = 'package'`,
    ctx.organizationId,
  );
  if (!counts) throw new Error('Counting gave nothing.');
  const { queued, processing, completed, failed, cancelled, total } = counts;
  return {
    stats: { queued, processing, completed, failed, cancelled, total },
    health: healthOf(counts),
    metrics: {
      avgProcessingTimeSeconds: counts.average,
      lastUpdated: new Date().toISOString(),
    },
  };
}

function healthOf({ stuck, queued, endedLately, failedLately }: Counts) {
  if (stuck > 0)
    return {
      status: 'critical' as const,
      message: `${stuck} of the deployments being processed began over 15 minutes ago`,
    };
  if (queued > MANY_QUEUED)
    return { status: 'warning' as const, message: `${queued} deployments are waiting` };
  if (failedLately > endedLately * MANY_FAILED)
    return {
      status: 'warning' as const,
      message: `${failedLately} of ${endedLately} deployments failed in the last hour`,
    };
  return { status: 'healthy' as const, message: 'Queue is operating normally' };
}
