import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import { enqueue } from '@/lib/queue/enqueue';
import type { Signal } from '@/lib/workflows/host';
import { runWorkflow } from '@/lib/workflows/jobs';
import { jsonText } from '@/lib/workflows/postgres/json-text';

/** A signal as it lies in the inbox; what a step elsewhere has cost, in micro-credits, comes with its end. */
export type InboxEvent = Signal & { microCredits?: string };

/** Wakes the worker that has a run: its inbox has grown, or it was taken away. The payload is the run's id. */
export const INBOX_CHANNEL = 'fp_workflow_inbox';

export const OPEN = ['queued', 'running', 'waiting', 'paused'];

export interface Locked {
  status: string;
  waitReason: string | null;
  held: boolean;
}

/** Locks a run against everybody else. NOT_FOUND for another organization's. */
export async function lockRun(tx: TxCtx, runId: string): Promise<Locked> {
  const [run] = isUuid(runId)
    ? await tx.sql<Locked>(
        `SELECT status, wait_reason AS "waitReason", held FROM workflow_runs
         WHERE organization_id = $1::uuid AND id = $2::uuid FOR UPDATE`,
        tx.organizationId,
        runId,
      )
    : [];
  return run ?? fail('NOT_FOUND', 'No such run.');
}

/**
 * Puts an event into a run's inbox and sees to it that a worker takes it. False when the run has ended.
 * `dedupe` makes the same event told twice count once while it waits; the engine ignores it afterwards.
 */
export function tell(ctx: Ctx, runId: string, event: InboxEvent, dedupe: string): Promise<boolean> {
  return transaction(ctx, async (tx) => {
    const run = await lockRun(tx, runId);
    if (!OPEN.includes(run.status)) return false;
    const made = await tx.sql(
      `INSERT INTO workflow_inbox (organization_id, run_id, event, dedupe)
       VALUES ($1::uuid, $2::uuid, $3::jsonb, $4) ON CONFLICT DO NOTHING RETURNING id`,
      tx.organizationId,
      runId,
      jsonText(event),
      dedupe,
    );
    if (made.length > 0) await wake(tx, runId, run);
    return true;
  });
}

/** Counts something new for a locked run, and enqueues it unless a worker has it or it waits for its place. */
export async function wake(tx: TxCtx, runId: string, run: Locked): Promise<void> {
  const resting = run.waitReason === 'concurrency';
  await tx.sql(
    `UPDATE workflow_runs SET inboxed = inboxed + 1, held = $3::boolean
     WHERE organization_id = $1::uuid AND id = $2::uuid RETURNING 1`,
    tx.organizationId,
    runId,
    !resting,
  );
  if (run.held) await notifyHolder(tx, runId);
  else if (!resting) await enqueue(tx, runWorkflow, { runId });
}

export async function notifyHolder(tx: Ctx, runId: string): Promise<void> {
  await tx.sql(`SELECT pg_notify('${INBOX_CHANNEL}', $1)::text AS told`, runId);
}
