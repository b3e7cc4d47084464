import type { z } from 'zod';
import type { Job, Prisma } from '@/generated/prisma/client';
import { auditMany } from '@/lib/audit/record';
import type { TxCtx } from '@/lib/core/context';
import { cronProblem, nextRuns } from '@/lib/core/cron';
import { invalid } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { emitMany } from '@/lib/events/emit';
import type { JobInput, RecurringJobInput } from '@/lib/jobs/contract';
import { checkRecurring } from '@/lib/jobs/create';
import { ensureQueues } from '@/lib/jobs/enqueue-job';
import { runJobs } from '@/lib/jobs/jobs';
import { checkedPayload } from '@/lib/jobs/payload';
import { seal, splitSecrets } from '@/lib/jobs/sealed';
import { addLogs, CHANNEL } from '@/lib/jobs/store';
import { factOf } from '@/lib/jobs/tell';
import { enqueueMany } from '@/lib/queue/enqueue';
import { workflowFinder } from '@/lib/workflows/finder';

type Given = z.output<typeof JobInput> | z.output<typeof RecurringJobInput>;

/** Makes jobs that run once and recurring ones, as `submit` and `createRecurring` do each, in a few statements. */
export async function submitMany(tx: TxCtx, given: readonly Given[]): Promise<void> {
  if (given.length === 0) return;
  const recurring = given.filter((it) => 'cron_spec' in it);
  for (const { cron_spec, timezone } of recurring) {
    const problem = cronProblem(cron_spec, timezone);
    if (problem) invalid('cron_spec', problem);
  }
  await checkRecurring(tx, recurring.length);
  const find = await workflowFinder(
    tx,
    given.map(({ task_type }) => task_type),
  );
  const now = new Date();
  const data: Prisma.JobCreateManyInput[] = [];
  for (const one of given) {
    const { payload, retries } = await checkedPayload(tx, one.task_type, one.payload, find);
    data.push(rowOf(tx, one, { payload, retries, now }));
  }
  await ensureQueues(tx, [...new Set(data.map(({ queue }) => queue as string))]);
  // Those whose key is there already are not made a second time.
  const rows = await tx.db.job.createManyAndReturn({ data, skipDuplicates: true });
  await addLogs(tx, rows, (row) =>
    row.cronSpec === null ? 'Enqueued.' : `Recurs: ${row.cronSpec} (${row.timezone}).`,
  );
  await emitMany(
    tx,
    rows.map((row) => factOf('job.enqueued', row, cronOf(row))),
  );
  await auditMany(
    tx,
    rows.map((row) => ({
      action: 'job.enqueued',
      target: { type: 'job', id: row.id },
      data: { task_type: row.taskType, queue: row.queue, ...cronOf(row) },
    })),
  );
  await enqueueMany(tx, runJobs, rows.flatMap(tokensOf));
}

const cronOf = ({ cronSpec, timezone }: Job) =>
  cronSpec === null ? {} : { cron_spec: cronSpec, timezone };

function rowOf(
  tx: TxCtx,
  given: Given,
  checked: { payload: Record<string, unknown>; retries: number; now: Date },
): Prisma.JobCreateManyInput {
  const { organizationId } = tx;
  const id = newId();
  const { shown, secrets } = splitSecrets(given.task_type, checked.payload);
  const row = {
    id,
    organizationId,
    taskType: given.task_type,
    queue: given.queue ?? 'default',
    priority: given.priority,
    payload: shown as Prisma.InputJsonValue,
    sealed: seal({ organizationId, id }, secrets),
    metadata: (given.metadata ?? {}) as Prisma.InputJsonValue,
    maxRetries: given.max_retries ?? checked.retries,
    retryDelayMs: given.retry_delay,
    timeoutMs: given.timeout,
    runAt: checked.now,
    key: given.key,
    actorKind: tx.actor.kind,
    actorId: tx.actor.id,
  };
  if (!('cron_spec' in given)) return { ...row, status: 'pending' };
  const { cron_spec: cronSpec, timezone, paused } = given;
  const [nextRunAt = null] = nextRuns(cronSpec, timezone, checked.now, 1);
  const runAt = nextRunAt ?? checked.now;
  return { ...row, status: 'recurring', cronSpec, timezone, paused, nextRunAt, runAt };
}

function tokensOf({ id, cronSpec, nextRunAt, paused }: Job) {
  if (cronSpec === null) return [{ payload: {} }];
  return nextRunAt && !paused
    ? [{ payload: { jobId: id }, options: { startAfter: nextRunAt } }]
    : [];
}

const WAITING = ['pending', 'scheduled', 'retrying'];

/** Cancels those of these jobs that no worker has begun, with what they have made, as `cancel` does each. */
export async function cancelMany(tx: TxCtx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const locked = await tx.sql<{ id: string }>(
    `SELECT id FROM jobs WHERE organization_id = $1::uuid
       AND ((id = ANY($2::uuid[]) AND status = ANY($3::text[] || '{recurring}'))
         OR (recurring_id = ANY($2::uuid[]) AND status = ANY($3::text[])))
     ORDER BY id FOR UPDATE`,
    tx.organizationId,
    ids,
    WAITING,
  );
  // The fence rises, so that whoever claims one meanwhile is refused.
  const rows = await tx.db.job.updateManyAndReturn({
    where: { id: { in: locked.map(({ id }) => id) }, status: { in: [...WAITING, 'recurring'] } },
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
  if (rows.length === 0) return;
  await addLogs(tx, rows, () => 'Canceled.');
  const more = { status: 'canceled', error: null, result: null };
  await emitMany(
    tx,
    rows.map((row) => factOf('job.canceled', row, { ...more, error: row.error })),
  );
  const asked = new Set(ids);
  await auditMany(
    tx,
    rows
      .filter(({ id }) => asked.has(id))
      .map(({ id }) => ({ action: 'job.canceled', target: { type: 'job', id } })),
  );
  await tx.sql(
    `SELECT count(pg_notify('${CHANNEL}', id)) AS told FROM unnest($1::text[]) AS id`,
    rows.map(({ id }) => id),
  );
}
