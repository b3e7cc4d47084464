import type { Json } from '../json';
import type { RunEvent } from '../protocol';
import type { Instance, StepError } from '../state';
import { clearTimers } from './cancel';
import { decided, timedOut } from './decisions';
import type { Draft } from './draft';
import { attemptFailed, bounded } from './failed-attempt';
import { endRun, plain } from './finish';
import { complete } from './settle';
import { deliver, keepSignal } from './signals';

/** Applies one event. False: it is late, repeated or of no concern here, and nothing may change. */
export function handle(draft: Draft, event: RunEvent): boolean {
  switch (event.type) {
    case 'StartRun':
      return false;
    case 'Continue':
      return draft.state.ready.length > 0;
    case 'StepStarted':
      return started(draft, event.key, event.attempt, { identity: event.worker });
    case 'ChildStarted':
      return childStarted(draft, event.key, event.attempt, event.runId);
    case 'StepCompleted':
    case 'JobCompleted':
    case 'ChildCompleted':
      return completed(draft, event);
    case 'StepFailed':
    case 'JobFailed':
    case 'ChildFailed':
      return failed(draft, event, bounded(event.error));
    case 'StepTimedOut':
      return failed(draft, event, { code: 'TIMEOUT', message: 'The step took too long.' });
    case 'CreditsExhausted':
      return blocked(draft, event.key, event.attempt);
    case 'CreditsGranted':
      return granted(draft);
    case 'TimerFired':
      return fired(draft, event.id);
    case 'SignalReceived':
      return (
        deliver(draft, event.name, event.data, event.id) ||
        keepSignal(draft, event.name, event.data, event.id)
      );
    case 'EventReceived':
      return deliver(draft, event.event, event.data, event.id);
    case 'ApprovalDecided':
      return decided(draft, event);
    case 'CancelRequested':
      draft.log('WorkflowExecutionCancelRequested', { reason: event.reason });
      endRun(draft, { status: 'cancelled', reason: event.reason ?? null });
      return true;
    case 'PauseRequested':
      return paused(draft, true);
    case 'ResumeRequested':
      return paused(draft, false);
  }
}

/** The instance whose present try this is about; null for a former try, or one that has ended. */
function current(draft: Draft, key: string, attempt: number): Instance | null {
  const instance = draft.instance(key);
  if (!instance || instance.attempt !== attempt) return null;
  return ['scheduled', 'started', 'waiting'].includes(instance.status) ? instance : null;
}

function started(
  draft: Draft,
  key: string,
  attempt: number,
  more: Record<string, Json | undefined>,
): boolean {
  const instance = current(draft, key, attempt);
  if (instance?.status !== 'scheduled') return false;
  draft.update(key, { status: 'started' });
  draft.record(key);
  draft.log('ActivityTaskStarted', { activityId: key, attempt, ...more });
  return true;
}

function childStarted(draft: Draft, key: string, attempt: number, runId: string): boolean {
  const instance = current(draft, key, attempt);
  if (!instance) return false;
  const step = draft.step(instance.step);
  if (step.type !== 'workflow' || step.options.mode !== 'detach') return false;
  draft.log('ActivityTaskCompleted', { activityId: key, attempt, runId });
  complete(draft, key, { runId });
  return true;
}

type Answer = Extract<RunEvent, { key: string; attempt: number }>;

function completed(draft: Draft, event: Answer & { output: Json }): boolean {
  const { key, attempt } = event;
  const instance = current(draft, key, attempt);
  if (!instance || answeredOtherwise(draft, instance)) return false;
  const child = event.type === 'ChildCompleted';
  draft.log(child ? 'ChildWorkflowExecutionCompleted' : 'ActivityTaskCompleted', {
    activityId: key,
    attempt,
  });
  complete(draft, key, event.output ?? null);
  return true;
}

/** Delays, events and approvals end by timers, events and decisions; a worker's answer is a mistake. */
function answeredOtherwise(draft: Draft, { step }: Instance): boolean {
  return ['delay', 'wait_event', 'approval'].includes(draft.step(step).type);
}

function failed(draft: Draft, event: Answer & { jitter?: number }, error: StepError): boolean {
  const { key, attempt, type, jitter } = event;
  const instance = current(draft, key, attempt);
  if (!instance || answeredOtherwise(draft, instance)) return false;
  if (error.code === 'INSUFFICIENT_CREDITS') return blocked(draft, key, attempt);
  const name =
    type === 'StepTimedOut'
      ? 'ActivityTaskTimedOut'
      : type === 'ChildFailed'
        ? 'ChildWorkflowExecutionFailed'
        : 'ActivityTaskFailed';
  draft.log(name, { activityId: key, attempt, failure: plain(error) });
  attemptFailed(draft, key, instance, error, jitter);
  return true;
}

function blocked(draft: Draft, key: string, attempt: number): boolean {
  if (!current(draft, key, attempt)) return false;
  clearTimers(draft, key);
  draft.update(key, { status: 'blocked' });
  draft.record(key);
  return true;
}

function granted(draft: Draft): boolean {
  const waiting = Object.entries(draft.state.instances).filter(([, it]) => it.status === 'blocked');
  for (const [key] of waiting) {
    draft.update(key, { status: 'queued' });
    draft.queue({ do: 'attempt', key });
  }
  return waiting.length > 0;
}

function fired(draft: Draft, id: string): boolean {
  const timer = Object.hasOwn(draft.state.timers, id) ? draft.state.timers[id] : undefined;
  if (!timer) return false;
  delete draft.state.timers[id];
  draft.log('TimerFired', { timerId: id, activityId: timer.key || undefined });
  const { key, purpose } = timer;
  if (purpose === 'run') {
    const error = {
      step: null,
      code: 'RUN_TIMEOUT',
      message: 'The run took longer than its timeout.',
    };
    endRun(draft, { status: 'timed_out', error });
  } else if (purpose === 'delay') {
    complete(draft, key, { firedAt: draft.at });
  } else if (purpose === 'retry') {
    draft.update(key, { status: 'queued', timer: undefined });
    draft.queue({ do: 'attempt', key });
  } else {
    timedOut(draft, key);
  }
  return true;
}

function paused(draft: Draft, paused: boolean): boolean {
  if (draft.state.paused === paused) return false;
  draft.state.paused = paused;
  draft.log(paused ? 'WorkflowExecutionPaused' : 'WorkflowExecutionResumed');
  return true;
}
