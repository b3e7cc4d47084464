import type { z } from 'zod';
import type { Ctx } from '@/lib/core/context';
import type { RunDescription } from '@/lib/workflows/host';
import { host } from '@/lib/workflows/postgres/host';
import { findRun, namesOf, typeFilter } from '@/lib/workflows/runs';
import type {
  listWorkflowExecutions,
  StartRunInput,
  WorkflowExecutionSchema,
} from '@/lib/workflows/runs.contract';
import { start } from '@/lib/workflows/start';
import { asCommand, statesOf } from '@/lib/workflows/statuses';

type View = z.output<typeof WorkflowExecutionSchema>;
type Query = z.output<NonNullable<typeof listWorkflowExecutions.query>>;

const MOST_HISTORY = 1000;

/** A run as CodeAI shows it: by the client's own workflowId where it gave one. */
export async function presentExecutions(ctx: Ctx, runs: RunDescription[]): Promise<View[]> {
  const names = await namesOf(ctx, runs);
  return runs.map((run) => ({
    id: run.id,
    workflowId: run.clientId ?? run.id,
    workflowType: run.workflowType ?? names.get(run.workflowId ?? '') ?? '',
    runId: run.id,
    status: asCommand(run.status),
    input: run.input,
    output: run.output,
    error: run.error,
    metadata: (run.metadata ?? {}) as Record<string, unknown>,
    startedAt: run.startedAt ?? run.createdAt,
    completedAt: run.completedAt,
  }));
}

export const presentExecution = async (ctx: Ctx, run: RunDescription): Promise<View> =>
  (await presentExecutions(ctx, [run]))[0] as View;

/** Starts a run of a type under the client's own id. */
export async function startByType(ctx: Ctx, input: z.output<typeof StartRunInput>) {
  const run = await start(ctx, {
    workflowType: input.workflowType,
    clientId: input.workflowId,
    input: input.input,
    metadata: input.metadata,
    trigger: { type: 'manual' },
  });
  // "running" from the beginning: nobody waits for a worker to be told that it was accepted.
  return { id: run.id, workflowId: input.workflowId, runId: run.id, status: 'running' as const };
}

export async function listExecutions(ctx: Ctx, query: Query) {
  const { limit, offset, status } = query;
  const { runs, total } = await host.list(ctx, {
    ...(await typeFilter(ctx, query.workflowType)),
    statuses: status && statesOf(status),
    limit,
    offset,
  });
  const shown = await presentExecutions(ctx, runs);
  const workflows = shown.map(
    ({ input: _, output: __, error: ___, metadata: ____, ...rest }) => rest,
  );
  return { workflows, total, limit, offset };
}

export async function cancelExecution(ctx: Ctx, workflowId: string, reason?: string) {
  const { id } = await findRun(ctx, workflowId);
  const run = await host.cancel(ctx, id, reason);
  return { workflowId: run.clientId ?? run.id, runId: run.id, status: asCommand(run.status) };
}

export async function historyOf(ctx: Ctx, workflowId: string, after: number) {
  const run = await findRun(ctx, workflowId);
  const { events, total } = await host.history(ctx, run.id, { after, limit: MOST_HISTORY });
  return { workflowId: run.clientId ?? run.id, runId: run.id, events, total };
}
