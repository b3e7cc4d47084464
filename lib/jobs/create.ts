import type { z } from 'zod';
import type { Job, Prisma } from '@/generated/prisma/client';
import { audit } from '@/lib/audit/record';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { cronProblem, nextRuns } from '@/lib/core/cron';
import { fail, invalid } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import type { JobInput, RecurringJobInput, ScheduledJobInput } from '@/lib/jobs/contract';
import { enqueueJob, ensureQueues, type NewJob } from '@/lib/jobs/enqueue-job';
import { runJobs } from '@/lib/jobs/jobs';
import { checkedPayload } from '@/lib/jobs/payload';
import { seal, splitSecrets } from '@/lib/jobs/sealed';
import { addLog } from '@/lib/jobs/store';
import { tell } from '@/lib/jobs/tell';
import { enqueue } from '@/lib/queue/enqueue';

type Input = z.output<typeof JobInput>;

/** More schedules than this would be a program's mistake. */
const MOST_RECURRING = 5_000;

/** Throws CONFLICT when an organization would have too many recurring jobs with `more`. */
export async function checkRecurring(tx: TxCtx, more: number): Promise<void> {
  if ((await tx.db.job.count({ where: { status: 'recurring' } })) + more > MOST_RECURRING)
    fail('CONFLICT', `An organization has at most ${MOST_RECURRING} recurring jobs.`);
}

const newJob = (input: Input): NewJob => ({
  taskType: input.task_type,
  payload: input.payload,
  queue: input.queue,
  priority: input.priority,
  maxRetries: input.max_retries,
  retryDelayMs: input.retry_delay,
  timeoutMs: input.timeout,
  metadata: input.metadata,
  key: input.key,
});

/** Makes a job that runs as soon as it can, or at its time. */
export function submit(ctx: Ctx, input: Input | z.output<typeof ScheduledJobInput>): Promise<Job> {
  const runAt = 'schedule_at' in input ? new Date(input.schedule_at) : undefined;
  return transaction(ctx, async (tx) => {
    const row = await enqueueJob(tx, { ...newJob(input), runAt });
    await audit(tx, {
      action: 'job.enqueued',
      target: { type: 'job', id: row.id },
      data: { task_type: row.taskType, queue: row.queue },
    });
    return row;
  });
}

/** Makes a recurring job: the row keeps the schedule, each of its times makes a job of its own. */
export function createRecurring(ctx: Ctx, input: z.output<typeof RecurringJobInput>): Promise<Job> {
  const { cron_spec: cronSpec, timezone, paused } = input;
  const problem = cronProblem(cronSpec, timezone);
  if (problem) invalid('cron_spec', problem);
  return transaction(ctx, async (tx) => {
    const { payload, retries } = await checkedPayload(tx, input.task_type, input.payload);
    const { shown, secrets } = splitSecrets(input.task_type, payload);
    await checkRecurring(tx, 1);
    const id = newId();
    const { organizationId } = tx;
    const queue = input.queue ?? 'default';
    await ensureQueues(tx, [queue]);
    const [nextRunAt = null] = nextRuns(cronSpec, timezone, new Date(), 1);
    const [row] = await tx.db.job.createManyAndReturn({
      data: [
        {
          id,
          organizationId,
          taskType: input.task_type,
          queue,
          priority: input.priority,
          status: 'recurring',
          payload: shown as Prisma.InputJsonValue,
          sealed: seal({ organizationId, id }, secrets),
          metadata: (input.metadata ?? {}) as Prisma.InputJsonValue,
          maxRetries: input.max_retries ?? retries,
          retryDelayMs: input.retry_delay,
          timeoutMs: input.timeout,
          runAt: nextRunAt ?? new Date(),
          cronSpec,
          timezone,
          paused,
          nextRunAt,
          key: input.key,
          actorKind: tx.actor.kind,
          actorId: tx.actor.id,
        },
      ],
      skipDuplicates: true,
    });
    if (!row) return tx.db.job.findFirstOrThrow({ where: { key: input.key } });
    await addLog(tx, row, 'info', `Recurs: ${cronSpec} (${timezone}).`);
    await tell(tx, 'job.enqueued', row, { cron_spec: cronSpec, timezone });
    await audit(tx, {
      action: 'job.enqueued',
      target: { type: 'job', id },
      data: { task_type: row.taskType, cron_spec: cronSpec },
    });
    if (nextRunAt && !paused) await enqueue(tx, runJobs, { jobId: id }, { startAfter: nextRunAt });
    return row;
  });
}
