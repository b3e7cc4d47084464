import type { Job, Prisma } from '@/generated/prisma/client';
import type { TxCtx } from '@/lib/core/context';
import { columnsOf } from '@/lib/core/db/columns';
import { type Part, withParts } from '@/lib/core/db/part';
import { planned } from '@/lib/core/db/planned';
import { newId } from '@/lib/core/ids';
import { runJobs } from '@/lib/jobs/jobs';
import { checkedPayload } from '@/lib/jobs/payload';
import { type Secrets, seal, splitSecrets } from '@/lib/jobs/sealed';
import { toldPart } from '@/lib/jobs/tell';
import { enqueueManyPart } from '@/lib/queue/enqueue-part';

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
const weightOf = (queue: string) => WEIGHTS[queue] ?? 1;

/** Makes the queues' rows if these are their first jobs. */
export async function ensureQueues(tx: TxCtx, names: readonly string[]): Promise<void> {
  const { organizationId } = tx;
  await tx.db.jobQueue.createMany({
    data: names.map((name) => ({ organizationId, name, weight: weightOf(name) })),
    skipDuplicates: true,
  });
}

const INSERT = ({ ctes, select }: Part) => `/* job_insert */ WITH queue AS (
    INSERT INTO job_queues (organization_id, name, weight) VALUES ($1::uuid, $4::text, $5::int)
    ON CONFLICT DO NOTHING),
  made AS (
    INSERT INTO jobs (organization_id, id, task_type, queue, priority, status, payload, sealed, metadata,
      max_retries, retry_delay_ms, timeout_ms, run_at, recurring_id, slot, key, parent, actor_kind, actor_id, updated_at)
    VALUES ($1::uuid, $2::uuid, $3::text, $4::text, coalesce($6::int, 0), $7::text, $8::jsonb, $9::bytea, $10::jsonb,
      coalesce($11::int, 3), coalesce($12::int, 10000), coalesce($13::int, 1800000), $14::timestamptz, $15::uuid,
      $16::timestamptz, $17::text, $18::jsonb, $19::text, $20::text, now())
    ON CONFLICT DO NOTHING RETURNING *),
  logged AS (
    INSERT INTO job_logs (organization_id, job_id, attempt, level, message)
    SELECT organization_id, id, attempt, 'info', $21::text FROM made)${ctes}
  SELECT ${columnsOf('Job', 'made')}, ${select} FROM made`;

/** Writes a job that has been checked, its event and its token, and the queue's row if this is its first job. */
export async function insertJob(tx: TxCtx, job: CheckedJob): Promise<Job> {
  const id = newId();
  const queue = job.queue ?? 'default';
  const now = new Date();
  const later = job.runAt && job.runAt > now ? job.runAt : null;
  const actor = job.actor ?? { kind: tx.actor.kind, id: tx.actor.id };
  const own = [
    ...[tx.organizationId, id, job.taskType, queue, weightOf(queue)],
    ...[job.priority ?? null, later ? 'scheduled' : 'pending', json(job.payload)],
    ...[seal({ organizationId: tx.organizationId, id }, job.secrets), json(job.metadata ?? {})],
    ...[job.maxRetries ?? null, job.retryDelayMs ?? null, job.timeoutMs ?? null],
    ...[job.runAt ?? now, job.recurring?.id ?? null, job.recurring?.slot ?? null, job.key ?? null],
    ...[job.parent ? json(job.parent) : null, actor.kind, actor.id],
    later ? `Scheduled for ${later.toISOString()}.` : 'Enqueued.',
  ];
  const options = later ? { startAfter: later } : {};
  const tokens = [{ payload: later ? { jobId: id } : {}, options }];
  const part = withParts('made', own, [
    await toldPart(tx, 'job.enqueued'),
    await enqueueManyPart(tx, runJobs, tokens, 'token'),
  ]);
  const [row] = await planned<Job>(tx, INSERT(part), ...part.values);
  return row ?? tx.db.job.findFirstOrThrow({ where: whichFirst(job) });
}

const json = (value: object) => JSON.stringify(value);

const whichFirst = ({ key, recurring }: CheckedJob): Prisma.JobWhereInput =>
  key === undefined ? { recurringId: recurring?.id, slot: recurring?.slot } : { key };
