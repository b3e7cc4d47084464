import type { Ctx } from '@/lib/core/context';
import type { Plan } from '@/lib/engine/plan';
import { stepsRead } from '@/lib/engine/reads';

const KEPT = 200;
const kept = new Map<string, Plan>();
const read = new WeakMap<Plan, ReadonlySet<string>>();

interface Pinned {
  workflowId: string | null;
  version: number | null;
  plan: unknown;
}

/** The plan that a run is pinned to. Versions never change, so that a process reads each one once. */
export async function planOf(ctx: Ctx, run: Pinned): Promise<Plan> {
  if (run.plan) return run.plan as Plan;
  const { workflowId, version } = run;
  if (!workflowId || version === null) throw new Error('The run has no plan.');
  const key = `${ctx.organizationId}:${workflowId}:${version}`;
  const known = kept.get(key);
  if (known) return known;
  const row = await ctx.db.workflowVersion.findFirst({
    where: { workflowId, version },
    select: { plan: true },
  });
  if (!row?.plan) throw new Error(`Version ${version} of the workflow has no plan.`);
  if (kept.size >= KEPT) kept.delete(kept.keys().next().value as string);
  const plan = row.plan as unknown as Plan;
  kept.set(key, plan);
  return plan;
}

/** The steps whose outputs the plan may ask for. */
export function readBy(plan: Plan): ReadonlySet<string> {
  let found = read.get(plan);
  if (!found) {
    found = stepsRead(plan);
    read.set(plan, found);
  }
  return found;
}
