import { Collector } from './compile/collect';
import { Problems } from './compile/problems';
import { canonicalKeys, DefinitionSchema } from './definition';
import { canonicalJson, isObject, type Json } from './json';

/** One change between two versions. `path` is inside the step, or inside the definition. */
export type Change = { path: string; before: Json | undefined; after: Json | undefined };
export type StepChange = {
  id: string;
  change: 'added' | 'removed' | 'moved' | 'changed';
  /** Where it stands in each version. */
  before: string | null;
  after: string | null;
  fields: Change[];
};
export type Difference = {
  same: boolean;
  steps: StepChange[];
  /** Everything but the steps: name, vars, triggers, settings, schema, output. */
  definition: Change[];
};

const MOST = 500;
/** Steps inside a step are compared as steps of their own. */
const NESTED = ['then', 'else', 'trueSteps', 'falseSteps', 'cases', 'default', 'branches', 'steps'];

/** Compares two definitions step by step, by id. Works on definitions with problems too. */
export function diff(before: unknown, after: unknown): Difference {
  const [a, b] = [read(before), read(after)];
  const steps: StepChange[] = [];
  for (const id of new Set([...a.steps.keys(), ...b.steps.keys()])) {
    const [x, y] = [a.steps.get(id), b.steps.get(id)];
    const places = { before: x?.path ?? null, after: y?.path ?? null };
    if (!x || !y) {
      steps.push({ id, change: x ? 'removed' : 'added', ...places, fields: [] });
      continue;
    }
    const fields = changes(x.value, y.value, '');
    const moved = x.after !== y.after || x.parent !== y.parent;
    if (fields.length) steps.push({ id, change: 'changed', ...places, fields });
    else if (moved) steps.push({ id, change: 'moved', ...places, fields: [] });
  }
  const definition = changes(a.rest, b.rest, '');
  return { same: !steps.length && !definition.length, steps: steps.slice(0, MOST), definition };
}

type Found = { value: Json; path: string; parent: string; after: string | null };

function read(given: unknown): { rest: Json; steps: Map<string, Found> } {
  const value = JSON.parse(JSON.stringify(given) ?? 'null') as Json;
  if (!isObject(value)) return { rest: value, steps: new Map() };
  const raw = canonicalKeys(value, DefinitionSchema.shape) as { [key: string]: Json };
  const collector = new Collector(new Problems());
  if (Array.isArray(raw.steps)) collector.block(raw.steps, 'steps', null, 'root');
  const steps = new Map<string, Found>();
  for (const [id, { step, type, config, path, block }] of collector.drafts) {
    const { owner, role, name, entries } = collector.blocks[block] ?? { entries: [], owner: null };
    const place = entries.findIndex((it) => it.id === id);
    const { id: _, ...around } = step;
    steps.set(id, {
      value: JSON.parse(JSON.stringify({ ...around, type, config: flat(config) })) as Json,
      path,
      parent: `${owner ?? ''} ${role ?? ''} ${name ?? ''}`,
      after: entries[place - 1]?.id ?? null,
    });
  }
  const { steps: _, ...rest } = raw;
  return { rest, steps };
}

function flat(config: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(config).map(([key, value]) => {
    if (!NESTED.includes(key) || !Array.isArray(value)) return [key, value];
    const inner = value.map((it) => (isObject(it) ? outline(it) : it)).filter((it) => it !== null);
    return [key, inner];
  });
  return Object.fromEntries(entries);
}

/** Of a case or branch only what is its own; of a step nothing. */
function outline(item: { [key: string]: Json }): Json {
  if ('type' in item) return null;
  const { steps: _, ...rest } = item;
  return rest;
}

function changes(before: Json | undefined, after: Json | undefined, path: string): Change[] {
  if (
    before !== undefined &&
    after !== undefined &&
    canonicalJson(before) === canonicalJson(after)
  ) {
    return [];
  }
  if (!isObject(before) || !isObject(after)) {
    return before === undefined && after === undefined ? [] : [{ path, before, after }];
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) =>
    changes(
      Object.hasOwn(before, key) ? before[key] : undefined,
      Object.hasOwn(after, key) ? after[key] : undefined,
      path ? `${path}.${key}` : key,
    ),
  );
}
