import type { Deployment, Prisma } from '@/generated/prisma/client';
import { type Ctx, transaction } from '@/lib/core/context';
import { isDatabaseOut } from '@/lib/core/errors';
import { STEPS, type Step, type StepName } from '@/lib/deployments/contract';
import { complete, end } from '@/lib/deployments/finish';
import { StepFailed } from '@/lib/deployments/step-failed';
import { type Result, WORK } from '@/lib/deployments/steps';
import { claim, fenced, notify, Overtaken, stepsOf } from '@/lib/deployments/store';
import { CancelRequested, cancelSignal } from '@/lib/deployments/watch-cancel';

/**
 * Takes a deployment through the steps it has not done. Safe to call again after any crash: recorded steps are not
 * repeated. Throws when another attempt should go on; `last` says that there is none.
 */
export async function run(
  ctx: Ctx,
  deploymentId: string,
  outer: AbortSignal,
  last = false,
): Promise<void> {
  let held = await claim(ctx, deploymentId);
  if (!held) return;
  const watch = await cancelSignal(ctx, held, outer);
  try {
    const { packageId } = held;
    const version =
      packageId && (await ctx.db.packageVersion.findUnique({ where: { id: packageId } }));
    if (!version) throw new StepFailed('PACKAGE_MISSING', 'The package has been deleted.');
    for (const name of STEPS) {
      if (stepsOf(held).some((step) => step.name === name && step.status === 'completed')) continue;
      held = await record(ctx, held, name, 'processing');
      if (held.cancelRequestedAt) throw new CancelRequested('Cancelled.');
      watch.signal.throwIfAborted();
      if (name === 'finalize') return void (await complete(ctx, held, version));
      const result = await WORK[name]({ ctx, held, version, signal: watch.signal });
      held = await record(ctx, held, name, 'completed', result);
    }
  } catch (error) {
    await settleFailure(ctx, held, error, { signal: watch.signal, outer, last });
  } finally {
    watch.close();
  }
}

/** Writes where a step is, under the fence. */
function record(
  ctx: Ctx,
  held: Deployment,
  name: StepName,
  status: 'processing' | 'completed',
  result?: Result,
): Promise<Deployment> {
  const now = new Date().toISOString();
  const steps = stepsOf(held).map((step): Step => {
    if (step.name !== name) return step;
    if (status === 'completed') return { ...step, status, completed_at: now };
    return { name, status, started_at: step.started_at ?? now };
  });
  return transaction(ctx, async (tx) => {
    const row = await fenced(tx, held, {
      steps: steps as Prisma.InputJsonValue,
      ...(result && { result }),
    });
    await notify(tx, held.id);
    return row;
  });
}

interface Circumstances {
  signal: AbortSignal;
  outer: AbortSignal;
  last: boolean;
}

/** Decides what a throw means: an ending, or another attempt. */
async function settleFailure(ctx: Ctx, held: Deployment, error: unknown, how: Circumstances) {
  if (error instanceof Overtaken) return;
  const reason: unknown = how.signal.aborted ? how.signal.reason : undefined;
  const { fence } = held;
  if (error instanceof CancelRequested || reason instanceof CancelRequested)
    return void (await unlessOvertaken(end(ctx, held.id, 'cancelled', null, { fence })));
  if (reason instanceof Overtaken) return;
  const step = stepsOf(held).find((one) => one.status === 'processing')?.name ?? null;
  if (error instanceof StepFailed) {
    const failure = { step, code: error.code, message: error.message };
    return void (await unlessOvertaken(end(ctx, held.id, 'failed', failure, { fence })));
  }
  // The worker is stopping, the database is away, or something that may pass: another attempt goes on.
  if (how.outer.aborted || !how.last || isDatabaseOut(error)) throw error;
  ctx.log.error({ err: error, deploymentId: held.id }, 'deployment given up');
  const message = `The step ${step ?? 'before the first'} failed again and again. Retry it later.`;
  await unlessOvertaken(
    end(ctx, held.id, 'failed', { step, code: 'INTERNAL', message }, { fence }),
  );
}

const unlessOvertaken = (ending: Promise<unknown>) =>
  ending.catch((error) => {
    if (!(error instanceof Overtaken)) throw error;
  });
