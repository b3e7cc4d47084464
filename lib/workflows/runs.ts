import type { z } from 'zod';
import type { Ctx } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import type { Page } from '@/lib/core/page';
import type { HostStatus, RunDescription, RunFilter } from '@/lib/workflows/host';
import { describeRow, omit } from '@/lib/workflows/postgres/describe';
import { host } from '@/lib/workflows/postgres/host';
import type { RunFilters, WorkflowRunView } from '@/lib/workflows/runs.contract';
import { isOpen, outward, statesOf } from '@/lib/workflows/statuses';
import { findWorkflow } from '@/lib/workflows/store';

const record = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

/** Runs as FleetPrompt shows them, with the names of their workflows. */
export async function presentRuns(ctx: Ctx, runs: RunDescription[]): Promise<WorkflowRunView[]> {
  const names = await namesOf(ctx, runs);
  return runs.map((run) => present(run, names.get(run.workflowId ?? '') ?? null));
}

export async function presentRun(ctx: Ctx, run: RunDescription): Promise<WorkflowRunView> {
  const [shown] = await presentRuns(ctx, [run]);
  return shown as WorkflowRunView;
}

/** The organization's runs with these ids, in any order. */
export async function runsByIds(ctx: Ctx, ids: string[]): Promise<WorkflowRunView[]> {
  const rows = await ctx.db.workflowRun.findMany({ where: { id: { in: ids } }, omit });
  return presentRuns(ctx, rows.map(describeRow));
}

/** Deleted workflows still name their runs. */
export async function namesOf(ctx: Ctx, runs: RunDescription[]): Promise<Map<string, string>> {
  const ids = [...new Set(runs.flatMap(({ workflowId }) => workflowId ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.workflow.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function present(run: RunDescription, name: string | null): WorkflowRunView {
  const { startedAt, completedAt } = run;
  return {
    id: run.id,
    run_id: run.id,
    execution_id: run.id,
    workflow_id: run.workflowId,
    workflow_name: name,
    version: run.version,
    workflow_type: run.workflowType,
    client_id: run.clientId,
    status: outward(run.status),
    state: run.status,
    wait_reason: isOpen(run.status) ? run.waitReason : null,
    input: run.input,
    output: run.output,
    error: run.error,
    trigger: record(run.trigger),
    metadata: record(run.metadata),
    parent_run_id: run.parentRunId,
    reused_run_id: run.reusedRunId,
    credits: run.credits,
    duration_ms:
      startedAt && completedAt
        ? Math.max(0, Date.parse(completedAt) - Date.parse(startedAt))
        : null,
    created_at: run.createdAt,
    started_at: startedAt,
    completed_at: completedAt,
  };
}

type Filters = z.output<typeof RunFilters>;

/** What the host looks for; outward statuses become inner ones. */
export function hostFilter(query: Filters): Omit<RunFilter, 'limit' | 'offset'> {
  const status = query.status ?? query['filter[status]'];
  return {
    workflowId: query.workflow_id ?? query['filter[workflow_id]'],
    workflowType: query.workflow_type,
    statuses: statuses(query.state, status && statesOf(status)),
    parentRunId: query.parent_run_id,
    createdAfter: query.created_after,
    createdBefore: query.created_before,
  };
}

function statuses(state: HostStatus | undefined, wide: HostStatus[] | undefined) {
  if (!state) return wide;
  return !wide || wide.includes(state) ? [state] : [];
}

export async function findRuns(ctx: Ctx, query: Filters & Page) {
  const { limit, offset } = query;
  const { runs, total } = await host.list(ctx, { ...hostFilter(query), limit, offset });
  return { data: await presentRuns(ctx, runs), limit, offset, total };
}

/** By the run's id, else the newest run that a client gave this id. NOT_FOUND. */
export async function findRun(ctx: Ctx, idOrClientId: string): Promise<RunDescription> {
  return (await lookUpRun(ctx, idOrClientId)) ?? fail('NOT_FOUND', 'No such workflow run.');
}

export async function lookUpRun(ctx: Ctx, idOrClientId: string): Promise<RunDescription | null> {
  const found = await ctx.db.workflowRun.findFirst({
    where: { clientId: idOrClientId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { id: true },
  });
  if (found) return host.describe(ctx, found.id);
  if (!isUuid(idOrClientId)) return null;
  const known = await ctx.db.workflowRun.count({ where: { id: idOrClientId } });
  return known > 0 ? host.describe(ctx, idOrClientId) : null;
}

/** The filter for CodeAI's `workflowType`: a built-in type, or a workflow's name or id. */
export async function typeFilter(
  ctx: Ctx,
  type: string | undefined,
): Promise<Pick<RunFilter, 'workflowId' | 'workflowType'>> {
  if (!type) return {};
  const workflow = await findWorkflow(ctx, type);
  return workflow ? { workflowId: workflow.id } : { workflowType: type };
}
