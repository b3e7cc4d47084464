import type { Job } from '@/generated/prisma/client';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { columnsOf } from '@/lib/core/db/columns';
import { type Part, withParts } from '@/lib/core/db/part';
import { planned } from '@/lib/core/db/planned';
import { CHANNEL } from '@/lib/jobs/store';
import { toldPart } from '@/lib/jobs/tell';

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

/** An attempt that a dead worker began is made again under the same number. */
const claimSql = ({ ctes, select }: Part) => `/* job_claim */ WITH next AS (
    SELECT id FROM jobs WHERE organization_id = $1::uuid AND status = 'pending' AND queue = $2::text
    ORDER BY priority DESC, run_at, id LIMIT 1 FOR UPDATE SKIP LOCKED),
  taken AS (
    UPDATE jobs j SET status = 'running', attempt = attempt + 1, fence = fence + 1, started_at = now(),
      updated_at = now(), wait_kind = NULL, wait_id = NULL, progress = NULL,
      lease_until = now() + make_interval(secs => $3::int)
    FROM next WHERE j.organization_id = $1::uuid AND j.id = next.id RETURNING j.*),
  begun AS (
    INSERT INTO job_attempts (organization_id, job_id, number, started_at)
    SELECT organization_id, id, attempt, started_at FROM taken
    ON CONFLICT (organization_id, job_id, number) DO UPDATE
    SET status = 'running', error = NULL, started_at = excluded.started_at, completed_at = NULL),
  logged AS (
    INSERT INTO job_logs (organization_id, job_id, attempt, level, message)
    SELECT organization_id, id, attempt, 'info',
      format('Attempt %s of %s began.', attempt - counted_from, max_retries + 1) FROM taken)${ctes}
  SELECT ${columnsOf('Job', 'taken')}, pg_notify('${CHANNEL}', id::text)::text AS told, ${select}
  FROM taken`;

/** Takes the next job of the chosen queue: the fence rises, so that whoever had it before is refused. */
export async function claim(ctx: Ctx, { queue, concurrency }: Choice): Promise<Job | null> {
  if (concurrency === null) return take(ctx, queue);
  return transaction(ctx, async (tx) => ((await hasRoom(tx, queue)) ? take(tx, queue) : null));
}

async function take(ctx: Ctx, queue: string): Promise<Job | null> {
  const own = [ctx.organizationId, queue, LEASE_SECONDS];
  const part = withParts('taken', own, [await toldPart(ctx, 'job.started')]);
  const [row] = await planned<Job & { told: string }>(ctx, claimSql(part), ...part.values);
  return row ?? null;
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
