import type { Json } from '../json';
import type { Frame, Instance, StepError } from '../state';
import { cancelFrame, cancelFramesOf, clearTimers } from './cancel';
import { blockEnded, type Outcome, openBlock, outputOf } from './containers';
import { type Draft, isDone } from './draft';
import { completeRun, endRun } from './finish';
import { outerScope } from './reading';
import { startRollback, undone } from './rollback';

/** An instance has its result. Recorded once; its block goes on when the queue reaches it. */
export function complete(draft: Draft, key: string, output: Json): void {
  const instance = draft.instance(key);
  if (!instance || isDone(instance)) return;
  const refused = draft.refused(output);
  if (refused) {
    failStep(draft, key, refused);
    return;
  }
  clearTimers(draft, key);
  draft.update(key, { status: 'completed' });
  draft.record(key, { output });
  if (draft.step(instance.step).compensate && !draft.state.rollback) draft.state.undo.push(key);
  draft.queue({ do: 'settled', key });
}

export function skip(draft: Draft, key: string): void {
  draft.update(key, { status: 'skipped' });
  draft.record(key);
  draft.queue({ do: 'settled', key });
}

/** An instance failed for good, after its retries: `onError` decides. `origin` is the step at fault. */
export function failStep(draft: Draft, key: string, error: StepError, origin?: string): void {
  const instance = draft.instance(key);
  if (!instance || isDone(instance)) return;
  const step = draft.step(instance.step);
  const fault = origin ?? step.id;
  clearTimers(draft, key);
  cancelFramesOf(draft, key);
  const { onError } = step;
  const undoing = draft.frame(instance.frame)?.kind === 'undo';
  if (onError.kind === 'goto' && !undoing) {
    draft.update(key, { status: 'handling', error });
    draft.record(key, { error });
    openHandler(draft, key, onError.step, onError.block);
    return;
  }
  draft.update(key, { status: 'failed', error });
  draft.record(key, { error });
  if (undoing) {
    undone(draft, instance.frame, error);
    return;
  }
  if (onError.kind === 'continue') {
    draft.queue({ do: 'settled', key });
    return;
  }
  if (onError.kind === 'rollback') {
    startRollback(draft, { step: fault, code: error.code, message: error.message });
    return;
  }
  failFrame(draft, instance.frame, error, fault);
}

function openHandler(draft: Draft, key: string, id: string, block: number): void {
  const instance = draft.instance(key) as Instance;
  const around = draft.step(id).repeats.lastIndexOf(`!${id}`);
  const outer = outerScope(instance.scope, around);
  const visit = (draft.state.visits[outer + id] ?? 0) + 1;
  draft.state.visits[outer + id] = visit;
  openBlock(draft, {
    kind: 'handler',
    owner: key,
    block,
    scope: `${outer}${id}~${visit}/`,
    place: 0,
  });
}

/** A block cannot go on: the rest of it is cancelled and its owner has to deal with the error. */
function failFrame(draft: Draft, id: string, error: StepError, origin: string): void {
  const frame = draft.frame(id);
  if (!frame) return;
  cancelFrame(draft, id);
  if (frame.kind === 'handler') {
    const { frame: outer } = draft.update(frame.owner, { status: 'failed', error });
    draft.record(frame.owner, { error });
    failFrame(draft, outer, error, origin);
    return;
  }
  if (frame.owner === '') {
    const { code, message } = error;
    endRun(draft, { status: 'failed', error: { step: origin, code, message } });
    return;
  }
  apply(draft, frame.owner, blockEnded(draft, frame, error), origin);
}

export function apply(draft: Draft, key: string, outcome: Outcome, origin?: string): void {
  if (outcome === null) return;
  if ('done' in outcome) complete(draft, key, outcome.done);
  else failStep(draft, key, outcome.failed, origin);
}

/** An instance has ended and its block goes on: the next step, the steps that needed it, or the end. */
export function settled(draft: Draft, key: string): void {
  const instance = draft.instance(key);
  const id = instance?.frame ?? '';
  const frame = draft.frame(id);
  if (!instance || !frame) return;
  if (frame.kind === 'undo') {
    undone(draft, id, null);
    return;
  }
  if (frame.kind === 'handler') {
    handled(draft, id, frame, key, instance);
    return;
  }
  const { steps, dag } = draft.block(frame.block);
  const place = steps.indexOf(instance.step);
  const ran = instance.status === 'completed' || instance.replaced === true;
  const open = frame.open - 1;
  draft.updateFrame(id, { open, last: ran ? Math.max(frame.last, place) : frame.last });
  const next = dag ? unblocked(draft, frame, instance.step) : steps.slice(place + 1, place + 2);
  for (const step of next) draft.queue({ do: 'enter', frame: id, step });
  if (!next.length && open === 0 && !waitsToEnter(draft, id)) frameEnded(draft, id);
}

/** The steps of a DAG that this one was the last to hold back. */
function unblocked(draft: Draft, frame: Frame, after: string): string[] {
  return draft.block(frame.block).steps.filter((id) => {
    const { needs } = draft.step(id);
    if (!needs.includes(after)) return false;
    // "Settled" and not only "done": two needs that end together must not start it twice.
    return needs.every((need) => need === after || isSettled(draft, frame.scope + need));
  });
}

function isSettled(draft: Draft, key: string): boolean {
  const waiting = draft.state.ready.some((it) => it.do === 'settled' && it.key === key);
  return isDone(draft.instance(key)) && !waiting;
}

/** A step that another one has just released is not counted as open yet. */
function waitsToEnter(draft: Draft, frame: string): boolean {
  return draft.state.ready.some((it) => it.do === 'enter' && it.frame === frame);
}

function handled(draft: Draft, id: string, frame: Frame, key: string, handler: Instance): void {
  delete draft.state.frames[id];
  const output = handler.status === 'completed' || handler.replaced ? draft.output(key) : undefined;
  const { error } = draft.update(frame.owner, {
    status: 'failed',
    ...(output === undefined ? {} : { replaced: true as const }),
  });
  draft.record(frame.owner, { error, ...(output === undefined ? {} : { output }) });
  draft.queue({ do: 'settled', key: frame.owner });
}

export function frameEnded(draft: Draft, id: string): void {
  const frame = draft.frame(id);
  if (!frame) return;
  delete draft.state.frames[id];
  // With an output of its own the run does not need the last step's, which may not be loaded.
  if (frame.owner === '') completeRun(draft, draft.plan.output ? null : outputOf(draft, frame));
  else apply(draft, frame.owner, blockEnded(draft, frame, null));
}
