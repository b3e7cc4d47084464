import type { Ctx } from '@/lib/core/context';
import type { Json } from '@/lib/engine/json';
import { reusableKeys } from '@/lib/engine/reuse';
import type { RunState } from '@/lib/engine/state';
import type { Held } from '@/lib/workflows/postgres/claim';

/** The outputs of the run that this one goes on with, by key; empty when it stands alone. */
export async function formerOutputs(ctx: Ctx, held: Held): Promise<ReadonlyMap<string, Json>> {
  if (!held.reusedRunId) return new Map();
  const former = await ctx.db.workflowRun.findUnique({
    where: { id: held.reusedRunId },
    select: { state: true },
  });
  if (!former?.state) return new Map();
  const steps = await ctx.db.workflowStep.findMany({
    where: { runId: held.reusedRunId, status: 'completed', step: { not: null } },
    select: { key: true, output: true },
  });
  const outputs = new Map(steps.map((it) => [it.key, (it.output ?? null) as Json]));
  const state = former.state as unknown as RunState;
  const keys = reusableKeys(held.plan, state, [...outputs.keys()], held.reusedFrom);
  return new Map(keys.map((key) => [key, outputs.get(key) ?? null]));
}
