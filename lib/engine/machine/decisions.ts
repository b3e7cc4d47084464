import type { Json } from '../json';
import type { RunEvent } from '../protocol';
import type { Instance } from '../state';
import { kindOf } from '../step-types';
import type { Draft } from './draft';
import { attemptFailed } from './failed-attempt';
import { plain } from './finish';
import { complete, failStep } from './settle';

/** A wait or a container took longer than it may. */
export function timedOut(draft: Draft, key: string): void {
  const instance = draft.instance(key);
  if (!instance) return;
  const step = draft.step(instance.step);
  const { onTimeout } = step.options;
  const container = kindOf(step.type) === 'container';
  draft.log('ActivityTaskTimedOut', { activityId: key, attempt: instance.attempt });
  if (!container) {
    const { attempt } = instance;
    draft.command({ type: 'CancelStep', key, stepId: step.id, attempt, stepType: step.type });
  }
  if (step.type === 'approval' && (onTimeout === 'approve' || onTimeout === 'reject')) {
    const decision = onTimeout === 'approve' ? 'approved' : 'rejected';
    conclude(draft, key, { decision, by: null, at: draft.at, comment: 'timeout', data: null });
  } else if (onTimeout === 'continue') {
    const none = { decision: 'timed_out', by: null, at: draft.at, comment: null, data: null };
    complete(draft, key, step.type === 'approval' ? none : null);
  } else {
    const error = { code: 'TIMEOUT', message: `"${step.id}" took longer than its timeout.` };
    if (step.retry) attemptFailed(draft, key, instance, error);
    else failStep(draft, key, { ...error, retryable: false });
  }
}

type Decision = Extract<RunEvent, { type: 'ApprovalDecided' }>;

/** Somebody approved or rejected. */
export function decided(draft: Draft, event: Decision): boolean {
  const instance = draft.instance(event.key);
  if (instance?.status !== 'waiting' || draft.step(instance.step).type !== 'approval') return false;
  const { approvals = [] } = instance;
  if (approvals.some((it) => it.by === event.by)) return false;
  const own = {
    by: event.by,
    at: event.at,
    comment: event.comment ?? null,
    data: event.data ?? null,
  };
  draft.log('WorkflowExecutionSignaled', {
    signalName: 'approval',
    activityId: event.key,
    decision: event.decision,
    by: event.by,
  });
  const all = [...approvals, own];
  draft.update(event.key, { approvals: all });
  const quorum = Number(draft.step(instance.step).options.quorum ?? 1);
  if (event.decision === 'approved' && all.length < quorum) {
    draft.record(event.key);
    return true;
  }
  conclude(draft, event.key, {
    decision: event.decision,
    ...own,
    ...(all.length > 1 ? { approvals: all.map(plain) } : {}),
  });
  return true;
}

function conclude(draft: Draft, key: string, output: { [key: string]: Json }): void {
  const step = draft.step((draft.instance(key) as Instance).step);
  if (output.decision === 'rejected' && step.options.onReject !== 'continue') {
    const message = `"${step.id}" was rejected${output.by ? ` by ${output.by}` : ''}.`;
    failStep(draft, key, { code: 'REJECTED', message, retryable: false, details: output });
  } else {
    complete(draft, key, output);
  }
}
