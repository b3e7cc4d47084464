type Node = Record<string, unknown>;

/**
 * Puts right, in place, what the generator writes but OpenAPI does not allow: flags around patterns, and in
 * 3.0 `nullable` without a type (a schema without a type takes null anyway).
 */
export function tidy<T>(document: T): T {
  walk(document);
  return document;
}

function walk(value: unknown): void {
  if (Array.isArray(value)) {
    for (const one of value) walk(one);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const node = value as Node;
  if (node.nullable === true && !('type' in node)) delete node.nullable;
  if (typeof node.pattern === 'string') {
    // The generator leaves `/u` behind a pattern that ends in `$`.
    const [, source, flags] = /^(.*\$)\/([dgimsuvy]+)$/s.exec(node.pattern) ?? [];
    // Patterns are Unicode by definition; no other flag can be said in JSON Schema.
    if (flags?.replace('u', '')) delete node.pattern;
    else if (source !== undefined) node.pattern = source;
  }
  for (const inner of Object.values(node)) walk(inner);
}
