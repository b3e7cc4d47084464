import { FORBIDDEN_NAMES, isObject, type Json, type JsonObject } from '../json';
import { matchExpected } from '../suite';
import { dateText, dateValue, isDateUnit, shift, unitLength } from './dates';
import type { Call, Fn } from './function';
import { kind, put, textOf } from './values';

function number1(about: string, run: (value: number) => number): Fn {
  return {
    params: 'number',
    about,
    min: 1,
    max: 1,
    run: ([a], call) => run(call.number(a)),
  };
}

function rounding(about: string, round: (value: number) => number): Fn {
  return {
    params: 'number, digits = 0',
    about,
    min: 1,
    max: 2,
    run([a, b = 0], call) {
      const digits = call.number(b);
      if (!Number.isInteger(digits) || digits < 0 || digits > 15) {
        call.fail('digits go from 0 to 15.');
      }
      const value = call.number(a);
      const moved = Number(`${value}e${digits}`);
      return Number.isFinite(moved) ? Number(`${round(moved)}e-${digits}`) : value;
    },
  };
}

export const VALUE_FUNCTIONS: Record<string, Fn> = {
  abs: number1('Without its sign.', Math.abs),
  round: rounding('To the nearest, halves up.', Math.round),
  floor: rounding('Down.', Math.floor),
  ceil: rounding('Up.', Math.ceil),
  number: {
    params: 'text',
    about: 'The number that a text spells.',
    min: 1,
    max: 1,
    run([a], call) {
      if (typeof a === 'number') return a;
      if (typeof a === 'boolean') return a ? 1 : 0;
      const text = call.text(a).trim();
      const value = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)
        ? Number(text)
        : Number.NaN;
      return Number.isFinite(value) ? value : call.fail('this text is not a number.');
    },
  },
  string: {
    params: 'value',
    about: 'As text; lists and objects as JSON.',
    min: 1,
    max: 1,
    run: ([a], call) => textOf(a as Json, call.budget),
  },
  json: {
    params: 'value',
    about: 'As JSON text.',
    min: 1,
    max: 1,
    run([a], call) {
      call.make(call.budget.size(a));
      return JSON.stringify(a);
    },
  },
  parseJson: {
    params: 'text',
    about: 'The value that a JSON text holds.',
    min: 1,
    max: 1,
    run([a], call) {
      const text = call.text(a);
      call.make(text.length);
      let value: Json;
      try {
        value = JSON.parse(text, (key, it) => (FORBIDDEN_NAMES.has(key) ? undefined : it));
      } catch {
        return call.fail('this text is not JSON.');
      }
      call.budget.size(value);
      return value;
    },
  },
  type: {
    params: 'value',
    about: '"null", "boolean", "number", "string", "list" or "object".',
    min: 1,
    max: 1,
    run: ([a]) => (a === null ? 'null' : Array.isArray(a) ? 'list' : typeof a),
  },
  keys: object1('The keys.', (value) => Object.keys(value)),
  values: object1('The values.', (value) => Object.values(value)),
  entries: object1('A list of {key, value}.', (value) =>
    Object.entries(value).map(([key, it]) => ({ key, value: it })),
  ),
  fromEntries: {
    params: 'list of {key, value}',
    about: 'The object with these keys and values.',
    min: 1,
    max: 1,
    run([a], call) {
      const out: JsonObject = {};
      for (const entry of call.list(a)) {
        if (!isObject(entry)) return call.fail(`expected {key, value}, got ${kind(entry)}.`);
        put(out, call.text(field(entry, 'key')), field(entry, 'value') ?? null, call.at);
      }
      return out;
    },
  },
  merge: {
    params: 'object, object, …',
    about: 'One object; later ones win.',
    min: 2,
    max: 20,
    run(args, call) {
      const out: JsonObject = {};
      for (const it of args) {
        for (const [key, value] of Object.entries(call.object(it))) put(out, key, value, call.at);
      }
      return out;
    },
  },
  pick: {
    params: 'object, list of keys',
    about: 'Only these keys.',
    min: 2,
    max: 2,
    run([a, b], call) {
      const from = call.object(a);
      const out: JsonObject = {};
      for (const item of call.list(b)) {
        const key = call.text(item);
        if (Object.hasOwn(from, key)) put(out, key, from[key] as Json, call.at);
      }
      return out;
    },
  },
  mismatch: {
    params: 'expected, value',
    about: 'Null when a value is as expected (objects in part), else a sentence on the difference.',
    min: 2,
    max: 2,
    run([a = null, b = null], call) {
      // Its work is linear in both; patterns are RE2's.
      call.budget.size(a);
      call.budget.size(b);
      const found = matchExpected(a, b);
      if (found !== null) call.make(found.length);
      return found;
    },
  },
  dateAdd: {
    params: 'date, duration ("1d", "-2h", "1 month")',
    about: 'A later or earlier time.',
    min: 2,
    max: 2,
    run: ([a, b], call) => dateText(shift(time(a, call), call.text(b)) ?? badDuration(call)),
  },
  dateDiff: {
    params: 'from, to, unit = "ms"',
    about: 'The time between two dates in ms, s, m, h, d or w; not rounded.',
    min: 2,
    max: 3,
    run([a, b, c = 'ms'], call) {
      const unit = call.text(c);
      if (!isDateUnit(unit)) return call.fail('the unit is ms, s, m, h, d or w.');
      return (time(b, call) - time(a, call)) / unitLength(unit);
    },
  },
  dateFormat: {
    params: 'date, pattern ("yyyy-MM-dd HH:mm:ss")',
    about: 'A date as text, in UTC.',
    min: 2,
    max: 2,
    run([a, b], call) {
      const date = new Date(time(a, call));
      const pattern = call.text(b);
      call.make(pattern.length * 2);
      return pattern.replace(/yyyy|MM|dd|HH|mm|ss|SSS/g, (part) => datePart(date, part));
    },
  },
  timestamp: {
    params: 'date',
    about: 'Milliseconds since 1970.',
    min: 1,
    max: 1,
    run: ([a], call) => time(a, call),
  },
  toDate: {
    params: 'milliseconds or date',
    about: 'An ISO 8601 time in UTC.',
    min: 1,
    max: 1,
    run: ([a], call) => dateText(time(a, call)) ?? null,
  },
};

function object1(about: string, run: (value: JsonObject) => Json): Fn {
  return { params: 'object', about, min: 1, max: 1, run: ([a], call) => run(call.object(a)) };
}

function field(entry: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(entry, key) ? entry[key] : undefined;
}

function time(value: Json | undefined, call: Call): number {
  return dateValue(value) ?? call.fail('expected an ISO 8601 date, such as 2026-01-31T09:00:00Z.');
}

function badDuration(call: Call): never {
  return call.fail('expected a duration such as "90m", "-1d" or "1 month".');
}

function datePart(date: Date, part: string): string {
  const iso = date.toISOString();
  const [from, to] =
    { yyyy: [0, 4], MM: [5, 7], dd: [8, 10], HH: [11, 13], mm: [14, 16], ss: [17, 19] }[part] ?? [];
  return iso.slice(from ?? 20, to ?? 23);
}
