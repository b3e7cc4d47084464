import type { Ctx, TxCtx } from '@/lib/core/context';
import type { MakePart } from '@/lib/core/db/part';
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
export function openExecutionPart(ctx: Ctx, run: WorkflowStarted): MakePart {
  return (first, when) => {
    const at = (n: number, type: string) => `$${first + n}::${type}`;
    return {
      ctes: `execution AS (
  INSERT INTO executions (organization_id, id, kind, status, wait_reason, source, agent_name, parent_id, actor_kind,
    actor_id, input, deployment_id, started_at)
  SELECT ${at(0, 'uuid')}, ${at(1, 'uuid')}, CASE WHEN ${at(10, 'uuid')} IS NULL THEN 'workflow' ELSE 'deployment' END,
    ${at(2, 'text')}, ${at(3, 'text')}, ${at(4, 'text')}, ${at(5, 'text')}, ${at(6, 'uuid')}, ${at(7, 'text')},
    ${at(8, 'text')}, ${at(9, 'jsonb')}, ${at(10, 'uuid')}, CASE WHEN ${at(2, 'text')} = 'running' THEN now() END
  FROM ${when})`,
      values: [
        ctx.organizationId,
        run.id,
        run.status,
        run.waitReason,
        run.source,
        run.name,
        run.parentId ?? null,
        ctx.actor.kind,
        ctx.actor.id,
        JSON.stringify(record(run.input)),
        run.deploymentId ?? null,
      ],
      select: [],
    };
  };
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

/**
 * Ends it and counts it; its events are the workflow's own. The day's row is one for all that end, so that the
 * statement should be the last of its transaction, or the only one.
 */
export function closeExecutionPart(ctx: Ctx, run: WorkflowEnded): MakePart {
  // What its agents and models cost was counted with their own executions.
  return (first, when) => {
    const at = (n: number, type: string) => `$${first + n}::${type}`;
    return {
      ctes: `closed AS (
  UPDATE executions SET status = ${at(2, 'text')}, wait_reason = NULL, output = COALESCE(${at(3, 'jsonb')}, output),
    error = COALESCE(${at(4, 'jsonb')}, error), micro_credits = ${at(5, 'bigint')}, steps = ${at(6, 'int')},
    completed_at = now()
  WHERE organization_id = ${at(0, 'uuid')} AND id = ${at(1, 'uuid')} AND kind IN ('workflow', 'deployment')
    AND EXISTS (SELECT 1 FROM ${when})
  RETURNING id),
counted AS (
  INSERT INTO usage_days AS u (organization_id, day, kind, executions, failed)
  SELECT ${at(0, 'uuid')}, (now() AT TIME ZONE 'UTC')::date, 'workflow', 1, ${at(7, 'int')} FROM closed
  ON CONFLICT (organization_id, day, kind) DO UPDATE SET
    executions = u.executions + 1, failed = u.failed + excluded.failed)`,
      values: [
        ctx.organizationId,
        run.id,
        run.status,
        run.output === undefined ? null : JSON.stringify(record(run.output)),
        run.error ? JSON.stringify(run.error) : null,
        run.microCredits,
        run.steps,
        run.status === 'failed' || run.status === 'timed_out' ? 1 : 0,
      ],
      select: [`(SELECT pg_notify('${CHANNEL}', id::text)::text FROM closed) AS execution_told`],
    };
  };
}
