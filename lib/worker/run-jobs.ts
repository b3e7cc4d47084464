import { type Ctx, systemCtx, transaction } from '@/lib/core/context';
import { pool } from '@/lib/core/db/pool';
import { systemDb } from '@/lib/core/db/system';
import { type Choice, claim, draw, makeDue, ORGANIZATION_LIMIT } from '@/lib/jobs/claim';
import { freeLost } from '@/lib/jobs/lost';
import { fire } from '@/lib/jobs/recurring';
import { run } from '@/lib/jobs/run';
import type { Attempt } from '@/lib/worker/handlers';

/** Queues with work that are looked at for one choice. */
const MOST = 2_000;
const TRIES = 5;

/** The queues of all organizations that have a job for which there is room, found by skipping along an index. */
export async function choices(): Promise<Choice[]> {
  const { rows } = await pool().query<Choice>({ name: 'job_choices', text: CHOICES });
  return rows;
}

const CHOICES = `WITH RECURSIVE pair AS (
       (SELECT organization_id, queue FROM jobs WHERE status = 'pending'
        ORDER BY organization_id, queue LIMIT 1)
       UNION ALL
       SELECT n.organization_id, n.queue FROM pair p CROSS JOIN LATERAL (
         SELECT organization_id, queue FROM jobs WHERE status = 'pending'
           AND (organization_id, queue) > (p.organization_id, p.queue)
         ORDER BY organization_id, queue LIMIT 1) n)
     SELECT p.organization_id::text AS "organizationId", p.queue, coalesce(q.weight, 1) AS weight,
       q.concurrency, b.busy
     FROM (SELECT * FROM pair LIMIT ${MOST}) p
     LEFT JOIN job_queues q ON q.organization_id = p.organization_id AND q.name = p.queue
     CROSS JOIN LATERAL (SELECT count(*)::int AS busy FROM jobs j
       WHERE j.organization_id = p.organization_id AND j.status = 'running' AND j.wait_kind IS NULL) b
     WHERE NOT coalesce(q.paused, false) AND b.busy < ${ORGANIZATION_LIMIT}
       AND (q.concurrency IS NULL OR q.concurrency > (SELECT count(*) FROM jobs j
         WHERE j.organization_id = p.organization_id AND j.queue = p.queue AND j.status = 'running'))`;

/**
 * Uses one token: whatever is next runs, of any organization, so that tokens of one that came first do not
 * hold up the others. The token's own job becomes due before that.
 */
export async function runToken(
  ctx: Ctx,
  { jobId }: { jobId?: string },
  { signal, attempt }: Attempt,
): Promise<void> {
  if (jobId) {
    await makeDue(ctx, jobId);
    await fire(ctx, jobId);
  }
  // A token comes back when its worker died: so did the job's.
  if (attempt > 0) await freeLostEverywhere();
  for (let tries = 0; tries < TRIES && !signal.aborted; tries++) {
    const choice = draw(await choices());
    if (!choice) break;
    const owner = systemCtx(choice.organizationId, 'jobs.run', ctx.requestId);
    const job = await claim(owner, choice);
    if (job) return run(owner, job, signal);
  }
  signal.throwIfAborted();
  // The lease of what the dead worker had may last a moment longer than its token.
  if (attempt > 0 && attempt <= 4 && (await anyLeased()))
    throw new Error('Nothing is free yet: look again.');
}

async function anyLeased(): Promise<boolean> {
  const found = await systemDb().job.findFirst({
    where: { status: 'running', waitKind: null, leaseUntil: { not: null } },
    select: { id: true },
  });
  return found !== null;
}

/** Frees the jobs of dead workers, a thousand at most. */
export async function freeLostEverywhere(): Promise<void> {
  const lost = await systemDb().$queryRawUnsafe<{ id: string; organizationId: string }[]>(
    `SELECT id::text, organization_id::text AS "organizationId" FROM jobs
     WHERE status = 'running' AND wait_kind IS NULL AND lease_until < now() LIMIT 1000`,
  );
  for (const { id, organizationId } of lost) {
    const ctx = systemCtx(organizationId, 'jobs.sweep');
    await transaction(ctx, (tx) => freeLost(tx, id));
  }
}
