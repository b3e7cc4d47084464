import type { Ctx } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';
import { compile } from '@/lib/engine/compile';
import type { Json } from '@/lib/engine/json';
import type { Plan } from '@/lib/engine/plan';
import { until } from '@/lib/testing/until';
import type { RunDescription, StartRun } from '@/lib/workflows/host';
import { host } from '@/lib/workflows/postgres/host';

export function planned(definition: unknown): Plan {
  const result = compile(definition);
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 1));
  return result.plan;
}

/** A saved and published workflow, without the rules of saving. */
export async function makeWorkflow(ctx: Ctx, definition: { [key: string]: unknown }) {
  const id = newId();
  const plan = planned(definition);
  const { organizationId } = ctx;
  await ctx.db.workflow.create({
    data: { id, organizationId, name: plan.name ?? 'Test', publishedVersion: 1 },
  });
  await ctx.db.workflowVersion.create({
    data: {
      organizationId,
      workflowId: id,
      version: 1,
      definition: definition as object,
      plan: plan as object,
      hash: plan.hash,
    },
  });
  return { workflowId: id, version: 1, plan };
}

/** Starts a run of a definition by hand. */
export async function startRun(
  ctx: Ctx,
  definition: { [key: string]: unknown },
  input: Json = {},
  more: Partial<StartRun> = {},
): Promise<RunDescription> {
  const run = await makeWorkflow(ctx, definition);
  return host.start(ctx, { run, input, trigger: { type: 'manual' }, ...more });
}

const ENDED = ['completed', 'failed', 'timed_out', 'cancelled'];

export const ended = (ctx: Ctx, runId: string, mostMs = 30_000): Promise<RunDescription> =>
  until(
    `the end of ${runId}`,
    async () => {
      const run = await host.describe(ctx, runId);
      return ENDED.includes(run.status) && run;
    },
    mostMs,
  );

export const reaches = (ctx: Ctx, runId: string, status: string, reason?: string) =>
  until(`${status} ${reason ?? ''}`, async () => {
    const run = await host.describe(ctx, runId);
    if (ENDED.includes(run.status) && run.status !== status)
      throw new Error(`${run.status}: ${JSON.stringify(run.error)}`);
    return run.status === status && (!reason || run.waitReason === reason) && run;
  });
