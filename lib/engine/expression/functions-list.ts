import type { Json, JsonObject } from '../json';
import type { Call, Fn } from './function';
import { compare, equal, kind, put, truthy } from './values';

function list1(about: string, run: (items: Json[], call: Call) => Json): Fn {
  return { params: 'list', about, min: 1, max: 1, run: ([a], call) => run(call.list(a), call) };
}

function lambda(about: string, run: (items: Json[], call: Call) => Json): Fn {
  const params = 'list, x => …';
  return {
    params,
    about,
    min: 2,
    max: 2,
    lambda: true,
    run: ([a], call) => run(call.list(a), call),
  };
}

function sorted(items: Json[], keys: Json[], call: Call): Json[] {
  call.budget.spend(items.length);
  const order = items.map((_, i) => i);
  order.sort((a, b) => compare(keys[a] as Json, keys[b] as Json, call.budget) || a - b);
  return order.map((i) => items[i] as Json);
}

function numbers(items: Json[], call: Call): number[] {
  return items.map((item) => call.number(item));
}

/** min and max take a list, or the numbers themselves. */
function extreme(about: string, better: (a: number, b: number) => boolean): Fn {
  const run = (args: Json[], call: Call) => {
    const items = args.length === 1 && Array.isArray(args[0]) ? call.list(args[0]) : args;
    if (!items.length) call.fail('the list is empty.');
    return numbers(items, call).reduce((best, it) => (better(it, best) ? it : best));
  };
  return { params: 'list or numbers', about, min: 1, max: 20, run };
}

export const LIST_FUNCTIONS: Record<string, Fn> = {
  length: {
    params: 'text, list or object',
    about: 'How long it is.',
    min: 1,
    max: 1,
    run([a], call) {
      if (typeof a === 'string' || Array.isArray(a)) return a.length;
      return Object.keys(call.object(a)).length;
    },
  },
  first: list1('The first item, or null.', (items) => items[0] ?? null),
  last: list1('The last item, or null.', (items) => items.at(-1) ?? null),
  reverse: list1('In the opposite order.', (items) => [...items].reverse()),
  sort: list1('Numbers or texts in order.', (items, call) => sorted(items, items, call)),
  unique: list1('Each value once.', (items, call) => {
    const kept: Json[] = [];
    const seen = new Set<Json>();
    for (const item of items) {
      const known =
        item !== null && typeof item === 'object'
          ? kept.some((it) => equal(it, item, call.budget))
          : seen.has(item);
      if (!known) kept.push(item);
      seen.add(item);
    }
    return kept;
  }),
  flatten: list1('Lists inside the list opened, one level.', (items, call) => {
    const flat: Json[] = [];
    for (const item of items) {
      if (Array.isArray(item)) for (const it of call.list(item)) flat.push(it);
      else flat.push(item);
      call.budget.spend();
    }
    return flat;
  }),
  sum: list1('The sum of the numbers.', (items, call) =>
    numbers(items, call).reduce((sum, it) => sum + it, 0),
  ),
  average: list1('The mean of the numbers.', (items, call) => {
    if (!items.length) call.fail('the list is empty.');
    return numbers(items, call).reduce((sum, it) => sum + it, 0) / items.length;
  }),
  min: extreme('The smallest number.', (a, b) => a < b),
  max: extreme('The largest number.', (a, b) => a > b),
  range: {
    params: 'from, to',
    about: 'The whole numbers from one up to, without, the other.',
    min: 2,
    max: 2,
    run([a, b], call) {
      const [from, to] = [Math.ceil(call.number(a)), call.number(b)];
      call.budget.spend(Math.max(0, to - from));
      const out: number[] = [];
      for (let n = from; n < to; n++) out.push(n);
      return out;
    },
  },
  concat: {
    params: 'list, list, …',
    about: 'The lists one after another.',
    min: 2,
    max: 20,
    run: (args, call) => args.flatMap((it) => call.list(it)),
  },
  map: lambda('Each item changed.', (items, call) => items.map(call.each)),
  filter: lambda('The items for which it is true.', (items, call) =>
    items.filter((item, i) => truthy(call.each(item, i))),
  ),
  some: lambda('Whether it is true for any item.', (items, call) =>
    items.some((item, i) => truthy(call.each(item, i))),
  ),
  every: lambda('Whether it is true for all items.', (items, call) =>
    items.every((item, i) => truthy(call.each(item, i))),
  ),
  find: lambda(
    'The first item for which it is true, or null.',
    (items, call) => items.find((item, i) => truthy(call.each(item, i))) ?? null,
  ),
  sortBy: lambda('In the order of what it gives.', (items, call) =>
    sorted(items, items.map(call.each), call),
  ),
  groupBy: lambda('An object of lists, by the text it gives.', (items, call) => {
    const groups = new Map<string, Json[]>();
    for (const [i, item] of items.entries()) {
      const key = call.each(item, i);
      if (typeof key === 'object') call.fail(`a group's name cannot be ${kind(key)}.`);
      const group = groups.get(String(key));
      if (group) group.push(item);
      else groups.set(String(key), [item]);
    }
    const out: JsonObject = {};
    for (const [key, group] of groups) put(out, key, group, call.at);
    return out;
  }),
};
