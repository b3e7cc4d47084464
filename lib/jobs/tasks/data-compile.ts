import { ExpressionError, type Node, type Scope } from '@/lib/engine/expression/ast';
import { evaluate } from '@/lib/engine/expression/evaluate';
import { parseExpression } from '@/lib/engine/expression/parser';
import { truthy } from '@/lib/engine/expression/values';
import type { Json, JsonObject } from '@/lib/engine/json';
import type { DataOperation } from '@/lib/jobs/data-operations';
import { TaskFailed } from '@/lib/jobs/task';
import { Seen } from '@/lib/jobs/tasks/seen';

/** One row; without a prototype, so that a field may have any name. */
export type Row = JsonObject;

/** Why one row cannot be used; the others can. */
export class RowError extends Error {
  override name = 'RowError';
}

/** One operation on one row (numbered from 1): the row that comes out, or null when it is dropped. */
type Step = (row: Row, number: number) => Row | null;

/** All operations as one. Throws TaskFailed for an expression that cannot be read. */
export function compile(operations: readonly DataOperation[]): Step {
  const steps = operations.map(stepOf);
  return (row, number) => {
    let now: Row | null = row;
    for (const step of steps) {
      now = step(now, number);
      if (now === null) return null;
    }
    return now;
  };
}

function stepOf(operation: DataOperation): Step {
  const op = typeof operation === 'string' ? { op: operation } : operation;
  switch (op.op) {
    case 'clean':
      return clean;
    case 'transform':
      return transform('set' in op ? op.set : undefined);
    case 'select':
      return (row) => mapped(op.fields.map((name) => [name, row[name] ?? null]));
    case 'rename':
      return (row) =>
        mapped(
          Object.entries(row).map(([name, value]) => [
            Object.hasOwn(op.fields, name) ? (op.fields[name] as string) : name,
            value,
          ]),
        );
    case 'filter': {
      const where = expression(op.where);
      return (row, number) => (truthy(where(row, number)) ? row : null);
    }
    case 'dedupe': {
      const seen = new Seen();
      return (row) => {
        const values = op.fields ? op.fields.map((name) => row[name] ?? null) : Object.entries(row);
        return seen.add(JSON.stringify(values)) ? row : null;
      };
    }
    case 'cast':
      return (row) => {
        const out = mapped(Object.entries(row));
        for (const [name, type] of Object.entries(op.fields))
          if (name in out) out[name] = CASTS[type](out[name] ?? null, name);
        return out;
      };
  }
}

function mapped(entries: [string, Json][]): Row {
  const out: Row = Object.create(null);
  for (const [name, value] of entries) out[name] = value;
  return out;
}

const PLACEHOLDER = /^(?:n\/?a|null|nil|none|undefined|nan|#n\/a|-)$/i;

function clean(row: Row): Row | null {
  const out: Row = Object.create(null);
  let any = false;
  for (const [name, value] of Object.entries(row)) {
    const tidy = typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : value;
    const empty = tidy === '' || (typeof tidy === 'string' && PLACEHOLDER.test(tidy));
    out[name.trim()] = empty ? null : tidy;
    any ||= !empty && tidy !== null;
  }
  return any ? out : null;
}

/** `orderTotal (EUR)` is `order_total_eur`. */
const snake = (name: string): string =>
  name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2')
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, '_')
    .replace(/^_+|_+$/g, '') || 'field';

function typed(value: Json): Json {
  if (typeof value !== 'string') return value;
  if (/^(?:true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  // Not 007 and not 12345678901234567890: what a number would change stays a text.
  if (!/^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/.test(value)) return value;
  return Number(value);
}

function transform(set: Record<string, string> | undefined): Step {
  if (set) {
    const fields = Object.entries(set).map(([name, text]) => [name, expression(text)] as const);
    return (row, number) => {
      const out = mapped(Object.entries(row));
      for (const [name, value] of fields) out[name] = value(out, number);
      return out;
    };
  }
  const names = new Map<string, string>();
  const nameOf = (name: string) => {
    let made = names.get(name);
    if (made === undefined) {
      made = snake(name);
      if (names.size < 10_000) names.set(name, made);
    }
    return made;
  };
  return (row) => mapped(Object.entries(row).map(([name, value]) => [nameOf(name), typed(value)]));
}

/** An expression over `row` and `number`, in the language of workflows. */
function expression(text: string): (row: Row, number: number) => Json {
  let node: Node;
  try {
    node = parseExpression(text);
  } catch (error) {
    const why = error instanceof ExpressionError ? error.message : 'it cannot be read';
    throw new TaskFailed('BAD_EXPRESSION', `In "${text.slice(0, 100)}": ${why}`);
  }
  return (row, number) => {
    const scope: Scope = {
      root: (name) => (name === 'row' ? row : name === 'number' ? number : undefined),
      step: () => {
        throw new RowError('there are no steps here');
      },
    };
    try {
      return evaluate(node, scope);
    } catch (error) {
      if (error instanceof ExpressionError) throw new RowError(error.message);
      throw error;
    }
  };
}

type Cast = (value: Json, name: string) => Json;

const refuse = (value: Json, name: string, type: string): never => {
  throw new RowError(`${name} is ${JSON.stringify(value).slice(0, 60)}, which is no ${type}`);
};

function number(value: Json, name: string): Json {
  if (value === null || value === '') return null;
  const parsed =
    typeof value === 'number' ? value : Number(String(value).replaceAll(/[\s_']/g, ''));
  return Number.isFinite(parsed) ? parsed : refuse(value, name, 'number');
}

const CASTS: Record<'number' | 'integer' | 'boolean' | 'string' | 'date', Cast> = {
  number,
  integer: (value, name) => {
    const parsed = number(value, name);
    return parsed === null ? null : Math.trunc(parsed as number);
  },
  boolean: (value, name) => {
    if (value === null || value === '' || typeof value === 'boolean')
      return value || value === false ? value : null;
    const text = String(value).toLowerCase();
    if (/^(?:true|yes|y|1|on)$/.test(text)) return true;
    return /^(?:false|no|n|0|off)$/.test(text) ? false : refuse(value, name, 'boolean');
  },
  string: (value) =>
    value === null ? null : typeof value === 'object' ? JSON.stringify(value) : String(value),
  date: (value, name) => {
    if (value === null || value === '') return null;
    const at = new Date(typeof value === 'number' ? value : String(value));
    return Number.isNaN(at.getTime()) ? refuse(value, name, 'date') : at.toISOString();
  },
};
