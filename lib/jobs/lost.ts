import type { TxCtx } from '@/lib/core/context';
import { closeAttempt, tellEnd } from '@/lib/jobs/finish';
import { runJobs } from '@/lib/jobs/jobs';
import { addLog, loadJob, notify } from '@/lib/jobs/store';
import { enqueue } from '@/lib/queue/enqueue';

/** A job that takes its worker down again and again would do so for ever. */
const MOST_LOST = 5;

/** Frees a job whose worker gave no sign of life: its attempt is made again, and does not count. */
export async function freeLost(tx: TxCtx, id: string): Promise<void> {
  const taken = await tx.sql<{ id: string }>(
    `SELECT id FROM jobs WHERE organization_id = $1::uuid AND id = $2::uuid AND status = 'running'
       AND wait_kind IS NULL AND lease_until < now() FOR UPDATE SKIP LOCKED`,
    tx.organizationId,
    id,
  );
  if (taken.length === 0) return;
  const job = await loadJob(tx, id);
  const lost = { leaseUntil: null, lost: { increment: 1 }, fence: { increment: 1 } } as const;
  if (job.cancelRequestedAt || job.lost >= MOST_LOST) {
    const error = { code: 'WORKER_LOST', message: `Its worker died ${job.lost + 1} times.` };
    const status = job.cancelRequestedAt ? 'cancelled' : 'failed';
    const row = await tx.db.job.update({
      where: { id },
      data: { ...lost, status, completedAt: new Date(), ...(status === 'failed' && { error }) },
    });
    await closeAttempt(tx, job, status, status === 'failed' ? error : null);
    await addLog(tx, job, 'error', status === 'failed' ? `Failed. ${error.message}` : 'Canceled.');
    await tellEnd(tx, row);
  } else {
    await tx.db.job.update({
      where: { id },
      data: { ...lost, status: 'pending', attempt: { decrement: 1 } },
    });
    await closeAttempt(tx, job, 'lost', null);
    await addLog(tx, job, 'warning', 'Its worker was lost; another goes on.');
    await enqueue(tx, runJobs, {});
  }
  await notify(tx, id);
}
