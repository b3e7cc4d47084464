import type { WorkflowStep } from '@/generated/prisma/client';
import type { Ctx } from '@/lib/core/context';
import { creditsOf } from '@/lib/credits/money';
import type { Plan } from '@/lib/engine/plan';
import { host } from '@/lib/workflows/postgres/host';
import type { RunStepView } from '@/lib/workflows/runs.contract';

/** The plan that a run is pinned to, for the names and types of its steps. */
export async function pinnedPlan(ctx: Ctx, runId: string): Promise<Plan | null> {
  const run = await ctx.db.workflowRun.findUnique({
    where: { id: runId },
    select: { plan: true, workflowId: true, version: true },
  });
  if (run?.plan) return run.plan as unknown as Plan;
  if (!run?.workflowId || run.version === null) return null;
  const { workflowId, version } = run;
  const row = await ctx.db.workflowVersion.findFirst({
    where: { workflowId, version },
    select: { plan: true },
  });
  return (row?.plan as unknown as Plan | null) ?? null;
}

/** The steps of a run in the order they began; what only the run itself reads is left out. */
export async function findSteps(
  ctx: Ctx,
  runId: string,
  { limit, offset }: { limit: number; offset: number },
) {
  const { id } = await host.describe(ctx, runId);
  const where = { runId: id, step: { not: null } };
  const [rows, total, plan] = await Promise.all([
    ctx.db.workflowStep.findMany({
      where,
      orderBy: [{ startedAt: { sort: 'asc', nulls: 'last' } }, { key: 'asc' }],
      take: limit,
      skip: offset,
    }),
    ctx.db.workflowStep.count({ where }),
    pinnedPlan(ctx, id),
  ]);
  return { data: rows.map((row) => presentStep(row, plan)), total };
}

/** Secrets never are in the row's input: the holes that they fill at sending stand beside it. */
export function presentStep(row: WorkflowStep, plan: Plan | null): RunStepView {
  const step = row.step ?? '';
  const planned = plan?.steps[step];
  return {
    key: row.key,
    step,
    name: planned?.name ?? step,
    type: planned?.type ?? '',
    status: row.status as RunStepView['status'],
    attempt: row.attempt,
    input: row.input,
    output: row.output,
    error: row.error,
    work: row.workType && row.workId ? { type: row.workType, id: row.workId } : null,
    credits: creditsOf(row.microCredits),
    started_at: row.startedAt?.toISOString() ?? null,
    completed_at: row.completedAt?.toISOString() ?? null,
  };
}
