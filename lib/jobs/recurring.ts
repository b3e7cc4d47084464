import type { Job } from '@/generated/prisma/client';
import { audit } from '@/lib/audit/record';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { nextRuns, runsBetween } from '@/lib/core/cron';
import { fail } from '@/lib/core/errors';
import { insertJob } from '@/lib/jobs/enqueue-job';
import { runJobs } from '@/lib/jobs/jobs';
import { unseal } from '@/lib/jobs/sealed';
import { addLog, lockJob, notify } from '@/lib/jobs/store';
import { enqueue } from '@/lib/queue/enqueue';

/**
 * Makes the job of a schedule's time, if that has come, and plans the next. However many processes call at
 * once: the row is locked, and (schedule, time) is unique. Times missed meanwhile are made up for once.
 */
export function fire(ctx: Ctx, id: string): Promise<Job | null> {
  return transaction(ctx, async (tx) => {
    const [due] = await tx.sql<{ now: Date }>(
      `SELECT now() AS now FROM jobs WHERE organization_id = $1::uuid AND id = $2::uuid
         AND status = 'recurring' AND NOT paused AND next_run_at <= now() FOR UPDATE`,
      tx.organizationId,
      id,
    );
    if (!due) return null;
    const row = await lockJob(tx, id);
    const { now } = due;
    const slot = row.nextRunAt ?? now;
    const [spec, timezone] = [row.cronSpec ?? '', row.timezone ?? 'UTC'];
    const missed = runsBetween(spec, timezone, slot, now);
    const made = await spawn(tx, row, slot);
    if (missed > 0)
      await addLog(
        tx,
        made,
        'warning',
        `${missed} later times were missed; this makes up for them.`,
      );
    await planNext(tx, row, now, { lastRunAt: now });
    return made;
  });
}

const spawn = (tx: TxCtx, row: Job, slot: Date | null): Promise<Job> =>
  insertJob(tx, {
    taskType: row.taskType,
    payload: row.payload as Record<string, unknown>,
    secrets: row.sealed ? unseal(row) : null,
    queue: row.queue,
    priority: row.priority,
    maxRetries: row.maxRetries,
    retryDelayMs: row.retryDelayMs,
    timeoutMs: row.timeoutMs,
    metadata: row.metadata as Record<string, unknown>,
    recurring: { id: row.id, slot },
    actor: { kind: row.actorKind, id: row.actorId },
  });

async function planNext(
  tx: TxCtx,
  row: Job,
  after: Date,
  data: { lastRunAt?: Date; paused?: boolean },
): Promise<Job> {
  const [next = null] = nextRuns(row.cronSpec ?? '', row.timezone ?? 'UTC', after, 1);
  const planned = await tx.db.job.update({
    where: { id: row.id },
    data: { ...data, nextRunAt: next },
  });
  if (next) await enqueue(tx, runJobs, { jobId: row.id }, { startAfter: next });
  await notify(tx, row.id);
  return planned;
}

async function loadRecurring(tx: TxCtx, id: string): Promise<Job> {
  const row = await lockJob(tx, id);
  if (row.cronSpec === null) fail('CONFLICT', 'This job does not recur.');
  if (row.status !== 'recurring') fail('CONFLICT', 'This recurring job was canceled.');
  return row;
}

const deed = (tx: TxCtx, action: string, { id }: Job) =>
  audit(tx, { action, target: { type: 'job', id } });

/** Pauses a schedule. What it has made already goes on. */
export function pause(ctx: Ctx, id: string): Promise<Job> {
  return transaction(ctx, async (tx) => {
    const row = await loadRecurring(tx, id);
    if (row.paused) return row;
    await addLog(tx, row, 'info', 'Paused.');
    await deed(tx, 'job.paused', row);
    await notify(tx, row.id);
    return tx.db.job.update({ where: { id }, data: { paused: true } });
  });
}

/** Resumes a schedule from its next time. */
export function resume(ctx: Ctx, id: string): Promise<Job> {
  return transaction(ctx, async (tx) => {
    const row = await loadRecurring(tx, id);
    if (!row.paused) return row;
    await addLog(tx, row, 'info', 'Resumed.');
    await deed(tx, 'job.resumed', row);
    return planNext(tx, row, new Date(), { paused: false });
  });
}

/** Makes a job of the schedule at once, beside its times. */
export function runNow(ctx: Ctx, id: string): Promise<Job> {
  return transaction(ctx, async (tx) => {
    const row = await loadRecurring(tx, id);
    await deed(tx, 'job.run', row);
    return spawn(tx, row, null);
  });
}
