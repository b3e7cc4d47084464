import { isObject, type Json, type JsonObject } from '../json';
import { ExpressionError } from './ast';
import type { Budget } from './budget';
import { kind } from './values';

/** A function of the language. `params` and `about` are shown by the editor. */
export type Fn = {
  params: string;
  about: string;
  min: number;
  max: number;
  /** The second argument is a lambda; `run` gets it as `call.each`. */
  lambda?: true;
  run(args: Json[], call: Call): Json;
};

/** One call: typed access to its arguments, with errors that name the function. */
export class Call {
  readonly name: string;
  readonly at: number;
  readonly budget: Budget;
  readonly each: (item: Json, index: number) => Json;

  constructor(name: string, at: number, budget: Budget, each: (item: Json, i: number) => Json) {
    this.name = name;
    this.at = at;
    this.budget = budget;
    this.each = each;
  }

  text(value: Json | undefined): string {
    if (typeof value !== 'string') return this.wrong('text', value);
    this.budget.read(value.length);
    return value;
  }

  number(value: Json | undefined): number {
    return typeof value === 'number' ? value : this.wrong('a number', value);
  }

  list(value: Json | undefined): Json[] {
    if (!Array.isArray(value)) return this.wrong('a list', value);
    this.budget.items(value.length);
    return value;
  }

  object(value: Json | undefined): JsonObject {
    if (!isObject(value)) return this.wrong('an object', value);
    this.budget.items(Object.keys(value).length);
    return value;
  }

  /** Text that the function is about to return, counted before it is built. */
  make(length: number): void {
    this.budget.make(length);
  }

  fail(message: string): never {
    throw new ExpressionError('type', `${this.name}: ${message}`, this.at);
  }

  private wrong(wanted: string, value: Json | undefined): never {
    return this.fail(`expected ${wanted}, got ${kind(value ?? null)}.`);
  }
}
