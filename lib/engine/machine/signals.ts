import { Budget } from '../expression/budget';
import { equal, truthy } from '../expression/values';
import { isObject, type Json, jsonSize, own } from '../json';
import type { Instance } from '../state';
import type { Draft } from './draft';
import { filled, value } from './reading';
import { complete } from './settle';

const MAX_SIGNALS = 100;
const MAX_SIGNAL = 16 * 1024;
const MAX_SEEN = 100;

/** Gives an event to every step that waits for it. False when none does. */
export function deliver(draft: Draft, event: string, data: Json, id?: string): boolean {
  if (id !== undefined && draft.state.seen.includes(id)) return false;
  const waiting = Object.entries(draft.state.instances)
    .filter(([, it]) => it.status === 'waiting' && draft.step(it.step).type === 'wait_event')
    .map(([key]) => key)
    .filter((key) => accepts(draft, key, event, data));
  if (!waiting.length) return false;
  if (id !== undefined) draft.state.seen = [...draft.state.seen, id].slice(-MAX_SEEN);
  draft.log('WorkflowExecutionSignaled', {
    signalName: event,
    input: small(data) ? data : undefined,
  });
  for (const key of waiting) complete(draft, key, data);
  return true;
}

/** A signal that nobody waits for yet is kept: the step that asks for it later gets it. */
export function keepSignal(draft: Draft, name: string, data: Json, id?: string): boolean {
  if (id !== undefined && draft.state.seen.includes(id)) return false;
  if (!small(data) || draft.state.signals.length >= MAX_SIGNALS) return false;
  if (id !== undefined) draft.state.seen = [...draft.state.seen, id].slice(-MAX_SEEN);
  draft.log('WorkflowExecutionSignaled', { signalName: name, input: data });
  draft.state.signals.push({ name, data });
  return true;
}

function small(data: Json): boolean {
  try {
    return jsonSize(data, MAX_SIGNAL) <= MAX_SIGNAL;
  } catch {
    return false;
  }
}

export function takeSignal(draft: Draft, key: string, event: string): void {
  const place = draft.state.signals.findIndex(
    (it) => it.name === event && accepts(draft, key, event, it.data),
  );
  const signal = draft.state.signals[place];
  if (!signal) return;
  draft.state.signals.splice(place, 1);
  const { step, attempt } = draft.instance(key) as Instance;
  draft.command({ type: 'CancelStep', key, stepId: step, attempt, stepType: 'wait_event' });
  complete(draft, key, signal.data);
}

/** A match that cannot be evaluated on this event, because a field is missing, does not match. */
function accepts(draft: Draft, key: string, event: string, data: Json): boolean {
  const { step: id, scope } = draft.instance(key) as Instance;
  const step = draft.step(id);
  try {
    const config = filled(draft, step.input, scope).value;
    if (!isObject(config) || config.event !== event) return false;
    const more = { event: { type: event, data }, data };
    const { match } = step.expressions;
    if (match) return truthy(value(draft, match, scope, more));
    if (!isObject(config.match)) return true;
    const budget = new Budget();
    return Object.entries(config.match).every(([path, wanted]) => {
      const found = at(data, path);
      return found !== undefined && equal(found, wanted, budget);
    });
  } catch {
    return false;
  }
}

/** `customer.id` inside an event's data, own properties only. */
function at(data: Json, path: string): Json | undefined {
  let value: Json | undefined = data;
  for (const key of path.split('.')) value = isObject(value) ? own(value, key) : undefined;
  return value;
}
