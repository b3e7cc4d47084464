import type { Ctx } from '@/lib/core/context';
import { isUuid } from '@/lib/core/ids';
import { creditsOf } from '@/lib/credits/money';
import type { Plan } from '@/lib/engine/plan';
import { enqueue } from '@/lib/queue/enqueue';
import { startJob } from '@/lib/workflows/jobs';
import { leftFor } from '@/lib/workflows/postgres/ceiling';
import type { Held } from '@/lib/workflows/postgres/claim';
import { type ToDo, workId } from '@/lib/workflows/postgres/interpret';
import type { Begun, How } from '@/lib/workflows/postgres/outside';
import { planOf } from '@/lib/workflows/postgres/plans';
import { start } from '@/lib/workflows/postgres/start';
import { whileHeld } from '@/lib/workflows/postgres/while-held';
import { allowChild } from '@/lib/workflows/steps/bounds';
import { StepFailure } from '@/lib/workflows/steps/failure';

type Of<T extends ToDo['type']> = Extract<ToDo, { type: T }>;

function failed(code: string, message: string): never {
  throw new StepFailure({ code, message, retryable: false });
}

/** The published version of a workflow, by its id or name. */
async function published(ctx: Ctx, reference: string) {
  const workflow = await ctx.db.workflow.findFirst({
    where: { ...(isUuid(reference) ? { id: reference } : { name: reference }), deletedAt: null },
    orderBy: { createdAt: 'desc' },
    select: { id: true, publishedVersion: true, name: true },
  });
  if (!workflow) failed('WORKFLOW_NOT_FOUND', `There is no workflow "${reference.slice(0, 100)}".`);
  const { id: workflowId, publishedVersion: version } = workflow;
  if (version === null)
    failed('WORKFLOW_NOT_PUBLISHED', `The workflow "${workflow.name}" is not published.`);
  const plan: Plan = await planOf(ctx, { workflowId, version, plan: null });
  return { workflowId, version, plan };
}

/** Starts the run that a step waits for, or lets go, once for each try. */
export async function beginChild(
  ctx: Ctx,
  held: Held,
  command: Of<'StartChild'>,
  { share, signal }: How,
): Promise<Begun> {
  const { key, attempt, mode, input, stepId } = command;
  const id = workId(held.id, key, attempt);
  const run = await published(ctx, command.workflowId);
  await allowChild(ctx, held.id, run.workflowId);
  const budget = await leftFor(ctx, held);
  if (budget && budget.left <= 0n && !budget.reserved) {
    const most = creditsOf(held.ceiling ?? 0n);
    failed('MAX_CREDITS', `The workflow's limit of ${most} credits is reached.`);
  }
  const left = budget && (budget.left > 0n ? budget.left / BigInt(Math.max(1, share)) : 0n);
  await whileHeld(ctx, held, signal, (tx) =>
    start(
      tx,
      {
        id,
        run,
        input,
        trigger: { type: 'workflow', runId: held.id, step: stepId },
        parent: { runId: held.id, key, attempt, wait: mode === 'wait' },
      },
      { ceiling: left },
    ),
  );
  const at = new Date().toISOString();
  return {
    event: mode === 'detach' ? { type: 'ChildStarted', at, key, attempt, runId: id } : null,
    workType: 'run',
    workId: id,
  };
}

/** Has the worker's other half make the job: jobs know workflows, and not the other way round. */
export async function beginJob(
  ctx: Ctx,
  held: Held,
  command: Of<'StartJob'>,
  { signal }: How,
): Promise<Begun> {
  const { key, attempt, input, mode } = command;
  const id = workId(held.id, key, attempt);
  await whileHeld(ctx, held, signal, (tx) =>
    enqueue(tx, startJob, { runId: held.id, key, attempt, workId: id, input, mode }, { id }),
  );
  return { event: null, workType: 'job', workId: id };
}
