import { parseDuration } from '../duration';
import { dateValue } from '../expression/dates';
import type { Filled } from '../expression/template';
import { isObject, type Json, type JsonObject } from '../json';
import type { PlanStep } from '../plan';
import type { Instance } from '../state';
import { kindOf } from '../step-types';
import type { Draft } from './draft';
import { filled } from './reading';
import { complete, failStep } from './settle';
import { takeSignal } from './signals';

/** Sends a step out, with the same input on every try. Throws ExpressionErrors of the first one. */
export function attempt(draft: Draft, key: string): void {
  const before = draft.instance(key) as Instance;
  const step = draft.step(before.step);
  const input = inputOf(draft, key, before, step);
  const number = before.attempt + 1;
  const config = isObject(input.value) ? input.value : {};
  const activity = kindOf(step.type) === 'activity';
  draft.update(key, { attempt: number, status: activity ? 'scheduled' : 'waiting' });
  draft.record(key, {
    input: input.value,
    ...(input.secrets.length ? { secrets: input.secrets } : {}),
  });
  const to = { key, stepId: step.id, attempt: number };
  if (activity) {
    draft.log('ActivityTaskScheduled', {
      activityId: key,
      activityType: step.type,
      attempt: number,
    });
    draft.command({
      type: 'ScheduleStep',
      ...to,
      stepType: step.type,
      input: input.value,
      secrets: input.secrets,
      options: step.options,
      timeoutMs: step.timeoutMs,
    });
    return;
  }
  wait(draft, key, step, config, to);
}

function inputOf(draft: Draft, key: string, before: Instance, step: PlanStep): Filled {
  const first = before.attempt > 0 ? draft.data.stepInput?.(key) : undefined;
  return first ?? filled(draft, step.input, before.scope);
}

type To = { key: string; stepId: string; attempt: number };

function wait(draft: Draft, key: string, step: PlanStep, config: JsonObject, to: To): void {
  const { options } = step;
  const mode = options.mode === 'detach' || (step.type === 'job' && options.mode !== 'wait');
  switch (step.type) {
    case 'delay':
      delay(draft, key, config);
      return;
    case 'wait_event': {
      const event = String(config.event);
      const match = isObject(config.match) ? config.match : null;
      scheduled(draft, key, step, to);
      draft.command({ type: 'WaitEvent', ...to, event, match });
      timeout(draft, key, step);
      takeSignal(draft, key, event);
      return;
    }
    case 'approval': {
      scheduled(draft, key, step, to);
      const due = timeout(draft, key, step);
      draft.command({
        type: 'RequestApproval',
        ...to,
        input: config,
        quorum: Number(options.quorum ?? 1),
        form: options.form ?? null,
        dueAt: due,
      });
      return;
    }
    case 'workflow':
      draft.log('StartChildWorkflowExecutionInitiated', {
        activityId: key,
        workflowId: config.workflowId,
        attempt: to.attempt,
      });
      draft.command({
        type: 'StartChild',
        ...to,
        workflowId: String(config.workflowId),
        input: config.input ?? {},
        mode: mode ? 'detach' : 'wait',
      });
      timeout(draft, key, step);
      return;
    case 'job':
      scheduled(draft, key, step, to);
      draft.command({ type: 'StartJob', ...to, input: config, mode: mode ? 'detach' : 'wait' });
      timeout(draft, key, step);
      return;
    default: {
      scheduled(draft, key, step, to);
      const data: Json = config.data ?? {};
      draft.command({ type: 'EmitEvent', ...to, event: String(config.event), data });
    }
  }
}

function scheduled(draft: Draft, key: string, step: PlanStep, to: To): void {
  draft.log('ActivityTaskScheduled', {
    activityId: key,
    activityType: step.type,
    attempt: to.attempt,
  });
}

/** When it is due, or null. */
function timeout(draft: Draft, key: string, step: PlanStep): string | null {
  if (step.timeoutMs === null) return null;
  draft.update(key, { timeout: draft.startTimer(key, step.timeoutMs, 'timeout') });
  return new Date(Date.parse(draft.at) + step.timeoutMs).toISOString();
}

function delay(draft: Draft, key: string, { duration, milliseconds, until }: JsonObject): void {
  const until_ = until === undefined ? null : dateValue(until);
  const ms =
    until === undefined
      ? parseDuration(duration ?? milliseconds)
      : until_ === null
        ? null
        : parseDuration(Math.max(0, until_ - Date.parse(draft.at)));
  if (ms === null) {
    const message = 'The delay is no duration or date, or longer than 366 days.';
    failStep(draft, key, { code: 'BAD_DURATION', message, retryable: false });
    return;
  }
  if (ms === 0) {
    complete(draft, key, { firedAt: draft.at });
    return;
  }
  draft.update(key, { timer: draft.startTimer(key, ms, 'delay') });
}
