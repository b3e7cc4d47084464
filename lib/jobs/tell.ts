import type { Job } from '@/generated/prisma/client';
import type { Ctx, TxCtx } from '@/lib/core/context';
import type { MakePart } from '@/lib/core/db/part';
import { emit, emitFoundPart } from '@/lib/events/emit';

type Told = 'job.enqueued' | 'job.started' | 'job.completed' | 'job.failed' | 'job.canceled';

/** What happened to a job, as an event. Payloads stay out: they may hold what only the worker should see. */
export const factOf = (type: Told, row: Job, more: Record<string, unknown> = {}) => ({
  type,
  data: {
    jobId: row.id,
    task_type: row.taskType,
    queue: row.queue,
    attempt: row.attempt,
    recurring_id: row.recurringId,
    parent: row.parent,
    ...more,
  },
  metadata: row.metadata as Record<string, unknown>,
});

/** Emits what happened to a job. */
export async function tell(tx: TxCtx, type: Told, row: Job, more: Record<string, unknown> = {}) {
  const { data, metadata } = factOf(type, row, more);
  await emit(tx, type, data, metadata);
}

const FACTS = `jsonb_build_object('jobId', id, 'task_type', task_type, 'queue', queue, 'attempt', attempt,
  'recurring_id', recurring_id, 'parent', parent)`;

/** The same as a piece of a statement whose CTE has the job's row; `more` is SQL over it, a jsonb object. */
export const toldPart = (ctx: Ctx, type: Told, more = `'{}'::jsonb`): Promise<MakePart> =>
  emitFoundPart(ctx, type, {
    subject: `'job/' || id`,
    data: `${FACTS} || ${more}`,
    metadata: 'metadata',
  });
