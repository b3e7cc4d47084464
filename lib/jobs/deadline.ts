import { type Ctx, transaction } from '@/lib/core/context';
import { cancelAwaited } from '@/lib/jobs/cancel';
import { finish } from '@/lib/jobs/finish';
import { timedOut } from '@/lib/jobs/run';
import { loadJob, Overtaken } from '@/lib/jobs/store';

/** The time of a job that waits is up: it fails, and what it waited for is cancelled. */
export async function onDeadline(
  ctx: Ctx,
  { jobId, fence }: { jobId: string; fence: number },
): Promise<void> {
  const job = await ctx.db.job.findUnique({ where: { id: jobId } });
  if (job?.status !== 'running' || job.fence !== fence || !job.waitKind) return;
  const ended = await transaction(ctx, async (tx) => {
    const now = await loadJob(tx, jobId);
    return finish(tx, now, timedOut(now.timeoutMs, false));
  }).catch((error) => {
    if (error instanceof Overtaken) return null;
    throw error;
  });
  if (ended && job.waitId) await cancelAwaited(ctx, job.waitKind, job.waitId);
}
