import { openBlock } from './machine/containers';
import { Draft } from './machine/draft';
import { enter, refill, retry } from './machine/enter';
import { handle } from './machine/events';
import { endRun } from './machine/finish';
import { expressionFailure, filled } from './machine/reading';
import { frameEnded, settled } from './machine/settle';
import type { Plan } from './plan';
import type { RunData, RunEvent, Transition } from './protocol';
import { hasEnded, type RunState, type WaitReason, type Work } from './state';

/*
 * THE CONTRACT WITH THE HOST
 *
 * `advance(plan, state, event, data)` is a pure function: no clock, no chance, no input or output.
 * The host keeps the state and calls it for everything that happens to a run, one event at a time:
 *
 *   1. lock the run, load its state (null before StartRun);
 *   2. `advance`; when `ignored`, stop here;
 *   3. in ONE transaction: store the state, the records and the history, and make every command
 *      durable in the order given (a queue row, a timer row …);
 *   4. `ScheduleStep`: a worker does the step and answers StepStarted, then StepCompleted, StepFailed
 *      or StepTimedOut, with the command's `key` and `attempt`. `StartChild` and `StartJob` are
 *      answered by Child… and Job… events; with `mode: "detach"` by ChildStarted, or StepCompleted
 *      with the id, as soon as it exists. `EmitEvent` is answered by StepCompleted with the event's
 *      id, best in the same transaction. `StartTimer` by TimerFired at or after `fireAt`.
 *      `Continue` by Continue, at once.
 *
 * Every command may be carried out more than once and every event sent more than once, late, or in
 * any order: what does not fit the state's present tries is ignored. A write to the outside should
 * carry a key made from the run's id and the command's `key`, which is the same on every attempt.
 *
 * Outputs are not in the state. `data.output(key)` must give what the records said: load those of
 * the steps that `stepsRead` (reads.ts) names, and the records without a step (`$vars`, `…$items`).
 * Secrets never get here: an input has empty texts where `secrets` says that they belong, and
 * `fillSecrets` (expression/template.ts) puts them in at the last moment.
 *
 * Timeouts: the host ends an attempt after the command's `timeoutMs`; waits, containers and the run
 * have timers of their own, which come as StartTimer. A timer that fires after CancelTimer is ignored.
 *
 * A paused run records results but starts nothing; its timers go on, the run's timeout too.
 * Cancelling ends at once: CancelStep tells what to abort. CreditsExhausted (or a StepFailed with code
 * INSUFFICIENT_CREDITS) parks a step until CreditsGranted, without counting the try.
 *
 * Retrying a run from a step, or forking it, is a new run started with `reuse: true` and a
 * `data.reused` that gives the former outputs to keep (`reusableKeys`, reuse.ts).
 *
 * The host's own are `concurrency` (`concurrencyKey`, triggers.ts), `maxCredits`, the check of the
 * input against `inputSchema`, and `queued`, the state before StartRun.
 */

/** Work items done in one transition before it hands over with `Continue`. */
const MOST_WORK = 64;

/** The next state, and what has to be done. Throws only if plan, state and data do not belong together. */
export function advance(
  plan: Plan,
  state: RunState | null,
  event: RunEvent,
  data: RunData,
): Transition {
  if (state === null) {
    if (event.type !== 'StartRun') throw new Error('A run begins with StartRun.');
    return begin(plan, event, data);
  }
  if (hasEnded(state)) return ignored(state);
  const draft = new Draft(plan, data, event.at, state);
  if (!handle(draft, event)) return ignored(state);
  return finish(draft);
}

function ignored(state: RunState): Transition {
  return { state, commands: [], history: [], records: [], ignored: true };
}

function begin(plan: Plan, event: RunEvent & { type: 'StartRun' }, data: RunData): Transition {
  const draft = new Draft(plan, data, event.at, empty(event.reuse ?? false));
  draft.log('WorkflowExecutionStarted', { planHash: plan.hash });
  try {
    draft.keep('$vars', filled(draft, plan.vars, '').value);
  } catch (error) {
    const { code, message } = expressionFailure(error);
    endRun(draft, { status: 'failed', error: { step: null, code, message: `vars: ${message}` } });
    return finish(draft);
  }
  if (plan.timeoutMs !== null) draft.startTimer('', plan.timeoutMs, 'run');
  openBlock(draft, { kind: 'block', owner: '', block: 0, scope: '', place: 0 });
  return finish(draft);
}

function empty(reuse: boolean): RunState {
  return {
    v: 1,
    status: 'running',
    waitingFor: null,
    paused: false,
    error: null,
    history: 0,
    instances: {},
    frames: {},
    ready: [],
    timers: {},
    counter: 0,
    visits: {},
    undo: [],
    rollback: null,
    signals: [],
    seen: [],
    reuse,
  };
}

/** Does what is ready, a bounded part of it, and says how the run stands. */
function finish(draft: Draft): Transition {
  const { state } = draft;
  for (let done = 0; done < MOST_WORK && !state.paused; done++) {
    const work = state.ready.shift();
    if (!work) break;
    perform(draft, work);
  }
  if (!hasEnded(state)) {
    if (state.ready.length && !state.paused) draft.command({ type: 'Continue' });
    const reason = waiting(draft);
    state.status = state.paused ? 'paused' : reason ? 'waiting' : 'running';
    state.waitingFor = state.paused ? null : reason;
  }
  const { commands, history, records } = draft;
  return { state, commands, history, records, ignored: false };
}

function perform(draft: Draft, work: Work): void {
  switch (work.do) {
    case 'enter':
      enter(draft, work.frame, work.step);
      break;
    case 'settled':
      settled(draft, work.key);
      break;
    case 'attempt':
      retry(draft, work.key);
      break;
    case 'fill':
      refill(draft, work.key);
      break;
    case 'ended':
      frameEnded(draft, work.frame);
  }
}

/** What the whole run waits for; null while anything is being worked on. */
function waiting({ state, plan }: Draft): WaitReason | null {
  if (state.ready.length) return null;
  const reasons = new Set<WaitReason>();
  for (const { status, step } of Object.values(state.instances)) {
    const type = plan.steps[step]?.type;
    if (status === 'blocked') reasons.add('credits');
    else if (status === 'backoff') reasons.add('timer');
    else if (status === 'scheduled' || status === 'started' || status === 'queued') return null;
    else if (status === 'waiting') {
      if (type === 'delay') reasons.add('timer');
      else if (type === 'wait_event') reasons.add('event');
      else if (type === 'approval') reasons.add('approval');
      else return null;
    }
  }
  const order: WaitReason[] = ['credits', 'approval', 'event', 'timer'];
  return order.find((it) => reasons.has(it)) ?? null;
}
