import {
  canonicalKeys,
  MAX_NESTING,
  MAX_STEPS,
  type StepDefinition,
  StepSchema,
} from '../definition';
import { FORBIDDEN_NAMES, isObject } from '../json';
import type { BlockRole } from '../plan';
import { CONFIGS } from '../step-configs';
import { type StepTypeName, stepType } from '../step-types';
import { join, type Problems } from './problems';

/** A step as it was found, before its expressions are compiled. */
export type Draft = {
  id: string;
  step: StepDefinition;
  type: StepTypeName;
  config: Record<string, unknown>;
  path: string;
  block: number;
  blocks: { block: number; when?: { value: unknown; path: string } }[];
};

/** An entry given as text names a step that stands elsewhere and is owned by this block. */
export type DraftBlock = {
  owner: string | null;
  role: BlockRole;
  name?: string;
  entries: { id: string; path: string; named: boolean }[];
};

const ID = /^[A-Za-z_][\w-]{0,99}$/;

/** Finds every step, in branches and bodies too, gives ids and checks each config's shape. */
export class Collector {
  readonly drafts = new Map<string, Draft>();
  readonly blocks: DraftBlock[] = [];
  private readonly problems: Problems;
  private count = 0;

  constructor(problems: Problems) {
    this.problems = problems;
  }

  /** The new block's number. */
  block(
    list: unknown[],
    path: string,
    owner: string | null,
    role: BlockRole,
    depth = 0,
    name?: string,
  ): number {
    const block: DraftBlock = { owner, role, entries: [], ...(name ? { name } : {}) };
    const number = this.blocks.push(block) - 1;
    if (depth > MAX_NESTING) {
      this.problems.add(path, 'too_deep', `Steps are nested more than ${MAX_NESTING} levels deep.`);
      return number;
    }
    for (const [i, item] of list.entries()) {
      const at = join(path, i);
      if (typeof item === 'string') block.entries.push({ id: item, path: at, named: true });
      else {
        const id = this.step(item, at, number, depth);
        if (id !== null) block.entries.push({ id, path: at, named: false });
      }
    }
    return number;
  }

  /** The id of the step, or null when it cannot be one. */
  step(
    value: unknown,
    path: string,
    block: number,
    depth: number,
    fallback?: string,
  ): string | null {
    this.count++;
    if (this.count === MAX_STEPS + 1) {
      this.problems.add(path, 'too_many_steps', `A workflow has at most ${MAX_STEPS} steps.`);
    }
    if (this.count > MAX_STEPS) return null;
    if (!isObject(value)) {
      this.problems.add(path, 'invalid', 'A step is an object with type and config.');
      return null;
    }
    const raw = canonicalKeys(value, StepSchema.shape);
    const parsed = this.problems.parse(StepSchema, raw, path);
    const id = this.id(raw, path, fallback);
    const config = isObject(raw.config) ? raw.config : {};
    const type = typeof raw.type === 'string' ? stepType(raw.type, config) : null;
    if (typeof raw.type === 'string' && !type) {
      const message = `There is no step type "${raw.type.slice(0, 100)}". Known are: ${Object.keys(CONFIGS).join(', ')}.`;
      this.problems.add(join(path, 'type'), 'unknown_type', message);
    }
    if (id === null || !type) return id;
    const draft: Draft = {
      id,
      step: parsed ?? { type },
      type,
      config: this.config(type, config, join(path, 'config')),
      path,
      block,
      blocks: [],
    };
    if (this.drafts.has(id)) {
      const first = this.drafts.get(id)?.path;
      this.problems.add(join(path, 'id'), 'duplicate_id', `The id "${id}" is taken by ${first}.`);
      return null;
    }
    this.drafts.set(id, draft);
    this.children(draft, depth + 1);
    return id;
  }

  private config(type: StepTypeName, config: Record<string, unknown>, path: string) {
    const schema = CONFIGS[type];
    const known = 'shape' in schema ? schema.shape : {};
    const canonical = 'shape' in schema ? canonicalKeys(config, known) : config;
    this.problems.parse(schema, canonical, path);
    return canonical;
  }

  private id(raw: Record<string, unknown>, path: string, fallback?: string): string | null {
    const given = raw.id ?? fallback;
    const id =
      typeof given === 'string'
        ? given
        : typeof raw.name === 'string'
          ? slug(raw.name)
          : `step_${this.count}`;
    if (ID.test(id) && !FORBIDDEN_NAMES.has(id)) return id;
    const message = 'An id has letters, digits, _ and -, starts with a letter, at most 100 long.';
    this.problems.add(join(path, 'id'), 'bad_id', message);
    return null;
  }

  private children({ id, type, config, path, blocks }: Draft, depth: number): void {
    const own = (list: unknown, key: string, role: BlockRole, name?: string) => {
      if (!Array.isArray(list)) return;
      blocks.push({ block: this.block(list, `${path}.config.${key}`, id, role, depth, name) });
    };
    switch (type) {
      case 'conditional':
        own(config.then ?? config.trueSteps, config.then ? 'then' : 'trueSteps', 'then');
        own(config.else ?? config.falseSteps, config.else ? 'else' : 'falseSteps', 'else');
        break;
      case 'switch':
        for (const [i, it] of list(config.cases).entries()) {
          if (!isObject(it)) continue;
          own(it.steps, `cases[${i}].steps`, 'case');
          const last = blocks.at(-1);
          if (last && Array.isArray(it.steps)) {
            last.when = { value: it.when, path: `${path}.config.cases[${i}].when` };
          }
        }
        own(config.default, 'default', 'default');
        break;
      case 'parallel':
        for (const [i, it] of list(config.branches).entries()) {
          if (!isObject(it)) continue;
          const name = String(it.id ?? it.name ?? `branch_${i + 1}`);
          own(it.steps, `branches[${i}].steps`, 'branch', this.branchName(name, blocks, path));
        }
        for (const [i, it] of list(config.steps).entries()) {
          own([it], `steps[${i}]`, 'branch');
          const block = this.blocks[blocks.at(-1)?.block ?? 0];
          if (block) block.name = block.entries[0]?.id;
        }
        break;
      case 'loop':
      case 'while':
        own(config.steps, 'steps', 'body');
        break;
    }
  }

  private branchName(name: string, blocks: Draft['blocks'], path: string): string {
    if (FORBIDDEN_NAMES.has(name)) {
      this.problems.add(`${path}.config.branches`, 'bad_id', `"${name}" cannot be a branch's id.`);
    }
    if (blocks.some((it) => this.blocks[it.block]?.name === name)) {
      this.problems.add(`${path}.config.branches`, 'duplicate_id', `Two branches are "${name}".`);
    }
    return name;
  }
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value.slice(0, MAX_STEPS) : [];
}

/** `Fetch data` becomes `Fetch_data`. */
export function slug(name: string): string {
  const text = name
    .trim()
    .slice(0, 100)
    .replace(/[^\w-]+/g, '_');
  return /^[A-Za-z_]/.test(text) ? text : `_${text}`.slice(0, 100);
}
