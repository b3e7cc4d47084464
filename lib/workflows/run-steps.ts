import type { WorkflowStep } from '@/generated/prisma/client';
import type { Ctx } from '@/lib/core/context';
import { creditsOf } from '@/lib/credits/money';
import type { Plan } from '@/lib/engine/plan';
import { host } from '@/lib/workflows/postgres/host';
import type { RunStepView } from '@/lib/workflows/runs.contract';

/** The plan that a run is pinned to, for the names and types of its steps. */
export const pinnedPlan = async (ctx: Ctx, runId: string): Promise<Plan | null> =>
  (await pinnedPlans(ctx, [runId])).get(runId) ?? null;

/** The plans of several runs. */
export async function pinnedPlans(ctx: Ctx, runIds: string[]): Promise<Map<string, Plan>> {
  const runs = await ctx.db.workflowRun.findMany({
    where: { id: { in: runIds } },
    select: { id: true, plan: true, workflowId: true, version: true },
  });
  const OR = runs.flatMap(({ plan, workflowId, version }) =>
    !plan && workflowId && version !== null ? { workflowId, version } : [],
  );
  const versions =
    OR.length === 0
      ? []
      : await ctx.db.workflowVersion.findMany({
          where: { OR },
          select: { workflowId: true, version: true, plan: true },
        });
  return new Map(
    runs.flatMap((run) => {
      const saved = versions.find(
        ({ workflowId, version }) => workflowId === run.workflowId && version === run.version,
      );
      const plan = (run.plan ?? saved?.plan) as unknown as Plan | null | undefined;
      return plan ? [[run.id, plan] as const] : [];
    }),
  );
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
