import { type Doc, setAt } from '@/components/workflows/edit/address';
import type { StepNode } from '@/components/workflows/edit/outline';
import { isObject, type Json, type JsonObject } from '@/lib/engine/json';

const escaped = (id: string) => id.replace(/[$-]/g, '\\$&');

/**
 * The value with every mention of a step under its new id: in expressions (`steps.old.output`,
 * `steps["old"]`, `variables.old.output`), `needs`, `onError.goto`, `compensate` and named branches.
 */
export function renamed<T extends Json>(value: T, from: string, to: string): T {
  if (from === to) return value;
  const dotted = new RegExp(`\\b(steps|variables)(\\??\\.)${escaped(from)}(?![\\w$-])`, 'g');
  const quoted = new RegExp(`\\bsteps(\\??\\.?)\\[\\s*(["'])${escaped(from)}\\2\\s*\\]`, 'g');
  const plain = /^[A-Za-z_$][\w$]*$/.test(to);
  const text = (given: string) =>
    given
      .replace(dotted, plain ? `$1$2${to}` : `$1["${to}"]`)
      .replace(quoted, `steps$1[$2${to}$2]`);
  const one = (given: Json): Json => (given === from ? to : given);
  const visit = (given: Json, key: string | number | null): Json => {
    if (typeof given === 'string') return NAMING.has(String(key)) ? one(given) : text(given);
    if (Array.isArray(given)) {
      const names = NAMING.has(String(key)) || LISTS.has(String(key));
      return given.map((item) =>
        typeof item === 'string' && names ? one(item) : visit(item, null),
      );
    }
    if (!isObject(given)) return given;
    const out: JsonObject = {};
    for (const [name, item] of Object.entries(given)) out[name] = visit(item, name);
    return out;
  };
  return visit(value, null) as T;
}

/** Keys whose text is a step's id. */
const NAMING = new Set(['needs', 'dependsOn', 'depends_on', 'goto', 'compensate']);
/** Keys whose lists may name steps. */
const LISTS = new Set(['then', 'else', 'trueSteps', 'falseSteps', 'steps', 'default']);

/** Gives a step another id, and everybody who reads it. */
export function renameStep(doc: Doc, step: StepNode, to: string): Doc {
  return setAt(renamed(doc, step.id, to), [...step.address, 'id'], to);
}
