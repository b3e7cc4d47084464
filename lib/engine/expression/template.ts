import { FORBIDDEN_NAMES, isObject, type Json, type JsonObject, jsonSize } from '../json';
import { ExpressionError, type Node, type Scope } from './ast';
import { Budget } from './budget';
import { evaluate } from './evaluate';
import { parseEmbedded } from './parser';
import { printExpression } from './print';
import { textOf } from './values';

/** A compiled value of a definition. `secret` is text with references to secrets in it. */
export type Template =
  | { k: 'lit'; v: Json }
  | { k: 'expr'; e: Node }
  | { k: 'text'; p: (string | Node)[] }
  | { k: 'secret'; p: (string | Node | SecretRef)[] }
  | { k: 'arr'; i: Template[] }
  | { k: 'obj'; e: [string, Template][] };

export type SecretRef = { secret: string };
/** Where secrets belong in an evaluated input: the host joins `parts` after looking them up. */
export type SecretHole = { path: (string | number)[]; parts: (string | SecretRef)[] };
export type Filled = { value: Json; secrets: SecretHole[] };

/** The most that one step's evaluated input may be, in JSON characters. */
export const MAX_INPUT = 1024 * 1024;

/** The parts of `"a {{ x }} b"`. `\{{` is a literal `{{`. Throws an ExpressionError. */
export function parseTemplate(source: string): (string | Node)[] {
  const parts: (string | Node)[] = [];
  let text = '';
  let from = 0;
  for (;;) {
    const open = source.indexOf('{{', from);
    if (open < 0) break;
    if (source[open - 1] === '\\' && open > from) {
      text += `${source.slice(from, open - 1)}{{`;
      from = open + 2;
      continue;
    }
    text += source.slice(from, open);
    if (text) parts.push(text);
    text = '';
    const { node, end } = parseEmbedded(source, open + 2);
    parts.push(node);
    from = end;
  }
  text += source.slice(from);
  if (text || !parts.length) parts.push(text);
  return parts;
}

/** The canonical text of a template: parsing it gives the same parts. */
export function printTemplate(parts: (string | Node)[]): string {
  return parts
    .map((it) =>
      typeof it === 'string' ? it.replaceAll('{{', '\\{{') : `{{ ${printExpression(it)} }}`,
    )
    .join('');
}

/** The evaluated value and the places of secrets in it, which stay empty texts here. */
export function fillTemplate(template: Template, scope: Scope): Filled {
  const secrets: SecretHole[] = [];
  const value = fill(template, scope, [], secrets);
  if (jsonSize(value, MAX_INPUT) > MAX_INPUT) {
    throw new ExpressionError('budget', 'The step’s input is larger than 1 MiB.', 0);
  }
  return { value, secrets };
}

function fill(
  template: Template,
  scope: Scope,
  path: (string | number)[],
  secrets: SecretHole[],
): Json {
  switch (template.k) {
    case 'lit':
      return template.v;
    case 'expr':
      return evaluate(template.e, scope);
    case 'text': {
      const budget = new Budget();
      return template.p.map((part) => piece(part, scope, budget)).join('');
    }
    case 'secret': {
      const budget = new Budget();
      const parts = template.p.map((it) =>
        typeof it === 'object' && 'secret' in it ? it : piece(it, scope, budget),
      );
      secrets.push({ path, parts });
      return '';
    }
    case 'arr':
      return template.i.map((item, i) => fill(item, scope, [...path, i], secrets));
    case 'obj': {
      const out: JsonObject = {};
      for (const [key, item] of template.e) out[key] = fill(item, scope, [...path, key], secrets);
      return out;
    }
  }
}

function piece(part: string | Node, scope: Scope, budget: Budget): string {
  if (typeof part === 'string') return part;
  const text = textOf(evaluate(part, scope, budget), budget);
  budget.make(text.length);
  return text;
}

/**
 * Puts secrets into an input, just before it leaves. `lookup` gives a secret's text or throws.
 * Returns a copy; the input itself is never changed, so that it can be shown and stored.
 */
export function fillSecrets(
  input: Json,
  holes: SecretHole[],
  lookup: (name: string) => string,
): Json {
  const copy = structuredClone(input);
  for (const { path, parts } of holes) {
    let at: Json = copy;
    for (const key of path.slice(0, -1)) at = ownAt(at, key);
    const last = path.at(-1);
    const text = parts.map((it) => (typeof it === 'string' ? it : lookup(it.secret))).join('');
    if (last === undefined) return text;
    if (Array.isArray(at)) at[Number(last)] = text;
    else if (isObject(at) && !FORBIDDEN_NAMES.has(String(last))) at[last] = text;
  }
  return copy;
}

function ownAt(value: Json, key: string | number): Json {
  const record = value as JsonObject;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(record, String(key))) {
    throw new TypeError(`The input has no place "${key}" for a secret.`);
  }
  return record[key] as Json;
}
