import type { Document, Value } from '@/lib/engine/dsl/ast';
import type { Json } from '@/lib/engine/json';

export interface Declared {
  name: string;
  /** What it is unless it is given anew; undefined when that stands in the server's environment. */
  value: Json | undefined;
}

/** The variables of a config that whoever executes it may give anew; a later one of a name counts. */
export function declaredVariables(document: Document | null): Declared[] {
  const found = new Map<string, Declared>();
  for (const it of document?.declarations ?? []) {
    if (it.kind === 'variable')
      found.set(it.name.value, { name: it.name.value, value: plain(it.value) });
    if (it.kind === 'variables')
      for (const { key, value } of it.props) found.set(key, { name: key, value: plain(value) });
  }
  return [...found.values()];
}

function plain(value: Value): Json | undefined {
  switch (value.kind) {
    case 'env':
      return undefined;
    case 'array':
      return value.items.map((item) => plain(item) ?? null);
    case 'object':
      return Object.fromEntries(value.props.map((it) => [it.key, plain(it.value) ?? null]));
    default:
      return value.value;
  }
}

export const textOf = (value: Json | undefined): string =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);

/** What was typed for a variable, as the kind of value that it has; throws with a sentence. */
export function typedAs(text: string, { value }: Declared): Json {
  if (typeof value === 'string' || value === undefined) return text;
  try {
    const given = JSON.parse(text) as Json;
    if (value === null || typeof given === typeof value) return given;
  } catch {
    if (value === null) return text;
  }
  throw new Error(
    typeof value === 'object' ? 'Write it as JSON.' : `It must be a ${typeof value}.`,
  );
}
