import { openBlock } from './machine/containers';
import { Draft } from './machine/draft';
import { enter, refill, retry } from './machine/enter';
import { handle } from './machine/events';
import { endRun } from './machine/finish';
import { expressionFailure, filled } from './machine/reading';
import { frameEnded, settled } from './machine/settle';
import type { Plan } from './plan';
import {
  hasEnded,
  type RunData,
  type RunEvent,
  type RunState,
  type Transition,
  type WaitReason,
  type Work,
} from './state';

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
 * Outputs are not in the state. `data.output(key)` must give what the records said, so load them
 * before calling (`stepsRead` says which a plan can ask for). Secrets never get here: an input has
 * empty texts where `secrets` says that they belong, and `fillSecrets` puts them in at the last moment.
 *
 * A paused run records results but starts nothing. Cancelling ends at once: CancelStep tells the host
 * what to abort. CreditsExhausted (or a StepFailed with code INSUFFICIENT_CREDITS) parks a step until
 * CreditsGranted, without counting the try. Retrying a run from a step, or forking it, is a new run
 * started with `reuse: true` and a `data.reused` that gives the former outputs to keep (`reusableKeys`).
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

/**
 * Which keys of a former run a new one may reuse when it goes on from `from` (a step's id; null:
 * from where it failed). Left out are that step and all that may have come after it.
 */
export function reusableKeys(plan: Plan, keys: readonly string[], from: string | null): string[] {
  if (from === null) return [...keys];
  const top = topOf(plan, from);
  const root = plan.blocks[0];
  const after = new Set(root ? later(plan, root.steps, root.dag, top) : []);
  return keys.filter((key) => {
    const id = key.slice(key.lastIndexOf('/') + 1);
    return Object.hasOwn(plan.steps, id) && !after.has(topOf(plan, id));
  });
}

function later(plan: Plan, steps: string[], dag: boolean, from: string): string[] {
  if (!dag) return steps.slice(Math.max(0, steps.indexOf(from)));
  const found = [from];
  for (const it of found) {
    found.push(...steps.filter((id) => !found.includes(id) && plan.steps[id]?.needs.includes(it)));
  }
  return found;
}

/** The step of the definition's own list that a step stands inside of. */
function topOf(plan: Plan, id: string): string {
  let at = id;
  for (let hops = 0; hops < 100; hops++) {
    const step = plan.steps[at];
    const block = step && plan.blocks[step.block];
    const owner = block?.role === 'handler' ? ownerOfHandler(plan, step?.block) : block?.owner;
    if (!owner) return at;
    at = owner;
  }
  return at;
}

function ownerOfHandler(plan: Plan, block: number | undefined): string | undefined {
  return Object.values(plan.steps).find(
    ({ onError }) => onError.kind === 'goto' && onError.block === block,
  )?.id;
}

/** The ids of steps whose outputs any expression or container of the plan can read. */
export function stepsRead(plan: Plan): Set<string> {
  const text = JSON.stringify([plan.steps, plan.output]);
  const read = [...text.matchAll(/"n":"steps","at":\d+\},"k":"([^"]+)"/g)].map((it) => it[1] ?? '');
  // Containers and runs give on what the last step of their blocks gave, whichever ran.
  const passed = plan.blocks.filter((it) => it.role !== 'handler').flatMap((it) => it.steps);
  const used = plan.blocks.length > 1 || !plan.output ? passed : [];
  return new Set([...read, ...used]);
}
