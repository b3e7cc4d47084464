import type { Job, Prisma } from '@/generated/prisma/client';
import type { TxCtx } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';
import { emit } from '@/lib/events/emit';
import { runJobs } from '@/lib/jobs/jobs';
import { checkedPayload } from '@/lib/jobs/payload';
import { type Secrets, seal, splitSecrets } from '@/lib/jobs/sealed';
import { addLog } from '@/lib/jobs/store';
import { enqueue } from '@/lib/queue/enqueue';

/** The step of a workflow run that waits for the job. Its events carry this as `parent`. */
export type JobParent = {
  runId: string;
  stepKey: string;
  attempt: number;
};

export interface NewJob {
  taskType: string;
  payload?: unknown;
  queue?: string;
  priority?: number;
  maxRetries?: number;
  retryDelayMs?: number;
  timeoutMs?: number;
  metadata?: Record<string, unknown>;
  /** a second job with this key is not made: the first is returned */
  key?: string;
  /** not before this time */
  runAt?: Date;
  parent?: JobParent;
}

/**
 * Makes a job in the caller's transaction. Idempotent by `key`. Throws VALIDATION_FAILED for an unknown
 * type or a payload that does not fit it, FORBIDDEN when the caller may not do what the task does.
 */
export async function enqueueJob(tx: TxCtx, given: NewJob): Promise<Job> {
  const { payload, retries } = await checkedPayload(tx, given.taskType, given.payload);
  const { shown, secrets } = splitSecrets(given.taskType, payload);
  return insertJob(tx, { maxRetries: retries, ...defined(given), payload: shown, secrets });
}

const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;

interface CheckedJob extends NewJob {
  payload: Record<string, unknown>;
  secrets: Secrets | null;
  recurring?: { id: string; slot: Date | null };
  actor?: { kind: string; id: string | null };
}

/** The default share of a queue, by its name. */
const WEIGHTS: Record<string, number> = { critical: 6, 'high-priority': 4, high: 4, default: 2 };

/** Makes the queue's row if this is its first job. */
export async function ensureQueue(tx: TxCtx, name: string): Promise<void> {
  await tx.db.jobQueue.createMany({
    data: [{ organizationId: tx.organizationId, name, weight: WEIGHTS[name] ?? 1 }],
    skipDuplicates: true,
  });
}

/** Writes a job that has been checked, its event and its token. */
export async function insertJob(tx: TxCtx, job: CheckedJob): Promise<Job> {
  const id = newId();
  const queue = job.queue ?? 'default';
  await ensureQueue(tx, queue);
  const now = new Date();
  const later = job.runAt && job.runAt > now ? job.runAt : null;
  const actor = job.actor ?? { kind: tx.actor.kind, id: tx.actor.id };
  const [row] = await tx.db.job.createManyAndReturn({
    data: [
      {
        id,
        organizationId: tx.organizationId,
        taskType: job.taskType,
        queue,
        priority: job.priority,
        status: later ? 'scheduled' : 'pending',
        payload: job.payload as Prisma.InputJsonValue,
        sealed: seal({ organizationId: tx.organizationId, id }, job.secrets),
        metadata: (job.metadata ?? {}) as Prisma.InputJsonValue,
        maxRetries: job.maxRetries,
        retryDelayMs: job.retryDelayMs,
        timeoutMs: job.timeoutMs,
        runAt: job.runAt ?? now,
        recurringId: job.recurring?.id,
        slot: job.recurring?.slot,
        key: job.key,
        parent: job.parent,
        actorKind: actor.kind,
        actorId: actor.id,
      },
    ],
    skipDuplicates: true,
  });
  if (!row) return tx.db.job.findFirstOrThrow({ where: whichFirst(job) });
  await addLog(tx, row, 'info', later ? `Scheduled for ${later.toISOString()}.` : 'Enqueued.');
  await tell(tx, 'job.enqueued', row);
  await enqueue(tx, runJobs, later ? { jobId: id } : {}, later ? { startAfter: later } : {});
  return row;
}

const whichFirst = ({ key, recurring }: CheckedJob): Prisma.JobWhereInput =>
  key === undefined ? { recurringId: recurring?.id, slot: recurring?.slot } : { key };

type Told = 'job.enqueued' | 'job.started' | 'job.completed' | 'job.failed' | 'job.canceled';

/** Emits what happened to a job. Payloads stay out: they may hold what only the worker should see. */
export async function tell(tx: TxCtx, type: Told, row: Job, more: Record<string, unknown> = {}) {
  await emit(
    tx,
    type,
    {
      jobId: row.id,
      task_type: row.taskType,
      queue: row.queue,
      attempt: row.attempt,
      recurring_id: row.recurringId,
      parent: row.parent,
      ...more,
    },
    row.metadata as Record<string, unknown>,
  );
}
