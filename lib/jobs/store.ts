import type { Job, Prisma } from '@/generated/prisma/client';
import { jobKey, serviceOf } from '@/lib/configs/service';
import type { Ctx, TxCtx } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import type { Page } from '@/lib/core/page';
import { innerStatuses } from '@/lib/jobs/present';

/** The job, or 404: another organization's is answered like one that does not exist. */
export async function loadJob(ctx: Ctx, id: string): Promise<Job> {
  const row = isUuid(id) ? await ctx.db.job.findUnique({ where: { id } }) : null;
  return row ?? fail('NOT_FOUND', 'No such job.');
}

/** The same, kept from changing until the transaction ends. */
export async function lockJob(tx: TxCtx, id: string): Promise<Job> {
  if (isUuid(id))
    await tx.sql(
      `SELECT id FROM jobs WHERE organization_id = $1::uuid AND id = $2::uuid FOR UPDATE`,
      tx.organizationId,
      id,
    );
  return loadJob(tx, id);
}

interface Filters extends Page {
  status?: string;
  task_type?: string;
  queue?: string;
  recurring?: string;
  recurringId?: string;
  deployment_id?: string;
}

export async function findJobs(ctx: Ctx, query: Filters) {
  const statuses = query.status ? innerStatuses(query.status) : undefined;
  const where: Prisma.JobWhereInput = {
    status: statuses && { in: statuses },
    taskType: query.task_type,
    queue: query.queue,
    recurringId: query.recurringId,
    ...(query.deployment_id && { key: { in: await deploymentKeys(ctx, query.deployment_id) } }),
    ...(query.recurring && {
      cronSpec: query.recurring === 'true' ? { not: null } : null,
    }),
  };
  const [rows, total] = await Promise.all([
    ctx.db.job.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: query.limit,
      skip: query.offset,
    }),
    ctx.db.job.count({ where }),
  ]);
  return { rows, total };
}

/** The keys of the jobs that a deployment of a config registers; those of packages, and none, register none. */
async function deploymentKeys(ctx: Ctx, id: string): Promise<string[]> {
  const row = await ctx.db.deployment.findUnique({ where: { id } });
  return row?.kind === 'config'
    ? (serviceOf(row)?.jobs ?? []).map(({ name }) => jobKey(row, name))
    : [];
}

type Level = 'debug' | 'info' | 'warning' | 'error';

/** Adds a line to the job's log. */
export async function addLog(
  ctx: Ctx,
  job: Pick<Job, 'id' | 'attempt'>,
  level: Level,
  message: string,
): Promise<void> {
  await ctx.db.jobLog.create({ data: lineOf(ctx, job, level, message) });
}

/** Adds a line to the log of each. */
export async function addLogs(
  ctx: Ctx,
  jobs: readonly Job[],
  message: (job: Job) => string,
): Promise<void> {
  await ctx.db.jobLog.createMany({
    data: jobs.map((job) => lineOf(ctx, job, 'info', message(job))),
  });
}

const lineOf = (
  { organizationId }: Ctx,
  { id, attempt }: Pick<Job, 'id' | 'attempt'>,
  level: Level,
  message: string,
) => ({
  organizationId,
  jobId: id,
  attempt,
  level,
  message: message.replaceAll('\u0000', '\ufffd').toWellFormed().slice(0, 2000),
});

export async function findLogs(ctx: Ctx, jobId: string, { limit, offset }: Page) {
  const where = { jobId };
  const [rows, total, attempts] = await Promise.all([
    ctx.db.jobLog.findMany({ where, orderBy: { id: 'asc' }, take: limit, skip: offset }),
    ctx.db.jobLog.count({ where }),
    ctx.db.jobAttempt.findMany({ where, orderBy: { number: 'asc' }, take: 100 }),
  ]);
  return {
    data: rows.map((line) => ({
      id: String(line.id),
      attempt: line.attempt,
      level: line.level as 'info',
      message: line.message,
      timestamp: line.timestamp.toISOString(),
    })),
    limit,
    offset,
    total,
    attempts: attempts.map((one) => ({
      number: one.number,
      status: one.status as 'running',
      error: one.error as { code: string; message: string } | null,
      started_at: one.startedAt.toISOString(),
      completed_at: one.completedAt?.toISOString() ?? null,
    })),
  };
}

export const CHANNEL = 'fp_job';

/** Tells whoever follows or runs the job, in any process, to look again once this commits. */
export async function notify(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql(`SELECT pg_notify('${CHANNEL}', $1)::text AS told`, id);
}

/** Thrown when another worker has taken the job over: this one must stop without a trace. */
export class Overtaken extends Error {
  override name = 'Overtaken';
}

/** Writes to the job if this attempt still holds it, and gives the row as it is now. */
export async function fenced(
  ctx: Ctx,
  held: Pick<Job, 'id' | 'fence'>,
  data: Prisma.JobUpdateManyMutationInput,
): Promise<Job> {
  const [row] = await ctx.db.job.updateManyAndReturn({
    where: { id: held.id, fence: held.fence, status: 'running' },
    data,
  });
  if (!row) throw new Overtaken('Another worker goes on with this job.');
  return row;
}
