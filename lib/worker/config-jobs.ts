import { failStart } from '@/lib/configs/deployments';
import { jobKey, type ServedJob, serviceOf } from '@/lib/configs/service';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import { isObject } from '@/lib/engine/json';
import { JobInput, RecurringJobInput } from '@/lib/jobs/contract';
import { cancelMany, submitMany } from '@/lib/jobs/many';
import type { EventRow } from '@/lib/worker/subscribers';

const WITHDRAWN = ['recurring', 'pending', 'scheduled', 'retrying'];

/**
 * Makes the jobs of a config that is in service, or cancels those of one that is not any more. It looks at how
 * the deployment stands now, so events may come late, twice or out of order.
 */
export async function onConfigDeployment(ctx: Ctx, { data }: EventRow): Promise<void> {
  const id = String(data.deployment_id);
  if (data.kind !== 'config' || !isUuid(id)) return;
  let fence = 0;
  try {
    await transaction(ctx, async (tx) => {
      await tx.sql(
        'SELECT id FROM deployments WHERE organization_id = $1::uuid AND id = $2::uuid FOR UPDATE',
        tx.organizationId,
        id,
      );
      const row = await tx.db.deployment.findUnique({ where: { id } });
      const jobs = row?.status === 'running' ? (serviceOf(row)?.jobs ?? []) : [];
      fence = row?.fence ?? 0;
      const made = jobs.map((job) => ({ job, key: jobKey({ id, fence }, job.name) }));
      await withdraw(tx, id, new Set(made.map(({ key }) => key)));
      await submitMany(
        tx,
        made.map(({ job, key }) => inputOf(id, job, key)),
      );
    });
  } catch (error) {
    const why = sentence(error);
    if (!why) throw error;
    await failStart(ctx, { id, fence }, { code: 'JOB_REFUSED', message: why });
  }
}

/** Cancels what earlier starts made and no worker has begun. */
async function withdraw(tx: TxCtx, id: string, kept: ReadonlySet<string>): Promise<void> {
  const there = await tx.db.job.findMany({
    where: { key: { startsWith: `config:${id}:` }, status: { in: WITHDRAWN } },
    select: { id: true, key: true },
  });
  const gone = there.filter(({ key }) => !kept.has(key as string));
  await cancelMany(
    tx,
    gone.map((job) => job.id),
  );
}

/** A schedule makes a recurring job; without one the job runs once at each start. */
function inputOf(id: string, job: ServedJob, key: string) {
  const fields = {
    task_type: job.task,
    payload: job.payload,
    queue: job.queue,
    max_retries: job.maxRetries ?? undefined,
    timeout: job.timeout ?? undefined,
    metadata: { deployment_id: id, name: job.name },
    key,
  };
  const { schedule, timezone } = job;
  return schedule === null
    ? JobInput.parse(fields)
    : RecurringJobInput.parse({ ...fields, cron_spec: schedule, timezone });
}

/** Why a job cannot be made; null when it is no fault of the config. */
function sentence(error: unknown): string | null {
  if (isAppError(error) && error.status < 500) {
    const fields = isObject(error.details)
      ? Object.entries(error.details).map(([field, problem]) => `${field} ${String(problem)}`)
      : [];
    return [`A job of the config was refused: ${error.message}`, ...fields].join('; ');
  }
  const { name, issues } = error as { name?: string; issues?: { message: string }[] };
  return name === 'ZodError' ? `A job of the config was refused: ${issues?.[0]?.message}` : null;
}
