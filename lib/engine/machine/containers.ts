import { truthy } from '../expression/values';
import type { Json, JsonObject } from '../json';
import type { PlanStep } from '../plan';
import type { Frame, Instance, StepError } from '../state';
import { cancelFramesOf, prune } from './cancel';
import { type Draft, MAX_OUTPUT } from './draft';
import { value } from './reading';

/** What a container came to; null while steps of it still run. */
export type Outcome = { done: Json } | { failed: StepError } | null;

const DEFAULT_PASSES = { loop: 10_000, while: 100 };

/** Opens a block and queues the steps that can start at once. */
export function openBlock(draft: Draft, frame: Omit<Frame, 'open' | 'last'>): string {
  const id = draft.openFrame(frame);
  const block = draft.block(frame.block);
  const first = block.dag
    ? block.steps.filter((it) => !draft.step(it).needs.length)
    : block.steps.slice(0, 1);
  for (const step of first) draft.queue({ do: 'enter', frame: id, step });
  if (!first.length) draft.queue({ do: 'ended', frame: id });
  return id;
}

/** Starts a container. Throws ExpressionErrors of its condition or items. */
export function startContainer(draft: Draft, key: string): Outcome {
  const { step: id, scope } = draft.instance(key) as Instance;
  const step = draft.step(id);
  switch (step.type) {
    case 'conditional': {
      const chosen = truthy(value(draft, conditionOf(step), scope));
      draft.update(key, { chosen });
      const role = chosen ? 'then' : 'else';
      const found = step.blocks.find(({ block }) => draft.block(block).role === role);
      if (!found) return { done: { condition_result: chosen, result: null } };
      openBlock(draft, { kind: 'block', owner: key, block: found.block, scope, place: 0 });
      return null;
    }
    case 'switch': {
      const found = step.blocks.find(
        ({ block, when }) =>
          draft.block(block).role === 'default' || (when && truthy(value(draft, when, scope))),
      );
      if (!found) return { done: null };
      openBlock(draft, { kind: 'block', owner: key, block: found.block, scope, place: 0 });
      return null;
    }
    case 'loop':
      return startLoop(draft, key, step, scope);
    default: {
      const count = step.blocks.length;
      draft.update(key, { next: 0, open: 0, count, lasts: [] });
      if (step.type === 'parallel' && !count) return { done: {} };
      draft.queue({ do: 'fill', key });
      return null;
    }
  }
}

function startLoop(draft: Draft, key: string, step: PlanStep, scope: string): Outcome {
  const items = value(draft, step.expressions.items ?? conditionOf(step), scope);
  if (!Array.isArray(items)) {
    return { failed: { code: 'NOT_A_LIST', message: 'items is not a list.', retryable: false } };
  }
  const most = Number(step.options.maxIterations ?? DEFAULT_PASSES.loop);
  if (items.length > most) return { failed: tooMany(`${items.length} items`, most) };
  if (!items.length) return { done: [] };
  draft.keep(`${key}$items`, items);
  draft.update(key, { next: 0, open: 0, count: items.length, lasts: [] });
  draft.queue({ do: 'fill', key });
  return null;
}

function tooMany(what: string, most: number): StepError {
  const message = `${what} are more than maxIterations (${most}).`;
  return { code: 'MAX_ITERATIONS', message, retryable: false };
}

function conditionOf(step: PlanStep) {
  return step.expressions.condition ?? ({ t: 'lit', v: null, at: 0 } as const);
}

/** Starts as many branches or passes as may run now. Throws ExpressionErrors of a while's condition. */
export function fill(draft: Draft, key: string): Outcome {
  let instance = draft.instance(key) as Instance;
  const step = draft.step(instance.step);
  if (step.type === 'while') return nextPass(draft, key, step, instance);
  const { scope, count = 0 } = instance;
  const most = Number(
    step.type === 'loop' ? (step.options.concurrency ?? 1) : (step.options.maxConcurrency ?? count),
  );
  while ((instance.open ?? 0) < most && (instance.next ?? 0) < count) {
    const place = instance.next ?? 0;
    const loop = step.type === 'loop';
    const block = step.blocks[loop ? 0 : place]?.block ?? 0;
    const inner = loop ? `${scope}${step.id}[${place}]/` : scope;
    openBlock(draft, { kind: 'block', owner: key, block, scope: inner, place });
    instance = draft.update(key, { next: place + 1, open: (instance.open ?? 0) + 1 });
  }
  return null;
}

function nextPass(draft: Draft, key: string, step: PlanStep, instance: Instance): Outcome {
  const { scope, next = 0 } = instance;
  const last = next ? `${scope}${step.id}[${next - 1}]/` : scope;
  if (!truthy(value(draft, conditionOf(step), last, { index: next }))) {
    const place = instance.lasts?.[0] ?? -1;
    const id = draft.block(step.blocks[0]?.block ?? 0).steps[place];
    return { done: id === undefined ? null : (draft.output(last + id) ?? null) };
  }
  const most = Number(step.options.maxIterations ?? DEFAULT_PASSES.while);
  if (next >= most) return { failed: tooMany('The passes', most) };
  if (next > 1) prune(draft, `${scope}${step.id}[${next - 2}]/`);
  const inner = `${scope}${step.id}[${next}]/`;
  const block = step.blocks[0]?.block ?? 0;
  draft.update(key, { next: next + 1 });
  openBlock(draft, { kind: 'block', owner: key, block, scope: inner, place: next });
  return null;
}

/** A block of a container ended, well or with an error. */
export function blockEnded(draft: Draft, frame: Frame, error: StepError | null): Outcome {
  const key = frame.owner;
  const instance = draft.instance(key) as Instance;
  const step = draft.step(instance.step);
  const last = error ? null : frame.last;
  switch (step.type) {
    case 'parallel':
      return branchEnded(draft, key, frame.place, last, error);
    case 'loop':
      return passEnded(draft, key, frame, last, error);
    default:
      break;
  }
  if (error) return { failed: error };
  if (step.type === 'while') {
    draft.update(key, { lasts: [frame.last] });
    draft.queue({ do: 'fill', key });
    return null;
  }
  const result = outputOf(draft, frame);
  if (step.type === 'switch') return { done: result };
  return { done: { condition_result: instance.chosen ?? false, result } };
}

export function outputOf(draft: Draft, { block, scope, last }: Frame): Json {
  const id = draft.block(block).steps[last];
  return id === undefined ? null : (draft.output(scope + id) ?? null);
}

function ended(draft: Draft, key: string, place: number, last: number | null): Instance {
  const { lasts = [], open = 1 } = draft.instance(key) as Instance;
  const next = [...lasts];
  // Holes would become null in JSON anyway: fill them so that a stored state equals this one.
  while (next.length < place) next.push(null);
  next[place] = last;
  return draft.update(key, { lasts: next, open: open - 1 });
}

function branchEnded(
  draft: Draft,
  key: string,
  place: number,
  last: number | null,
  error: StepError | null,
): Outcome {
  const before = draft.instance(key) as Instance;
  const failed = (before.failedBranches ?? 0) + (error ? 1 : 0);
  const instance = ended(draft, key, place, last);
  if (error) draft.update(key, { failedBranches: failed });
  const step = draft.step(instance.step);
  const { count = 0, next = 0, open = 0 } = instance;
  const good = next - open - failed;
  const join = step.options.join ?? 'all';
  const wanted = join === 'all' ? count : join === 'any' || join === 'race' ? 1 : Number(join);
  if (error && (join === 'race' || count - failed < wanted)) return { failed: error };
  if (good < wanted) {
    draft.queue({ do: 'fill', key });
    return null;
  }
  cancelFramesOf(draft, key);
  const out: JsonObject = {};
  for (const [i, { block }] of step.blocks.entries()) {
    const branch = instance.lasts?.[i];
    if (branch === null || branch === undefined) continue;
    const { name, steps } = draft.block(block);
    const id = steps[branch];
    out[name ?? String(i)] = id === undefined ? null : (draft.output(instance.scope + id) ?? null);
  }
  return { done: out };
}

function passEnded(
  draft: Draft,
  key: string,
  frame: Frame,
  last: number | null,
  error: StepError | null,
): Outcome {
  const instance = ended(draft, key, frame.place, last);
  const step = draft.step(instance.step);
  if (error && step.options.onItemError !== 'continue') return { failed: error };
  prune(draft, frame.scope);
  const { next = 0, open = 0, count = 0, lasts = [], scope } = instance;
  if (next < count || open > 0) {
    draft.queue({ do: 'fill', key });
    return null;
  }
  const { steps } = draft.block(frame.block);
  const out: Json[] = [];
  let size = 0;
  for (let i = 0; i < count; i++) {
    const id = steps[lasts[i] ?? -1];
    const output =
      id === undefined ? null : (draft.output(`${scope}${step.id}[${i}]/${id}`) ?? null);
    size += JSON.stringify(output).length;
    out.push(output);
    // Ten thousand passes of a megabyte each must not be put together only to be refused.
    if (size > MAX_OUTPUT) break;
  }
  return { done: out };
}
