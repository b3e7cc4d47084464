import type { Job } from '@/generated/prisma/client';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { tell } from '@/lib/jobs/enqueue-job';
import { addLog, notify } from '@/lib/jobs/store';

/**
 * Seconds after its last sign of life at which a job's worker counts as dead. Shorter than the queue's own
 * (10): a token that comes back finds the job free.
 */
export const LEASE_SECONDS = 9;
/** Jobs of one organization that run at once, so that long ones leave places to others. */
export const ORGANIZATION_LIMIT = 12;

/** A queue of an organization that has a job for which there is room. */
export interface Choice {
  organizationId: string;
  queue: string;
  weight: number;
  concurrency: number | null;
  /** jobs of the organization that hold a worker */
  busy: number;
}

/**
 * Chooses whose turn it is: first the organization with the fewest jobs at work (chance among equals), then
 * one of its queues, by weight. A lottery needs no memory, so any number of processes draw fairly at once.
 */
export function draw(
  choices: readonly Choice[],
  random: () => number = Math.random,
): Choice | undefined {
  const least = Math.min(...choices.map((choice) => choice.busy));
  const idlest = choices.filter((choice) => choice.busy === least);
  const owners = [...new Set(idlest.map((choice) => choice.organizationId))];
  const owner = owners[Math.floor(random() * owners.length)];
  const queues = idlest.filter((choice) => choice.organizationId === owner);
  const all = queues.reduce((sum, queue) => sum + queue.weight, 0);
  let at = random() * all;
  for (const queue of queues) {
    at -= queue.weight;
    if (at < 0) return queue;
  }
  return queues.at(-1);
}

/** Takes the next job of the chosen queue: the fence rises, so that whoever had it before is refused. */
export function claim(ctx: Ctx, { queue, concurrency }: Choice): Promise<Job | null> {
  return transaction(ctx, async (tx) => {
    if (concurrency !== null && !(await hasRoom(tx, queue))) return null;
    const [taken] = await tx.sql<{ id: string }>(
      `UPDATE jobs SET status = 'running', attempt = attempt + 1, fence = fence + 1, started_at = now(),
         updated_at = now(), wait_kind = NULL, wait_id = NULL, progress = NULL,
         lease_until = now() + make_interval(secs => $3)
       WHERE organization_id = $1::uuid AND id = (
         SELECT id FROM jobs WHERE organization_id = $1::uuid AND status = 'pending' AND queue = $2
         ORDER BY priority DESC, run_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING id`,
      tx.organizationId,
      queue,
      LEASE_SECONDS,
    );
    if (!taken) return null;
    const job = await tx.db.job.findUniqueOrThrow({ where: { id: taken.id } });
    const startedAt = job.startedAt ?? new Date();
    const attempt = { organizationId: tx.organizationId, jobId: job.id, number: job.attempt };
    // An attempt that a dead worker began is made again under the same number.
    await tx.db.jobAttempt.deleteMany({ where: { jobId: job.id, number: job.attempt } });
    await tx.db.jobAttempt.create({ data: { ...attempt, startedAt } });
    await addLog(
      tx,
      job,
      'info',
      `Attempt ${job.attempt - job.countedFrom} of ${job.maxRetries + 1} began.`,
    );
    await tell(tx, 'job.started', job);
    await notify(tx, job.id);
    return job;
  });
}

/** Whether the queue's own limit leaves a place. Its row stays locked, so that nobody else takes it. */
async function hasRoom(tx: TxCtx, queue: string): Promise<boolean> {
  const [row] = await tx.sql<{ paused: boolean; concurrency: number | null }>(
    `SELECT paused, concurrency FROM job_queues
     WHERE organization_id = $1::uuid AND name = $2 FOR UPDATE`,
    tx.organizationId,
    queue,
  );
  if (!row || row.paused) return false;
  if (row.concurrency === null) return true;
  return (await tx.db.job.count({ where: { queue, status: 'running' } })) < row.concurrency;
}

/** Makes a job due whose time has come. */
export async function makeDue(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql(
    `UPDATE jobs SET status = 'pending', updated_at = now()
     WHERE organization_id = $1::uuid AND id = $2::uuid AND status IN ('scheduled', 'retrying')
       AND run_at <= now()`,
    ctx.organizationId,
    id,
  );
}
