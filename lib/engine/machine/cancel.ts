import { kindOf } from '../step-types';
import { type Draft, isDone } from './draft';

/** Stops what an instance has outstanding and ends it as cancelled. */
export function cancelInstance(draft: Draft, key: string): void {
  const instance = draft.instance(key);
  if (!instance || isDone(instance)) return;
  const { type } = draft.step(instance.step);
  const outstanding = ['scheduled', 'started', 'waiting'].includes(instance.status);
  // A delay is only its timer: there is nothing else to stop.
  if (outstanding && kindOf(type) !== 'container' && type !== 'delay') {
    const { step, attempt } = instance;
    draft.command({ type: 'CancelStep', key, stepId: step, attempt, stepType: type });
  }
  clearTimers(draft, key);
  draft.update(key, { status: 'cancelled' });
  draft.record(key);
}

export function clearTimers(draft: Draft, key: string): void {
  const instance = draft.instance(key);
  draft.cancelTimer(instance?.timer);
  draft.cancelTimer(instance?.timeout);
  if (instance?.timer || instance?.timeout) {
    draft.update(key, { timer: undefined, timeout: undefined });
  }
}

/** Ends a frame with everything that runs in it, at any depth. */
export function cancelFrame(draft: Draft, id: string): void {
  if (!draft.frame(id)) return;
  delete draft.state.frames[id];
  for (const [key, instance] of Object.entries(draft.state.instances)) {
    if (instance.frame !== id || isDone(instance)) continue;
    cancelFramesOf(draft, key);
    cancelInstance(draft, key);
  }
}

export function cancelFramesOf(draft: Draft, key: string): void {
  for (const [id, frame] of Object.entries(draft.state.frames)) {
    if (frame.owner === key) cancelFrame(draft, id);
  }
}

/** Everything: when the run ends, or turns round to undo. Timers of the run itself stay. */
export function cancelAll(draft: Draft): void {
  for (const id of Object.keys(draft.state.frames)) cancelFrame(draft, id);
  for (const key of Object.keys(draft.state.instances)) cancelInstance(draft, key);
  draft.state.ready.length = 0;
}

/**
 * Forgets the instances of a finished pass, so that a long loop does not grow the state. Passes
 * with something to undo stay: their compensation reads them.
 */
export function prune(draft: Draft, scope: string): void {
  if (draft.state.undo.some((key) => key.startsWith(scope))) return;
  for (const key of Object.keys(draft.state.instances)) {
    if (key.startsWith(scope)) delete draft.state.instances[key];
  }
  for (const key of Object.keys(draft.state.visits)) {
    if (key.startsWith(scope)) delete draft.state.visits[key];
  }
}
