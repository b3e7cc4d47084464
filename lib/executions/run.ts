import type { Execution, ExecutionStep } from '@/generated/prisma/client';
import { ModelError } from '@/lib/agents/models/errors';
import { modelFetch } from '@/lib/agents/models/fetch';
import { resolveModel } from '@/lib/agents/models/resolve';
import { modelSettings } from '@/lib/agents/models/settings';
import { type Ctx, transaction } from '@/lib/core/context';
import { emit } from '@/lib/events/emit';
import { ChunkWriter } from '@/lib/executions/chunks';
import { claim } from '@/lib/executions/claim';
import { type Ending, finish } from '@/lib/executions/finish';
import { invoke } from '@/lib/executions/invoke';
import { type ModelStepOutput, pendingCalls } from '@/lib/executions/messages';
import { type Attempt, modelStep, type Work } from '@/lib/executions/model-step';
import { isOpen } from '@/lib/executions/present';
import { pinRemoteTools } from '@/lib/executions/remote-tools';
import type { Snapshot } from '@/lib/executions/snapshot';
import { LimitReached, OutOfCredits, Parked } from '@/lib/executions/stops';
import { addLog, fenced, notify, Overtaken } from '@/lib/executions/store';
import { parkForApproval, WaitForApproval } from '@/lib/executions/tool-approval';
import { toolStep, WaitForChild } from '@/lib/executions/tool-step';
import { CancelRequested, stopSignal, TimeIsUp } from '@/lib/executions/watch-cancel';

/**
 * Runs an agent from its last checkpoint until it ends or waits. Safe to call again after any crash: recorded
 * steps are not repeated. Throws when another attempt should go on.
 */
export async function run(ctx: Ctx, executionId: string, outer: AbortSignal): Promise<void> {
  const held = await claim(ctx, executionId);
  if (!held) return;
  if (held.cancelRequestedAt) return void (await end(ctx, held, { status: 'cancelled' }));
  const snapshot = held.snapshot as unknown as Snapshot;
  const steps = held.steps === 0 ? [] : await recordedSteps(ctx, executionId);
  const leftMs = snapshot.limits.timeoutSeconds * 1000 - activeMs(steps);
  const stop = await stopSignal(ctx, held, outer, leftMs);
  const chunks = await ChunkWriter.open(ctx, held);
  try {
    const at: Attempt = { ctx, held, snapshot, chunks, signal: stop.signal };
    if (held.fence > 1)
      await addLog(ctx, executionId, 'info', `Resumed after step ${steps.length}.`);
    const ending = snapshot.runtime ? await invoke(at, steps) : await converse(at, steps);
    await chunks.flush();
    await end(ctx, held, ending);
  } catch (error) {
    await chunks.flush();
    await settleFailure(ctx, held, error, stop.signal);
  } finally {
    stop.close();
  }
}

const recordedSteps = (ctx: Ctx, executionId: string): Promise<ExecutionStep[]> =>
  ctx.db.executionStep.findMany({ where: { executionId }, orderBy: { index: 'asc' } });

/** Milliseconds of work so far; the time between a crash and its takeover does not count. */
const activeMs = (steps: readonly ExecutionStep[]): number =>
  steps.reduce(
    (sum, s) => sum + ((s.completedAt ?? s.startedAt).getTime() - s.startedAt.getTime()),
    0,
  );

/** Lets the model and its tools take turns. */
async function converse(at: Attempt, steps: readonly ExecutionStep[]): Promise<Ending> {
  const { ctx, held, snapshot, chunks } = at;
  const model = resolveModel(snapshot.model, modelSettings(), { fetch: modelFetch() });
  if (steps.length === 0 && held.fence === 1 && model.warning)
    await addLog(ctx, held.id, 'warning', model.warning);
  chunks.write({
    type: 'status',
    data: { status: 'running', model: model.used, warning: model.warning },
  });
  return loop({ ...at, model, snapshot: await pinRemoteTools(at) }, steps);
}

async function loop(work: Work, recorded: readonly ExecutionStep[]): Promise<Ending> {
  const steps = [...recorded];
  for (;;) {
    work.signal.throwIfAborted();
    const [call] = pendingCalls(steps);
    if (call) {
      steps.push(await toolStep(work, steps.length, call));
      continue;
    }
    const last = steps.at(-1);
    if (last?.type === 'model' && last.status === 'completed')
      return { status: 'completed', output: outputOf(last) };
    const { maxSteps } = work.snapshot.limits;
    if (steps.filter((s) => s.type === 'model').length >= maxSteps)
      throw new LimitReached('MAX_STEPS', `The limit of ${maxSteps} model calls is reached.`);
    steps.push(await modelStep(work, steps));
  }
}

function outputOf(step: ExecutionStep): Record<string, unknown> {
  const said = step.output as unknown as ModelStepOutput & { output_problem?: string };
  if (said.output_problem)
    throw new LimitReached(
      'OUTPUT_INVALID',
      `The answer does not match the output schema: ${said.output_problem}`,
    );
  const { output } = said;
  if (output !== null && typeof output === 'object' && !Array.isArray(output))
    return output as Record<string, unknown>;
  return output === undefined ? { message: said.text } : { value: output };
}

const end = (ctx: Ctx, held: Execution, ending: Ending) =>
  finish(ctx, held.id, ending, { fence: held.fence });

/** Decides what a throw means: an ending, a wait, or another attempt. */
async function settleFailure(ctx: Ctx, held: Execution, error: unknown, signal: AbortSignal) {
  if (error instanceof Overtaken || error instanceof Parked) return;
  const reason = signal.aborted ? signal.reason : undefined;
  if (reason instanceof CancelRequested)
    return void (await end(ctx, held, { status: 'cancelled' }));
  const failed = (code: string, message: string, status: Ending['status'] = 'failed') =>
    end(ctx, held, { status, error: { step: held.agentName, code, message } });
  if (reason instanceof TimeIsUp) {
    const { timeoutSeconds } = (held.snapshot as unknown as Snapshot).limits;
    return void (await failed(
      'TIMEOUT',
      `The limit of ${timeoutSeconds} s is reached.`,
      'timed_out',
    ));
  }
  // The worker is stopping or lost the job: another attempt goes on from the last checkpoint.
  if (reason !== undefined) throw reason;
  if (error instanceof WaitForChild) return park(ctx, held, 'execution', error.message);
  if (error instanceof WaitForApproval) {
    const { request } = error;
    if (await transaction(ctx, (tx) => parkForApproval(tx, held, request))) return;
    throw new Error('The answer has come meanwhile: go on.');
  }
  if (error instanceof OutOfCredits) return park(ctx, held, 'credits');
  if (error instanceof LimitReached || error instanceof ModelError)
    return void (await failed(error.code, error.message));
  throw error;
}

/** Puts the execution aside without a worker until what it waits for happens. */
async function park(ctx: Ctx, held: Execution, reason: 'credits' | 'execution', childId?: string) {
  const parked = await transaction(ctx, async (tx) => {
    if (childId) {
      // Locked, so that the child cannot end unseen between this look and the wait.
      const [child] = await tx.sql<{ status: string }>(
        `SELECT status FROM executions WHERE organization_id = $1::uuid AND id = $2::uuid FOR UPDATE`,
        tx.organizationId,
        childId,
      );
      if (!child || !isOpen(child.status)) return false;
    }
    await fenced(tx, held, { status: 'waiting', waitReason: reason });
    if (reason === 'credits') {
      await addLog(tx, held.id, 'warning', 'Waiting for credits. It goes on after a top-up.');
      await emit(tx, 'execution.waiting', { executionId: held.id, reason });
    }
    await notify(tx, held.id);
    return true;
  });
  if (!parked) throw new Error('The child has ended meanwhile: go on.');
}
