import type { Execution, Prisma } from '@/generated/prisma/client';
import type { TxCtx } from '@/lib/core/context';
import { notify } from '@/lib/executions/store';
import { countExecution } from '@/lib/usage/days';

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
    : { value }) as Prisma.InputJsonValue;

/** Shows a run of a workflow among the executions; `lib/workflows` does the work and tells how it goes. */
export async function openWorkflowExecution(tx: TxCtx, run: WorkflowStarted): Promise<void> {
  await tx.db.execution.create({
    data: {
      id: run.id,
      organizationId: tx.organizationId,
      kind: 'workflow',
      status: run.status,
      waitReason: run.waitReason,
      source: run.source,
      agentName: run.name,
      parentId: run.parentId,
      actorKind: tx.actor.kind,
      actorId: tx.actor.id,
      input: record(run.input),
      startedAt: run.status === 'running' ? new Date() : null,
    },
  });
}

/** How the run stands between its beginning and its end. */
export async function updateWorkflowExecution(
  tx: TxCtx,
  id: string,
  status: 'queued' | 'running' | 'waiting',
  waitReason: string | null,
): Promise<void> {
  await tx.db.execution.updateMany({
    where: { id, kind: 'workflow' },
    data: { status, waitReason, ...(status === 'running' && { startedAt: new Date() }) },
  });
}

/** Ends it and counts it; its events are the workflow's own. */
export async function closeWorkflowExecution(tx: TxCtx, run: WorkflowEnded): Promise<void> {
  const [row] = await tx.db.execution.updateManyAndReturn({
    where: { id: run.id, kind: 'workflow' },
    data: {
      status: run.status,
      waitReason: null,
      output: run.output === undefined ? undefined : record(run.output ?? null),
      error: run.error,
      microCredits: run.microCredits,
      steps: run.steps,
      completedAt: new Date(),
    },
  });
  if (!row) return;
  // What its agents and models cost was counted with their own executions.
  await countExecution(tx, { ...row, microCredits: 0n } satisfies Execution);
  await notify(tx, run.id);
}
