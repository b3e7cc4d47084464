import { truthy } from '../expression/values';
import { isObject } from '../json';
import type { PlanStep } from '../plan';
import type { Frame } from '../state';
import { kindOf } from '../step-types';
import { attempt } from './attempt';
import { fill, startContainer } from './containers';
import type { Draft } from './draft';
import { endRun } from './finish';
import { expressionFailure, filled, isSkipped, value } from './reading';
import { apply, complete, failStep, skip } from './settle';

/** A step's turn has come in its block. */
export function enter(draft: Draft, frameId: string, id: string): void {
  const frame = draft.frame(frameId);
  if (!frame || draft.instance(frame.scope + id)) return;
  const step = draft.step(id);
  const key = create(draft, frameId, frame, step);
  guarded(draft, key, step, () => {
    if (step.if && !truthy(value(draft, step.if, frame.scope))) return skip(draft, key);
    start(draft, key, step, frame.scope);
  });
}

function create(draft: Draft, frameId: string, frame: Frame, step: PlanStep): string {
  const key = frame.scope + step.id;
  draft.state.instances[key] = {
    step: step.id,
    scope: frame.scope,
    frame: frameId,
    status: 'queued',
    attempt: 0,
    failures: 0,
  };
  draft.updateFrame(frameId, { open: frame.open + 1 });
  return key;
}

/** Runs what evaluates expressions: their failure is the step's, or skips it where it says so. */
function guarded(draft: Draft, key: string, step: PlanStep, run: () => void): void {
  try {
    run();
  } catch (error) {
    if (isSkipped(error) && step.onSkippedInput === 'skip') {
      skip(draft, key);
      return;
    }
    const failure = expressionFailure(error);
    draft.log('ActivityTaskFailed', { activityId: key, failure: failure.message });
    failStep(draft, key, failure);
  }
}

function start(draft: Draft, key: string, step: PlanStep, scope: string): void {
  switch (kindOf(step.type)) {
    case 'container': {
      draft.update(key, { status: 'running' });
      draft.record(key);
      const outcome = startContainer(draft, key);
      if (outcome === null && step.timeoutMs !== null) {
        draft.update(key, { timeout: draft.startTimer(key, step.timeoutMs, 'timeout') });
      }
      apply(draft, key, outcome);
      return;
    }
    case 'local':
      local(draft, key, step, scope);
      return;
    default:
      if (!reused(draft, key)) attempt(draft, key);
  }
}

/**
 * A run that goes on from a former one takes what that one's instance gave. Not so in handlers and
 * compensations: they answered a failure of the former run, and this one's is another.
 */
function reused(draft: Draft, key: string): boolean {
  const frame = draft.frame(draft.instance(key)?.frame ?? '');
  if (!draft.state.reuse || frame?.kind === 'undo' || key.includes('~')) return false;
  const former = draft.data.reused?.(key);
  if (!former) return false;
  draft.log('ActivityTaskCompleted', { activityId: key, reused: true });
  complete(draft, key, former.output);
  return true;
}

function local(draft: Draft, key: string, step: PlanStep, scope: string): void {
  const { expression } = step.expressions;
  const output = expression
    ? value(draft, expression, scope)
    : filled(draft, step.input, scope).value;
  const config = isObject(output) ? output : {};
  if (step.type === 'stop') {
    draft.update(key, { status: 'completed' });
    draft.record(key, { output: config.output ?? null });
    endRun(draft, { status: 'completed', output: config.output ?? null });
    return;
  }
  if (step.type === 'fail') {
    const message = String(config.message ?? 'The workflow ended itself with fail.');
    const error = { code: String(config.code ?? 'FAILED'), message, retryable: false };
    if (step.onError.kind === 'rollback') {
      failStep(draft, key, error);
      return;
    }
    draft.update(key, { status: 'failed', error });
    draft.record(key, { error });
    const shown = { step: step.id, code: error.code, message };
    const { output: kept } = config;
    endRun(draft, { status: 'failed', error: shown, ...(kept !== undefined && { output: kept }) });
    return;
  }
  draft.log('ActivityTaskCompleted', { activityId: key, activityType: step.type });
  complete(draft, key, output);
}

/** The next branches or passes of a container that still runs. */
export function refill(draft: Draft, key: string): void {
  const instance = draft.instance(key);
  if (instance?.status !== 'running') return;
  const step = draft.step(instance.step);
  guarded(draft, key, step, () => apply(draft, key, fill(draft, key)));
}

/** A further try, after a retry's timer or new credits. */
export function retry(draft: Draft, key: string): void {
  const instance = draft.instance(key);
  if (instance?.status !== 'queued' || !draft.frame(instance.frame)) return;
  guarded(draft, key, draft.step(instance.step), () => attempt(draft, key));
}
