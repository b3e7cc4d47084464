import type { Json } from '../json';
import type { RunError, RunStatus } from '../state';
import { cancelAll } from './cancel';
import type { Draft } from './draft';
import { expressionFailure, filled } from './reading';

type End =
  | { status: 'completed'; output: Json }
  | { status: 'failed'; error: RunError; output?: Json }
  | { status: 'timed_out'; error: RunError }
  | { status: 'cancelled'; reason: string | null };

/** Ends the run: whatever is outstanding is cancelled, and nothing is listened to any more. */
export function endRun(draft: Draft, end: End): void {
  cancelAll(draft);
  for (const id of Object.keys(draft.state.timers)) draft.cancelTimer(id);
  draft.state.status = end.status satisfies RunStatus;
  draft.state.waitingFor = null;
  draft.state.paused = false;
  draft.state.signals = [];
  draft.state.undo = [];
  switch (end.status) {
    case 'completed':
      draft.log('WorkflowExecutionCompleted');
      draft.command({ type: 'CompleteRun', output: end.output });
      return;
    case 'cancelled':
      draft.log('WorkflowExecutionCanceled', { reason: end.reason });
      draft.command({ type: 'CancelRun', reason: end.reason });
      return;
    case 'timed_out':
      draft.state.error = end.error;
      draft.log('WorkflowExecutionTimedOut', { failure: plain(end.error) });
      draft.command({ type: 'TimeOutRun', error: end.error });
      return;
    case 'failed':
      draft.state.error = end.error;
      draft.log('WorkflowExecutionFailed', { failure: plain(end.error) });
      draft.command({
        type: 'FailRun',
        error: end.error,
        ...(end.output !== undefined && { output: end.output }),
      });
      return;
  }
}

/** All steps are through: the definition's `output`, or the last step's, is the run's. */
export function completeRun(draft: Draft, last: Json): void {
  const { output } = draft.plan;
  if (!output) {
    endRun(draft, { status: 'completed', output: last });
    return;
  }
  try {
    endRun(draft, { status: 'completed', output: filled(draft, output, '').value });
  } catch (error) {
    const { code, message } = expressionFailure(error);
    endRun(draft, { status: 'failed', error: { step: null, code, message: `output: ${message}` } });
  }
}

export function plain(value: object): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
