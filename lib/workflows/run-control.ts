import { audit } from '@/lib/audit/record';
import { type Ctx, transaction } from '@/lib/core/context';
import { fail, invalid } from '@/lib/core/errors';
import type { Json } from '@/lib/engine/json';
import type { Plan } from '@/lib/engine/plan';
import { publishedPlan } from '@/lib/workflows/definitions';
import type { RunDescription, Runnable, Signal } from '@/lib/workflows/host';
import { host } from '@/lib/workflows/postgres/host';
import { pinnedPlan } from '@/lib/workflows/run-steps';
import { versionRun } from '@/lib/workflows/start';
import { isOpen } from '@/lib/workflows/statuses';
import { loadWorkflow } from '@/lib/workflows/store';

/** Pauses, resumes or signals an open run; CONFLICT for one that has ended. */
export function tellRun(
  ctx: Ctx,
  runId: string,
  signal: Signal,
  dedupe?: string,
): Promise<RunDescription> {
  return transaction(ctx, async (tx) => {
    const run = await host.describe(tx, runId);
    if (!isOpen(run.status) || !(await host.signal(tx, run.id, signal, dedupe)))
      fail('CONFLICT', `This run has already ended: it ${said(run.status)}.`);
    await audit(tx, {
      action: `workflow.run_${WORDS[signal.type] ?? 'signalled'}`,
      target: { type: 'run', id: run.id },
    });
    return run;
  });
}

const WORDS: { [type: string]: string } = { PauseRequested: 'paused', ResumeRequested: 'resumed' };
const said = (status: string) => (status === 'timed_out' ? 'timed out' : status);

export interface Again {
  /** `failed`: before the failure; `start`: nothing is kept; else a step's id. */
  from: string;
  version: 'same' | 'latest';
  input?: { [key: string]: unknown };
}

/** Starts an ended run again, with the results of all steps before `from`. */
export async function runAgain(ctx: Ctx, runId: string, again: Again): Promise<RunDescription> {
  const former = await host.describe(ctx, runId);
  if (isOpen(former.status))
    fail('CONFLICT', 'This run has not ended. Cancel it first, or wait for its end.');
  if (again.from === 'failed' && former.status === 'completed')
    fail('CONFLICT', 'This run has completed: nothing failed. Run it from the start or a step.');
  return startFrom(ctx, former, again);
}

/** A second run that goes its own way from a step; the former may still run. */
export const fork = async (ctx: Ctx, runId: string, again: Again): Promise<RunDescription> =>
  startFrom(ctx, await host.describe(ctx, runId), again);

async function startFrom(ctx: Ctx, former: RunDescription, again: Again) {
  const run = await sameOrLatest(ctx, former, again.version);
  const { from } = again;
  if (from !== 'failed' && from !== 'start' && !Object.hasOwn(run.plan.steps, from))
    invalid('from', `must be failed, start, or one of: ${Object.keys(run.plan.steps).join(' ')}`);
  return host.start(ctx, {
    run,
    input: (again.input as Json | undefined) ?? former.input,
    trigger: { type: 'retry', runId: former.id, from },
    metadata: former.metadata as { [key: string]: Json },
    reuse:
      from === 'start' ? undefined : { runId: former.id, from: from === 'failed' ? null : from },
  });
}

async function sameOrLatest(
  ctx: Ctx,
  former: RunDescription,
  version: 'same' | 'latest',
): Promise<Runnable> {
  const { workflowId, workflowType } = former;
  if (!workflowId) {
    const plan = (await pinnedPlan(ctx, former.id)) as Plan;
    return { workflowType: workflowType ?? '', plan };
  }
  await loadWorkflow(ctx, workflowId).catch(() =>
    fail('CONFLICT', 'The workflow of this run was deleted.'),
  );
  if (version === 'same') return versionRun(ctx, workflowId, former.version ?? 0);
  const latest = await publishedPlan(ctx, workflowId);
  return { workflowId, version: latest.version, plan: latest.plan };
}
