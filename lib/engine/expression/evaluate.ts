import { isObject, type Json, type JsonObject } from '../json';
import { ExpressionError, type Node, type Scope } from './ast';
import { Budget } from './budget';
import { Call } from './function';
import { FUNCTIONS } from './functions';
import { compare, equal, kind, member, put, textOf, truthy } from './values';

/**
 * The value of an expression. Throws an ExpressionError: `missing` and `skipped` name what is not
 * there, `type` says what does not fit, `budget` that it takes over 10,000 operations or 256 KB.
 */
export function evaluate(node: Node, scope: Scope, budget = new Budget()): Json {
  const value = new Evaluator(scope, budget).value(node);
  budget.size(value);
  return value;
}

/** What `a?.b` gives on nothing: the rest of its path is not looked at. */
const NOTHING = Symbol('nothing');

class Evaluator {
  private readonly locals = new Map<string, Json>();
  private readonly scope: Scope;
  private readonly budget: Budget;

  constructor(scope: Scope, budget: Budget) {
    this.scope = scope;
    this.budget = budget;
  }

  value(node: Node): Json {
    const value = this.chain(node);
    return value === NOTHING ? null : value;
  }

  private chain(node: Node): Json | typeof NOTHING {
    this.budget.at = node.at;
    this.budget.spend();
    switch (node.t) {
      case 'lit':
        return node.v;
      case 'name':
        return this.name(node.n, node.at);
      case 'get':
        return this.stepField(node) ?? this.path(node, node.k);
      case 'idx':
        return this.path(node, null);
      case 'call':
        return this.call(node);
      case 'un':
        return this.unary(node);
      case 'bin':
        return this.binary(node);
      case 'cond':
        return this.value(truthy(this.value(node.c)) ? node.y : node.n);
      case 'arr':
        return node.i.map((item) => this.value(item));
      case 'obj': {
        const out: JsonObject = {};
        for (const [key, value] of node.e) put(out, key, this.value(value), node.at);
        return out;
      }
      case 'fn':
        throw new ExpressionError('type', 'A lambda is no value.', node.at);
    }
  }

  private name(name: string, at: number): Json {
    const value = this.locals.has(name) ? this.locals.get(name) : this.scope.root(name);
    if (value === undefined) throw missing(name, at);
    return value;
  }

  /** `steps.<id>.<field>` is asked of the run as a whole, so that outputs load only when read. */
  private stepField(node: Node & { t: 'get' }): Json | typeof NOTHING | undefined {
    const step = node.o;
    if (step.t !== 'get' || step.o.t !== 'name' || step.o.n !== 'steps') return undefined;
    if (this.locals.has('steps')) return undefined;
    const field = node.k;
    if (field !== 'output' && field !== 'status' && field !== 'error')
      throw missing(pathOf(node), node.at);
    try {
      return this.scope.step(step.k, field, node.at);
    } catch (error) {
      if ((node.opt || step.opt) && isMissing(error)) return NOTHING;
      throw error;
    }
  }

  private path(node: Node & { t: 'get' | 'idx' }, name: string | null): Json | typeof NOTHING {
    let object: Json | typeof NOTHING;
    try {
      object = this.chain(node.o);
    } catch (error) {
      if (node.opt && isMissing(error)) return NOTHING;
      throw error;
    }
    if (object === NOTHING || (object === null && node.opt)) return NOTHING;
    const key = name ?? this.key((node as Node & { t: 'idx' }).i);
    this.budget.at = node.at;
    const value = member(object, key, node.at);
    if (value !== undefined) return value;
    if (node.opt) return NOTHING;
    throw missing(pathOf(node, key), node.at);
  }

  private key(node: Node): string | number {
    const key = this.value(node);
    if (typeof key === 'string' || typeof key === 'number') return key;
    throw new ExpressionError('type', `A place is a number or a text, not ${kind(key)}.`, node.at);
  }

  private unary(node: Node & { t: 'un' }): Json {
    const value = this.value(node.x);
    if (node.op === '!') return !truthy(value);
    if (typeof value === 'number') return -value;
    throw new ExpressionError('type', `Only a number has a negative, not ${kind(value)}.`, node.at);
  }

  private binary(node: Node & { t: 'bin' }): Json {
    const { op, l, r } = node;
    if (op === '??') return this.orElse(l, r);
    const left = this.value(l);
    if (op === '&&') return truthy(left) ? this.value(r) : left;
    if (op === '||') return truthy(left) ? left : this.value(r);
    const right = this.value(r);
    this.budget.at = node.at;
    switch (op) {
      case '==':
        return equal(left, right, this.budget);
      case '!=':
        return !equal(left, right, this.budget);
      case '<':
        return compare(left, right, this.budget) < 0;
      case '<=':
        return compare(left, right, this.budget) <= 0;
      case '>':
        return compare(left, right, this.budget) > 0;
      case '>=':
        return compare(left, right, this.budget) >= 0;
      case 'in':
        return this.within(left, right, node.at);
      default:
        return this.arithmetic(op, left, right, node.at);
    }
  }

  private orElse(l: Node, r: Node): Json {
    let value: Json = null;
    try {
      value = this.value(l);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    return value ?? this.value(r);
  }

  private within(item: Json, all: Json, at: number): boolean {
    if (Array.isArray(all)) return all.some((it) => equal(it, item, this.budget));
    if (typeof all === 'string' && typeof item === 'string') {
      this.budget.read(all.length);
      return all.includes(item);
    }
    if (isObject(all) && typeof item === 'string') return member(all, item, at) !== undefined;
    throw new ExpressionError('type', `${kind(item)} cannot be in ${kind(all)}.`, at);
  }

  private arithmetic(op: '+' | '-' | '*' | '/' | '%', l: Json, r: Json, at: number): Json {
    if (op === '+' && (typeof l === 'string' || typeof r === 'string')) {
      const [a, b] = [textOf(l, this.budget), textOf(r, this.budget)];
      this.budget.make(a.length + b.length);
      return a + b;
    }
    if (typeof l !== 'number' || typeof r !== 'number') {
      throw new ExpressionError('type', `${op} does not work on ${kind(l)} and ${kind(r)}.`, at);
    }
    if ((op === '/' || op === '%') && r === 0) {
      throw new ExpressionError('type', 'Division by zero.', at);
    }
    const result =
      op === '+' ? l + r : op === '-' ? l - r : op === '*' ? l * r : op === '/' ? l / r : l % r;
    if (Number.isFinite(result)) return result;
    throw new ExpressionError('type', 'The result is too large for a number.', at);
  }

  private call(node: Node & { t: 'call' }): Json {
    const fn = FUNCTIONS.get(node.f);
    if (!fn) throw new ExpressionError('name', `There is no function "${node.f}".`, node.at);
    const lambda = node.a[1];
    const each =
      fn.lambda && lambda?.t === 'fn'
        ? (item: Json, index: number) => this.apply(lambda, item, index)
        : () => null;
    const args = node.a.filter((it) => it.t !== 'fn').map((it) => this.value(it));
    this.budget.at = node.at;
    const result = fn.run(args, new Call(node.f, node.at, this.budget, each));
    if (typeof result !== 'number' || Number.isFinite(result)) return result;
    throw new ExpressionError('type', `${node.f}: the result is too large for a number.`, node.at);
  }

  private apply(lambda: Node & { t: 'fn' }, item: Json, index: number): Json {
    const before = lambda.p.map((name) => this.locals.get(name));
    const values = [item, index];
    for (const [i, name] of lambda.p.entries()) this.locals.set(name, values[i] as Json);
    try {
      return this.value(lambda.b);
    } finally {
      for (const [i, name] of lambda.p.entries()) {
        const value = before[i];
        if (value === undefined) this.locals.delete(name);
        else this.locals.set(name, value);
      }
    }
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof ExpressionError && (error.code === 'missing' || error.code === 'skipped');
}

function missing(path: string, at: number): ExpressionError {
  return new ExpressionError('missing', `${path} is not there. Give a default with ??.`, at, path);
}

function pathOf(node: Node, key?: string | number): string {
  if (node.t === 'name') return node.n;
  if (node.t === 'get') return `${pathOf(node.o)}.${node.k}`;
  if (node.t === 'idx') return `${pathOf(node.o)}[${key ?? (node.i.t === 'lit' ? node.i.v : '…')}]`;
  return '(…)';
}
