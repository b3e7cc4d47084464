/** A JSON value: all that the engine ever holds, reads and writes. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Names that no path, key or id may have: they lead from data to JavaScript's objects. */
export const FORBIDDEN_NAMES: ReadonlySet<string> = new Set([
  '__proto__',
  'constructor',
  'prototype',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
]);

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own property, or undefined: never what an object inherits. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Deeper values are refused, so that no walk can exhaust the stack. */
export const MAX_VALUE_DEPTH = 100;

/**
 * The length of a value's JSON text in UTF-16 units, or `limit + 1` as soon as it is longer.
 * Throws a TypeError for what is not JSON (functions, NaN) or nested deeper than 100 levels.
 */
export function jsonSize(value: unknown, limit: number, depth = 0): number {
  if (depth > MAX_VALUE_DEPTH) throw new TypeError('nested more than 100 levels deep');
  if (value === null) return 4;
  switch (typeof value) {
    case 'string':
      return value.length + 2;
    case 'boolean':
      return 5;
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError('not a finite number');
      return String(value).length;
    case 'object':
      break;
    default:
      throw new TypeError(`a ${typeof value} is not JSON`);
  }
  let size = 2;
  if (Array.isArray(value)) {
    for (const item of value) {
      size += 1 + jsonSize(item, limit - size, depth + 1);
      if (size > limit) return limit + 1;
    }
    return size;
  }
  for (const key of Object.keys(value)) {
    size += key.length + 4 + jsonSize((value as JsonObject)[key], limit - size, depth + 1);
    if (size > limit) return limit + 1;
  }
  return size;
}

/** JSON with keys in order: equal values give equal text, whatever order they were written in. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const pairs = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] as Json)}`);
  return `{${pairs.join(',')}}`;
}
