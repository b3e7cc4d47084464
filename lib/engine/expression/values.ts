import { FORBIDDEN_NAMES, isObject, type Json, type JsonObject, MAX_VALUE_DEPTH } from '../json';
import { ExpressionError } from './ast';
import type { Budget } from './budget';

/** False are: false, null, 0 and "". Empty lists and objects are true. */
export function truthy(value: Json): boolean {
  return value !== false && value !== null && value !== 0 && value !== '';
}

export function kind(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'object') return 'an object';
  return `a ${typeof value}`;
}

/** Equal as JSON: by value, in any order of keys, without conversions. */
export function equal(a: Json, b: Json, budget: Budget, depth = 0): boolean {
  budget.spend();
  if (a === b) {
    if (typeof a === 'string') budget.read(a.length);
    return true;
  }
  if (depth > MAX_VALUE_DEPTH) {
    throw new ExpressionError('type', 'The values are nested too deeply to compare.', budget.at);
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, i) => equal(item, b[i] as Json, budget, depth + 1));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(
      (key) => Object.hasOwn(b, key) && equal(a[key] as Json, b[key] as Json, budget, depth + 1),
    )
  );
}

/** Numbers or texts, by code unit: the same order on every machine. */
export function compare(a: Json, b: Json, budget: Budget): number {
  const texts = typeof a === 'string' && typeof b === 'string';
  if (!texts && !(typeof a === 'number' && typeof b === 'number')) {
    const message = `Only two numbers or two texts have an order, not ${kind(a)} and ${kind(b)}.`;
    throw new ExpressionError('type', message, budget.at);
  }
  if (texts) budget.read(Math.min(a.length, b.length));
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How a value looks inside text: null is nothing, lists and objects are JSON. */
export function textOf(value: Json, budget: Budget): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (typeof value !== 'object') return String(value);
  budget.make(budget.size(value));
  return JSON.stringify(value);
}

/** An own property of a list, text or object; undefined when there is none. */
export function member(value: Json, key: string | number, at: number): Json | undefined {
  if (typeof key === 'number' || /^\d{1,15}$/.test(key)) {
    const index = Number(key);
    if (Array.isArray(value) || typeof value === 'string') {
      return Number.isInteger(index) && index >= 0 ? (value[index] as Json | undefined) : undefined;
    }
  }
  const name = String(key);
  if (FORBIDDEN_NAMES.has(name)) {
    throw new ExpressionError('name', `The name "${name}" is not allowed.`, at);
  }
  if (Array.isArray(value) || typeof value === 'string') {
    return name === 'length' ? value.length : undefined;
  }
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Adds a property, refusing names that would reach the object's prototype. */
export function put(target: JsonObject, key: string, value: Json, at: number): void {
  if (FORBIDDEN_NAMES.has(key)) {
    throw new ExpressionError('name', `The name "${key}" is not allowed.`, at);
  }
  target[key] = value;
}
