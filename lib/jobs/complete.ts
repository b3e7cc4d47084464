import type { Job } from '@/generated/prisma/client';
import type { Ctx } from '@/lib/core/context';
import { columnsOf } from '@/lib/core/db/columns';
import { type Part, withParts } from '@/lib/core/db/part';
import { planned } from '@/lib/core/db/planned';
import { ORGANIZATION_LIMIT } from '@/lib/jobs/claim';
import { runJobs } from '@/lib/jobs/jobs';
import type { Kept } from '@/lib/jobs/present';
import { CHANNEL } from '@/lib/jobs/store';
import { toldPart } from '@/lib/jobs/tell';
import { enqueuePart } from '@/lib/queue/enqueue-part';

/** Results beyond this in an event would make every webhook heavy; the job itself has all of it. */
const TOLD_BYTES = 64 * 1024;

export const fitsEvent = (result: Kept | null): boolean =>
  JSON.stringify(result?.value ?? null).length <= TOLD_BYTES;

const WITH_RESULT = `jsonb_build_object('status', status, 'error', NULL, 'result', result->'value')`;
const TOO_LONG = `jsonb_build_object('status', status, 'error', NULL, 'result', NULL, 'result_too_long', true)`;

/** What counts the others sees this job still at work, since it sees everything as it was before the statement. */
const completeSql = (name: string, { ctes, select }: Part) => `/* ${name} */ WITH ended AS (
    UPDATE jobs j SET status = 'completed', completed_at = now(), result = $4::jsonb, error = NULL,
      lease_until = NULL, wait_kind = NULL, wait_id = NULL, updated_at = now()
    WHERE organization_id = $1::uuid AND id = $2::uuid AND fence = $3::int AND status = 'running'
      AND NOT EXISTS (SELECT FROM job_queues q
        WHERE q.organization_id = $1::uuid AND q.name = j.queue AND q.concurrency IS NOT NULL)
    RETURNING j.*),
  closed AS (
    UPDATE job_attempts a SET status = 'completed', completed_at = e.completed_at FROM ended e
    WHERE a.organization_id = $1::uuid AND a.job_id = e.id AND a.number = e.attempt AND a.status = 'running'),
  logged AS (
    INSERT INTO job_logs (organization_id, job_id, attempt, level, message)
    SELECT organization_id, id, attempt, 'info', 'Completed.' FROM ended),
  waiting AS (
    SELECT FROM ended WHERE ${ORGANIZATION_LIMIT} <= (SELECT count(*) FROM jobs
        WHERE organization_id = $1::uuid AND status = 'running' AND wait_kind IS NULL)
      AND EXISTS (SELECT FROM jobs WHERE organization_id = $1::uuid AND status = 'pending'))${ctes}
  SELECT ${columnsOf('Job', 'ended')}, pg_notify('${CHANNEL}', id::text)::text AS told, ${select}
  FROM ended`;

/**
 * Completes a job in one statement, with its events and a token for who waited for its place. Null when it is not
 * held any more, or when its queue has a limit of its own, whose row would have to be locked first.
 */
export async function complete(
  ctx: Ctx,
  { id, fence }: Pick<Job, 'id' | 'fence'>,
  result: Kept,
): Promise<Job | null> {
  const fits = fitsEvent(result);
  const own = [ctx.organizationId, id, fence, JSON.stringify(result)];
  const told = await toldPart(ctx, 'job.completed', fits ? WITH_RESULT : TOO_LONG);
  const token = await enqueuePart(ctx, runJobs, {}, 'token');
  const part = withParts('ended', own, [told, (first) => token(first, 'waiting')]);
  const text = completeSql(fits ? 'job_complete' : 'job_complete_long', part);
  const [row] = await planned<Job & { told: string }>(ctx, text, ...part.values);
  return row ?? null;
}
