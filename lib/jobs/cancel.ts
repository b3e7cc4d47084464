import type { Job } from '@/generated/prisma/client';
import { audit } from '@/lib/audit/record';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { fail, isAppError } from '@/lib/core/errors';
import { cancelById } from '@/lib/executions/cancel';
import { closeAttempt, tellEnd } from '@/lib/jobs/finish';
import { runJobs } from '@/lib/jobs/jobs';
import { isEnded } from '@/lib/jobs/present';
import { addLog, lockJob, notify } from '@/lib/jobs/store';
import { enqueue } from '@/lib/queue/enqueue';
import { cancelRun } from '@/lib/tests/cancel';
import { host } from '@/lib/workflows/postgres/host';

/**
 * Cancels: at once what no worker has, else by asking the worker to stop. What the job started (an
 * execution, a test run) is cancelled too. Canceling again is fine; CONFLICT for what has ended otherwise.
 */
export async function cancel(ctx: Ctx, id: string): Promise<void> {
  const row = await transaction(ctx, async (tx) => {
    const job = await lockJob(tx, id);
    if (job.status === 'cancelled' || job.cancelRequestedAt) return job;
    if (isEnded(job.status)) fail('CONFLICT', `This job has already ${job.status}.`);
    await audit(tx, { action: 'job.canceled', target: { type: 'job', id } });
    if (job.status === 'recurring') await cancelSpawned(tx, id);
    if (job.status === 'running' && !job.waitKind) await ask(tx, job);
    else await endAtOnce(tx, job);
    return job;
  });
  if (row.waitKind && row.waitId) await cancelAwaited(ctx, row.waitKind, row.waitId);
}

async function ask(tx: TxCtx, job: Job): Promise<void> {
  await tx.db.job.updateMany({
    where: { id: job.id },
    data: { cancelRequestedAt: new Date() },
  });
  await addLog(tx, job, 'info', 'Cancellation requested.');
  await tx.sql(`SELECT pg_notify('fp_job', $1)::text AS told`, `cancel:${job.id}`);
}

/** Ends a job that no worker has; its fence rises, so that whoever claims it meanwhile is refused. */
export async function endAtOnce(tx: TxCtx, job: Job): Promise<void> {
  const row = await tx.db.job.update({
    where: { id: job.id },
    data: {
      status: 'cancelled',
      completedAt: new Date(),
      fence: { increment: 1 },
      leaseUntil: null,
      waitKind: null,
      waitId: null,
      nextRunAt: null,
    },
  });
  await closeAttempt(tx, job, 'cancelled', null);
  await addLog(tx, row, 'info', 'Canceled.');
  await tellEnd(tx, row);
  await notify(tx, job.id);
  // Its place under a limit is free.
  if (job.status === 'running') await enqueue(tx, runJobs, {});
}

async function cancelSpawned(tx: TxCtx, recurringId: string): Promise<void> {
  const made = await tx.db.job.findMany({
    where: { recurringId, status: { in: ['pending', 'scheduled', 'retrying'] } },
    select: { id: true },
    take: 1000,
  });
  for (const { id } of made) {
    const job = await lockJob(tx, id);
    if (['pending', 'scheduled', 'retrying'].includes(job.status)) await endAtOnce(tx, job);
  }
}

/** Cancels what a job waited for; it may have ended by itself. */
export async function cancelAwaited(ctx: Ctx, kind: string, id: string): Promise<void> {
  if (kind === 'test-run') return cancelRun(ctx, id);
  if (kind === 'workflow-run') return cancelWorkflow(ctx, id);
  if (kind !== 'execution') return;
  await cancelById(ctx, id, AbortSignal.abort()).catch((error) => {
    const { code } = error as { code?: string };
    if (code !== 'EXECUTION_ENDED' && code !== 'NOT_FOUND') throw error;
  });
}

async function cancelWorkflow(ctx: Ctx, id: string): Promise<void> {
  await host.cancel(ctx, id, 'Its job was canceled.').catch((error) => {
    if (!isAppError(error) || error.status >= 500) throw error;
  });
}
