import type { Ctx } from '@/lib/core/context';
import { listen } from '@/lib/core/db/listen';
import { LEASE_SECONDS } from '@/lib/jobs/claim';
import { CHANNEL, Overtaken } from '@/lib/jobs/store';

const RENEW_MS = 2_000;

export class CancelRequested extends Error {
  override name = 'CancelRequested';
}

export class TimeIsUp extends Error {
  override name = 'TimeIsUp';
}

/**
 * Renews the lease of a job while it runs, and fires when it is to stop: cancelled (heard at once), out of
 * time, overtaken, or the worker's own signal.
 */
export async function watch(
  ctx: Ctx,
  held: { id: string; fence: number; timeoutMs: number },
  outer: AbortSignal,
) {
  const own = new AbortController();
  let looking = false;
  const look = async () => {
    if (looking || own.signal.aborted) return;
    looking = true;
    try {
      const [row] = await ctx.sql<{ cancelled: boolean }>(
        `UPDATE jobs SET lease_until = now() + make_interval(secs => $4)
         WHERE organization_id = $1::uuid AND id = $2::uuid AND fence = $3::int AND status = 'running'
         RETURNING cancel_requested_at IS NOT NULL AS cancelled`,
        ctx.organizationId,
        held.id,
        held.fence,
        LEASE_SECONDS,
      );
      if (!row) own.abort(new Overtaken('Another worker goes on with this job.'));
      else if (row.cancelled) own.abort(new CancelRequested('Canceled.'));
    } catch {
      // The database is out for a moment; the next look will tell.
    } finally {
      looking = false;
    }
  };
  const deaf = await listen(CHANNEL, (payload) => {
    if (payload === `cancel:${held.id}` || payload === '') void look();
  });
  const every = setInterval(() => void look(), RENEW_MS);
  const limit = setTimeout(() => own.abort(new TimeIsUp('The time limit is up.')), held.timeoutMs);
  return {
    signal: AbortSignal.any([own.signal, outer]),
    close() {
      deaf();
      clearInterval(every);
      clearTimeout(limit);
    },
  };
}
