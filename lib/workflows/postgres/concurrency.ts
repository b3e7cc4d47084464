import type { TxCtx } from '@/lib/core/context';
import { emit } from '@/lib/events/emit';
import { updateWorkflowExecution } from '@/lib/executions/workflow-execution';
import { enqueue } from '@/lib/queue/enqueue';
import { runWorkflow } from '@/lib/workflows/jobs';
import { factsOf } from '@/lib/workflows/postgres/facts';

type Place = {
  workflowId: string | null;
  workflowType: string | null;
  concurrencyKey: string | null;
};

/** One at a time decides who gets a place of a workflow's limit; the lock goes with the transaction. */
async function lockPlaces(tx: TxCtx, { workflowId, concurrencyKey }: Place): Promise<void> {
  await tx.sql(
    `SELECT pg_advisory_xact_lock(hashtextextended($1, 7))::text AS locked`,
    `${tx.organizationId}:${workflowId}:${concurrencyKey}`,
  );
}

/** Whether a new run has a place now, or has to queue for it. */
export async function placeFree(tx: TxCtx, place: Place, limit: number): Promise<boolean> {
  await lockPlaces(tx, place);
  const [row] = await tx.sql<{ taken: number }>(
    `SELECT count(*)::int AS taken FROM workflow_runs
     WHERE organization_id = $1::uuid AND workflow_id = $2::uuid AND concurrency_key = $3
       AND status IN ('queued', 'running', 'waiting', 'paused')`,
    tx.organizationId,
    place.workflowId,
    place.concurrencyKey,
  );
  return (row?.taken ?? 0) < limit;
}

/** A place has come free: those who queue for it go on, as many as there is room, oldest first. */
export async function startNext(tx: TxCtx, place: Place): Promise<void> {
  await lockPlaces(tx, place);
  const rows = await tx.sql<Parameters<typeof factsOf>[0]>(
    `WITH places AS (
       SELECT count(*) FILTER (WHERE wait_reason IS DISTINCT FROM 'concurrency') AS taken
       FROM workflow_runs WHERE organization_id = $1::uuid AND workflow_id = $2::uuid
         AND concurrency_key = $3 AND status IN ('queued', 'running', 'waiting', 'paused')),
     next AS (
       SELECT r.id FROM workflow_runs r, places
       WHERE r.organization_id = $1::uuid AND r.workflow_id = $2::uuid AND r.concurrency_key = $3
         AND r.status = 'queued' AND r.wait_reason = 'concurrency' AND places.taken < r.places
       ORDER BY r.created_at, r.id LIMIT 1 FOR UPDATE OF r SKIP LOCKED)
     UPDATE workflow_runs r SET wait_reason = NULL, held = true FROM next WHERE r.id = next.id
       AND r.organization_id = $1::uuid
     RETURNING r.id, r.client_id AS "clientId", r.workflow_id AS "workflowId",
       r.workflow_type AS "workflowType", r.version`,
    tx.organizationId,
    place.workflowId,
    place.concurrencyKey,
  );
  for (const run of rows) {
    await updateWorkflowExecution(tx, run.id, 'running', null);
    await emit(tx, 'workflow.started', { ...factsOf(run), status: 'running' });
    await enqueue(tx, runWorkflow, { runId: run.id });
  }
}
