import type { Job, Prisma } from '@/generated/prisma/client';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { DB_NULL } from '@/lib/core/db/json-null';
import { waitMs } from '@/lib/jobs/backoff';
import { ORGANIZATION_LIMIT } from '@/lib/jobs/claim';
import { complete, fitsEvent } from '@/lib/jobs/complete';
import { runJobs } from '@/lib/jobs/jobs';
import type { Kept } from '@/lib/jobs/present';
import { addLog, fenced, notify } from '@/lib/jobs/store';
import { tell } from '@/lib/jobs/tell';
import { enqueue } from '@/lib/queue/enqueue';

export interface Failure {
  code: string;
  message: string;
}

export type Ending =
  | { status: 'completed'; result: Kept }
  /** `again`: another attempt may go better, if any is left */
  | { status: 'failed'; error: Failure; again: boolean; result?: Kept }
  | { status: 'cancelled' };

type Held = Pick<Job, 'id' | 'fence'>;

/** Ends an attempt once: the job with it, or its next attempt is planned. Throws Overtaken. */
export async function finish(ctx: Ctx, held: Held, ending: Ending): Promise<Job> {
  const done = ending.status === 'completed' ? await complete(ctx, held, ending.result) : null;
  return done ?? finishWith(ctx, held, ending);
}

function finishWith(ctx: Ctx, held: Held, ending: Ending): Promise<Job> {
  return transaction(ctx, async (tx) => {
    const row = await fenced(tx, held, { leaseUntil: null });
    const again = ending.status === 'failed' && ending.again && !row.cancelRequestedAt;
    const ended =
      again && row.attempt - row.countedFrom <= row.maxRetries
        ? await planRetry(tx, row, ending.error)
        : await end(tx, row, row.cancelRequestedAt && again ? { status: 'cancelled' } : ending);
    await passOn(tx, ended);
    await notify(tx, row.id);
    return ended;
  });
}

async function planRetry(tx: TxCtx, row: Job, error: Failure): Promise<Job> {
  const runAt = new Date(Date.now() + waitMs(row.attempt - row.countedFrom, row.retryDelayMs));
  const next = await fenced(tx, row, { ...FREE, status: 'retrying', runAt, error: { ...error } });
  await closeAttempt(tx, row, 'failed', error);
  await addLog(tx, row, 'warning', `${error.message} Next attempt at ${runAt.toISOString()}.`);
  await enqueue(tx, runJobs, { jobId: row.id }, { startAfter: runAt });
  return next;
}

const FREE = { leaseUntil: null, waitKind: null, waitId: null } as const;

async function end(tx: TxCtx, row: Job, ending: Ending): Promise<Job> {
  const result = ending.status === 'cancelled' ? undefined : ending.result;
  const error = ending.status === 'failed' ? ending.error : null;
  const next = await fenced(tx, row, {
    ...FREE,
    status: ending.status,
    completedAt: new Date(),
    ...(result && { result: result as unknown as Prisma.InputJsonValue }),
    error: error ? { ...error } : DB_NULL,
  });
  await closeAttempt(tx, row, ending.status, error);
  const sentence = { completed: 'Completed.', failed: 'Failed.', cancelled: 'Canceled.' };
  await addLog(
    tx,
    row,
    error ? 'error' : 'info',
    error ? `${sentence.failed} ${error.message}` : sentence[ending.status],
  );
  await tellEnd(tx, next);
  return next;
}

/** Emits the end of a job, with its result if that is not too long for an event. */
export async function tellEnd(tx: TxCtx, row: Job): Promise<void> {
  const result = row.result as Kept | null;
  const type = row.status === 'cancelled' ? 'job.canceled' : (`job.${row.status}` as 'job.failed');
  await tell(tx, type, row, {
    status: row.status === 'cancelled' ? 'canceled' : row.status,
    error: row.error,
    ...(fitsEvent(result)
      ? { result: result?.value ?? null }
      : { result: null, result_too_long: true }),
  });
}

export async function closeAttempt(
  tx: TxCtx,
  row: Pick<Job, 'id' | 'attempt'>,
  status: 'completed' | 'failed' | 'cancelled' | 'lost',
  error: Failure | null,
): Promise<void> {
  await tx.db.jobAttempt.updateMany({
    where: { jobId: row.id, number: row.attempt, status: 'running' },
    data: { status, error: error ? { ...error } : undefined, completedAt: new Date() },
  });
}

/**
 * A place has come free under a limit: tokens that came while there was none are gone, so one is made for
 * who waits. The queue's row is locked first, as a claim does, so that neither misses the other.
 */
async function passOn(tx: TxCtx, row: Job): Promise<void> {
  const [queue] = await tx.sql<{ concurrency: number | null }>(
    `SELECT concurrency FROM job_queues WHERE organization_id = $1::uuid AND name = $2`,
    tx.organizationId,
    row.queue,
  );
  const limited = queue?.concurrency !== null && queue?.concurrency !== undefined;
  if (limited)
    await tx.sql(
      `SELECT name FROM job_queues WHERE organization_id = $1::uuid AND name = $2 FOR UPDATE`,
      tx.organizationId,
      row.queue,
    );
  const busy = limited
    ? 0
    : await tx.db.job.count({ where: { status: 'running', waitKind: null } });
  if (!limited && busy < ORGANIZATION_LIMIT - 1) return;
  const waits = await tx.db.job.findFirst({
    where: { status: 'pending', ...(limited && { queue: row.queue }) },
    select: { id: true },
  });
  if (waits) await enqueue(tx, runJobs, {});
}
