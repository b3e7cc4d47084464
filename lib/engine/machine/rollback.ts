import type { RunError, StepError } from '../state';
import { cancelAll } from './cancel';
import type { Draft } from './draft';
import { endRun } from './finish';

/** Turns the run round: what is outstanding is cancelled, what was completed is undone, last first. */
export function startRollback(draft: Draft, error: RunError): void {
  if (draft.state.rollback) return;
  cancelAll(draft);
  draft.state.rollback = { error, outcomes: [] };
  nextUndo(draft);
}

function nextUndo(draft: Draft): void {
  const key = draft.state.undo.pop();
  const rollback = draft.state.rollback;
  if (!rollback) return;
  if (key === undefined) {
    const error = { ...rollback.error, rollback: rollback.outcomes };
    endRun(draft, { status: 'failed', error });
    return;
  }
  const at = key.lastIndexOf('/') + 1;
  const step = draft.step(draft.step(key.slice(at)).compensate ?? '');
  const frame = draft.openFrame({
    kind: 'undo',
    owner: key,
    block: step.block,
    scope: key.slice(0, at),
    place: 0,
  });
  draft.queue({ do: 'enter', frame, step: step.id });
}

/** One step was undone, or could not be: either way the rest is undone too, and both are told. */
export function undone(draft: Draft, frameId: string, error: StepError | null): void {
  const frame = draft.frame(frameId);
  const rollback = draft.state.rollback;
  if (!frame || !rollback) return;
  delete draft.state.frames[frameId];
  const step = frame.owner.slice(frame.owner.lastIndexOf('/') + 1);
  const outcome = error
    ? { key: frame.owner, step, status: 'failed' as const, error }
    : { key: frame.owner, step, status: 'completed' as const };
  draft.state.rollback = { ...rollback, outcomes: [...rollback.outcomes, outcome] };
  nextUndo(draft);
}
