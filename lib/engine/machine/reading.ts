import { ExpressionError, type Node, type Scope } from '../expression/ast';
import { evaluate } from '../expression/evaluate';
import { type Filled, fillTemplate, type Template } from '../expression/template';
import type { Json } from '../json';
import type { StepError } from '../state';
import { type Draft, isDone } from './draft';

/** One repetition that a scope is in: a loop's or while's pass, or a handler's visit. */
type Segment = { id: string; n: number };

/** `loop[3]/tell~1/` is the first visit of the handler `tell` in the fourth pass of `loop`. */
export function segments(scope: string): Segment[] {
  return scope
    .split('/')
    .filter(Boolean)
    .map((text) => {
      const pass = /^(.+)\[(\d+)\]$/.exec(text);
      if (pass) return { id: pass[1] as string, n: Number(pass[2]) };
      const [id = '', n] = text.split('~');
      return { id: `!${id}`, n: Number(n) };
    });
}

function scopeOf(parts: Segment[]): string {
  return parts
    .map(({ id, n }) => (id.startsWith('!') ? `${id.slice(1)}~${n}/` : `${id}[${n}]/`))
    .join('');
}

/** The first `count` repetitions of a scope. */
export function outerScope(scope: string, count: number): string {
  return scopeOf(segments(scope).slice(0, count));
}

/**
 * The key of the instance that `steps.<id>` means to a reader in `scope`: in the same pass where
 * they share one, else the last pass of a while and the last visit of a handler. Null: none is.
 */
export function keyOf(draft: Draft, scope: string, id: string): string | null {
  const { repeats } = draft.step(id);
  const own = segments(scope);
  const path: Segment[] = [];
  let shared = true;
  for (const [i, repeat] of repeats.entries()) {
    const here = own[i];
    shared &&= here?.id === repeat;
    const n = shared && here ? here.n : lastOf(draft, scopeOf(path), repeat);
    if (n === null) return null;
    path.push({ id: repeat, n });
  }
  const key = scopeOf(path) + id;
  const inner = path.at(-1);
  const now = draft.instance(key);
  if (
    isDone(now) ||
    now?.status === 'handling' ||
    !shared ||
    !inner ||
    inner.n === 0 ||
    inner.id.startsWith('!')
  )
    return key;
  // A while's body reads the pass before, until its own step has run: that is how it counts.
  if (draft.step(inner.id).type !== 'while') return key;
  return scopeOf([...path.slice(0, -1), { ...inner, n: inner.n - 1 }]) + id;
}

function lastOf(draft: Draft, scope: string, repeat: string): number | null {
  if (repeat.startsWith('!')) return draft.state.visits[scope + repeat.slice(1)] ?? null;
  if (draft.step(repeat).type === 'loop') return null;
  const passes = draft.instance(scope + repeat)?.next ?? 0;
  return passes > 0 ? passes - 1 : null;
}

/** What an expression in `scope` sees. `more` adds roots, such as the event that is looked at. */
export function reading(draft: Draft, scope: string, more: Record<string, Json> = {}): Scope {
  return {
    root(name) {
      if (Object.hasOwn(more, name)) return more[name];
      if (name === 'input') return draft.data.input;
      if (name === 'trigger') return draft.data.trigger;
      if (name === 'metadata') return draft.data.metadata;
      if (name === 'run') return draft.data.run;
      if (name === 'vars') return draft.output('$vars');
      return ofLoops(draft, scope, name);
    },
    step(id, field, at) {
      const key = keyOf(draft, scope, id);
      const instance = key === null ? undefined : draft.instance(key);
      if (field === 'status') return instance ? outward(instance.status) : 'skipped';
      if (!instance || key === null || instance.status === 'skipped') {
        const what = `steps.${id}.${field}`;
        const message = `${what} is not there: "${id}" did not run. Give a default with ??.`;
        throw new ExpressionError('skipped', message, at, what);
      }
      if (field === 'error') return errorJson(instance.error);
      if (instance.status === 'completed' || instance.replaced) return draft.output(key) ?? null;
      const what = `steps.${id}.output`;
      const message = `${what} is not there: "${id}" is ${outward(instance.status)}. Give a default with ??.`;
      throw new ExpressionError('missing', message, at, what);
    },
  };
}

function ofLoops(draft: Draft, scope: string, name: string): Json | undefined {
  const path = segments(scope);
  for (let i = path.length - 1; i >= 0; i--) {
    const { id, n } = path[i] as Segment;
    if (id.startsWith('!')) continue;
    const { type, options } = draft.step(id);
    if (name === 'index') return n;
    if (type === 'loop' && name === 'previous' && options.as !== name)
      return previous(draft, scopeOf(path.slice(0, i)) + id, n);
    if (type !== 'loop' || (name !== 'item' && name !== options.as)) continue;
    const items = draft.output(`${scopeOf(path.slice(0, i))}${id}$items`);
    return Array.isArray(items) ? items[n] : undefined;
  }
  return undefined;
}

/** What a loop's pass before gave; null for the first, and where passes run side by side. */
function previous(draft: Draft, loop: string, pass: number): Json {
  const instance = draft.instance(loop);
  if (!instance || pass === 0) return null;
  const { blocks, options } = draft.step(instance.step);
  if (Number(options.concurrency ?? 1) > 1) return null;
  const last = instance.lasts?.[pass - 1] ?? -1;
  const id = draft.block(blocks[0]?.block ?? 0).steps[last];
  return id === undefined ? null : (draft.output(`${loop}[${pass - 1}]/${id}`) ?? null);
}

function outward(status: string): string {
  if (status === 'handling') return 'failed';
  if (status === 'completed' || status === 'failed' || status === 'skipped') return status;
  return status === 'cancelled' ? 'cancelled' : 'running';
}

function errorJson(error: StepError | undefined): Json {
  return error ? (JSON.parse(JSON.stringify(error)) as Json) : null;
}

export function value(draft: Draft, node: Node, scope: string, more?: Record<string, Json>): Json {
  return evaluate(node, reading(draft, scope, more));
}

export function filled(draft: Draft, template: Template, scope: string): Filled {
  return fillTemplate(template, reading(draft, scope));
}

/** An expression's failure as a step's: it is the same on every try, so it is never retried. */
export function expressionFailure(error: unknown): StepError {
  if (!(error instanceof ExpressionError) && !(error instanceof TypeError)) throw error;
  const code =
    error instanceof ExpressionError && isMissing(error) ? 'MISSING_VALUE' : 'EXPRESSION';
  return { code, message: error.message, retryable: false };
}

function isMissing(error: ExpressionError): boolean {
  return error.code === 'missing' || error.code === 'skipped';
}

export function isSkipped(error: unknown): boolean {
  return error instanceof ExpressionError && error.code === 'skipped';
}
