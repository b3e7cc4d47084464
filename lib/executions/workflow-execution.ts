import type { TxCtx } from '@/lib/core/context';
import { CHANNEL } from '@/lib/executions/store';

export interface WorkflowStarted {
  /** Also the run's. */
  id: string;
  /** What started it: manual, schedule, event … */
  source: string;
  name: string | null;
  status: 'queued' | 'running';
  waitReason: string | null;
  input: unknown;
  parentId?: string;
  /** It executes this deployment of a config. */
  deploymentId?: string;
}

export interface WorkflowEnded {
  id: string;
  status: 'completed' | 'failed' | 'timed_out' | 'cancelled';
  output?: unknown;
  error?: { step: string | null; code: string; message: string };
  microCredits: bigint;
  steps: number;
}

const record = (value: unknown) =>
  (typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value
    : { value }) as object;

/** Shows a run of a workflow among the executions; `lib/workflows` does the work and tells how it goes. */
export async function openWorkflowExecution(tx: TxCtx, run: WorkflowStarted): Promise<void> {
  await tx.sql(
    `/* workflow_execution_open */ INSERT INTO executions (id, organization_id, kind, status, wait_reason, source,
       agent_name, parent_id, actor_kind, actor_id, input, deployment_id, started_at)
     VALUES ($2::uuid, $1::uuid, CASE WHEN $11::uuid IS NULL THEN 'workflow' ELSE 'deployment' END, $3, $4, $5, $6,
       $7::uuid, $8, $9, $10::jsonb, $11::uuid, CASE WHEN $3 = 'running' THEN now() END) RETURNING 1`,
    tx.organizationId,
    run.id,
    run.status,
    run.waitReason,
    run.source,
    run.name,
    run.parentId ?? null,
    tx.actor.kind,
    tx.actor.id,
    JSON.stringify(record(run.input)),
    run.deploymentId ?? null,
  );
}

/** How the run stands between its beginning and its end. */
export async function updateWorkflowExecution(
  tx: TxCtx,
  id: string,
  status: 'queued' | 'running' | 'waiting',
  waitReason: string | null,
): Promise<void> {
  await tx.db.execution.updateMany({
    where: { id, kind: { in: ['workflow', 'deployment'] } },
    data: { status, waitReason, ...(status === 'running' && { startedAt: new Date() }) },
  });
}

/** Ends it and counts it, in one statement; its events are the workflow's own. */
export async function closeWorkflowExecution(tx: TxCtx, run: WorkflowEnded): Promise<void> {
  // What its agents and models cost was counted with their own executions.
  await tx.sql(
    `/* workflow_execution_close */ WITH ended AS (
       UPDATE executions SET status = $3, wait_reason = NULL, output = COALESCE($4::jsonb, output),
         error = COALESCE($5::jsonb, error), micro_credits = $6::bigint, steps = $7::int, completed_at = now()
       WHERE organization_id = $1::uuid AND id = $2::uuid AND kind IN ('workflow', 'deployment') RETURNING id),
     counted AS (
       INSERT INTO usage_days AS u (organization_id, day, kind, executions, failed)
       SELECT $1::uuid, (now() AT TIME ZONE 'UTC')::date, 'workflow', 1, $8::int FROM ended
       ON CONFLICT (organization_id, day, kind) DO UPDATE SET
         executions = u.executions + 1, failed = u.failed + excluded.failed)
     SELECT pg_notify('${CHANNEL}', id::text)::text AS told FROM ended`,
    tx.organizationId,
    run.id,
    run.status,
    run.output === undefined ? null : JSON.stringify(record(run.output)),
    run.error ? JSON.stringify(run.error) : null,
    run.microCredits,
    run.steps,
    run.status === 'failed' || run.status === 'timed_out' ? 1 : 0,
  );
}
