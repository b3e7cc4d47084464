import { bareReference } from '../expression/bare';
import type { Json, JsonObject } from '../json';
import type { Diagnostic, Prop, Span, Value } from './ast';

/** What values need besides themselves. */
export type Reading = {
  problems: Diagnostic[];
  /** An allowed variable's value; undefined when it is not allowed or not set. */
  env?: (name: string) => string | undefined;
};

const ROOTS = new Set([
  'workflow',
  'steps',
  'input',
  'vars',
  'variables',
  'trigger',
  'item',
  'index',
  'metadata',
  'run',
  'secrets',
]);

/** Whether a bare path is a reference to something that a run knows, rather than a word. */
export const isReference = (path: string, names: ReadonlySet<string> = NONE): boolean => {
  const [root = '', ...rest] = path.split('.');
  return (rest.length > 0 && ROOTS.has(root)) || names.has(root);
};
const NONE: ReadonlySet<string> = new Set();

/**
 * A value as JSON. With `references`, texts and paths that are references become templates, as in a step's
 * config; without, everything is taken as it stands.
 */
export function json(value: Value, reading: Reading, references: boolean): Json {
  switch (value.kind) {
    case 'string':
      return references ? bareReference(value.value) : value.value;
    case 'text':
    case 'duration':
    case 'number':
    case 'literal':
      return value.value;
    case 'path':
      return references && isReference(value.value) ? `{{ ${value.value} }}` : value.value;
    case 'env':
      return environment(value, reading);
    case 'array':
      return value.items.map((it) => json(it, reading, references));
    case 'object':
      return objectOf(value.props, reading, () => references);
  }
}

/** The object of these properties; `references` says for each key how its value is read. */
export function objectOf(
  props: readonly Prop[],
  reading: Reading,
  references: (key: string) => boolean,
): JsonObject {
  const out: JsonObject = {};
  for (const { key, value, span } of props) {
    if (Object.hasOwn(out, key))
      problem(reading, 'duplicate', `duplicate property "${key.slice(0, 100)}"`, span);
    // defineProperty: a key such as __proto__ stays an own key, and is then refused by the compiler.
    Object.defineProperty(out, key, {
      value: json(value, reading, references(key)),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return out;
}

function environment(value: Value & { kind: 'env' }, reading: Reading): Json {
  const found = reading.env?.(value.name);
  if (found !== undefined) return found;
  const { name, span } = value;
  problem(reading, 'env', `environment variable "${name}" is not allowed or not set`, span);
  return '';
}

/** The text of a condition: `"steps.a.output > 1"`, `steps.a.output` or true. */
export function expression(value: Value, reading: Reading): Json {
  if (value.kind === 'path') return value.value;
  return json(value, reading, false);
}

export function problem(reading: Reading, code: string, message: string, span: Span): void {
  reading.problems.push({ severity: 'error', code, message, span });
}
