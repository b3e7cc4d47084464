import type { Retry } from '../definition';
import { parseDuration } from '../duration';
import type { Node } from '../expression/ast';
import type { Spellings } from '../expression/references';
import { FORBIDDEN_NAMES, type Json } from '../json';
import { type Block, DEFAULT_RETRY, type OnError, type PlanStep, type RetryPolicy } from '../plan';
import { kindOf, STEP_TYPES } from '../step-types';
import type { Collector, Draft } from './collect';
import { checkJsonSchema } from './json-schema';
import { homeOf, type Owners, ownersOf } from './owners';
import { join, type Problems } from './problems';
import { ROOTS } from './uses';
import { type Use, Values } from './values';

/** A step's compiled form, and what its expressions read: before it runs, and while it repeats. */
export type Built = { step: PlanStep; uses: Use[]; conditionUses: Use[]; matchUses: Use[] };

const STRUCTURE = [
  'then',
  'else',
  'trueSteps',
  'falseSteps',
  'cases',
  'default',
  'branches',
  'steps',
];
const CONTAINERS = new Set(['conditional', 'switch', 'parallel', 'loop', 'while']);
const SECRETS = new Set(['http_request', 'connector']);

export class StepBuilder {
  private readonly collector: Collector;
  private readonly owners: Owners;
  private readonly problems: Problems;
  private readonly spellings: Spellings;
  private readonly defaults: { retry: RetryPolicy; onError: OnError };

  constructor(
    collector: Collector,
    owners: Owners,
    problems: Problems,
    spellings: Spellings,
    defaults: { retry: RetryPolicy; onError: OnError },
  ) {
    this.collector = collector;
    this.owners = owners;
    this.problems = problems;
    this.spellings = spellings;
    this.defaults = defaults;
  }

  build(draft: Draft): Built {
    const { id, step, type, config, path } = draft;
    this.problems.step = id;
    const spec = STEP_TYPES[type];
    const values = new Values(this.problems, this.spellings, SECRETS.has(type));
    const condition = new Values(this.problems, this.spellings);
    const match = new Values(this.problems, this.spellings);
    const expressions: Record<string, Node> = {};
    for (const key of spec.expressions ?? []) {
      if (config[key] === undefined || (key === 'match' && typeof config[key] === 'object'))
        continue;
      const at = `${path}.config.${key}`;
      const compiler = type === 'while' ? condition : key === 'match' ? match : values;
      const node = compiler.expression(config[key], at);
      if (node) expressions[key] = node;
    }
    const plan: PlanStep = {
      id,
      name: step.name ?? id,
      type,
      path,
      block: draft.block,
      needs: [...new Set([step.needs ?? []].flat())],
      if: step.if === undefined ? null : values.expression(step.if, join(path, 'if')),
      input: values.template(this.input(draft), `${path}.config`),
      expressions,
      options: this.options(draft, values),
      blocks: draft.blocks.map(({ block, when }) => ({
        block,
        when: when ? values.expression(when.value, when.path) : null,
      })),
      retry: this.retry(draft),
      timeoutMs: parseDuration(step.timeout ?? config.timeout),
      onError: this.onError(draft),
      compensate: this.owners.compensations.get(id) ?? null,
      onSkippedInput: step.onSkippedInput ?? 'fail',
      repeats: this.repeats(draft),
    };
    this.problems.step = undefined;
    return { step: plan, uses: values.uses, conditionUses: condition.uses, matchUses: match.uses };
  }

  /** The config without what is structure, setting or expression. */
  private input({ type, config }: Draft): Record<string, unknown> {
    const spec = STEP_TYPES[type];
    const left = Object.entries(config).filter(
      ([key]) =>
        !(CONTAINERS.has(type) && STRUCTURE.includes(key)) &&
        !spec.options?.includes(key) &&
        (!spec.expressions?.includes(key) || (key === 'match' && typeof config[key] === 'object')),
    );
    return Object.fromEntries(left);
  }

  private options({ type, config, path }: Draft, values: Values): Record<string, Json> {
    const options: Record<string, Json> = {};
    for (const key of STEP_TYPES[type].options ?? []) {
      if (config[key] !== undefined) options[key] = config[key] as Json;
    }
    if (typeof options.code === 'string') values.scan(options.code, `${path}.config.code`);
    if (options.form !== undefined) {
      checkJsonSchema(options.form, `${path}.config.form`, this.problems);
    }
    const name = options.as;
    if (typeof name === 'string') {
      const taken = ROOTS.includes(name) || FORBIDDEN_NAMES.has(name) || name === 'secrets';
      if (taken || !/^[A-Za-z_]\w*$/.test(name)) {
        this.problems.add(`${path}.config.as`, 'bad_id', `"${name}" cannot name the loop's item.`);
      }
    }
    if (type === 'parallel' && typeof options.join === 'number') {
      const count = this.collector.drafts.get(this.problems.step ?? '')?.blocks.length ?? 0;
      if (options.join > count) {
        const message = `join waits for ${options.join} of ${count} branches, which never comes.`;
        this.problems.add(`${path}.config.join`, 'invalid', message);
      }
    }
    return options;
  }

  private retry({ step, type, path }: Draft): RetryPolicy | null {
    const retried = kindOf(type) === 'activity' || type === 'workflow' || type === 'job';
    if (retried) return retryPolicy(step.retry, this.defaults.retry);
    if (step.retry) {
      const message = `A ${type} step is not retried itself. Put retry on the steps inside, or leave it out.`;
      this.problems.add(join(path, 'retry'), 'invalid', message);
    }
    return null;
  }

  private onError({ id, step }: Draft): OnError {
    const { onError } = step;
    if (onError === undefined) return this.defaults.onError;
    if (typeof onError === 'string') return { kind: onError };
    const block = this.owners.handlers.get(id);
    return block === undefined ? { kind: 'fail' } : { kind: 'goto', step: onError.goto, block };
  }

  /** The loops, whiles and handlers around a step, outermost first. Checks that a goto stays inside. */
  private repeats(draft: Draft): string[] {
    const { blocks, drafts } = this.collector;
    const out: string[] = [];
    let at: Draft | undefined = draft;
    for (let hops = 0; at && hops < 100; hops++) {
      const block: (typeof blocks)[number] | undefined = blocks[at.block];
      if (block?.role === 'handler') out.unshift(`!${at.id}`);
      const owner: string | undefined | null =
        block?.role === 'handler'
          ? blocks[homeOf(at)]?.owner
          : (ownersOf(at, this.collector, this.owners)[0] ?? null);
      const parent: Draft | undefined = owner ? drafts.get(owner) : undefined;
      if (
        parent &&
        block?.role !== 'compensate' &&
        (parent.type === 'loop' || parent.type === 'while')
      ) {
        out.unshift(parent.id);
      }
      at = parent;
    }
    return out;
  }
}

export function retryPolicy(
  retry: Retry | undefined,
  base: RetryPolicy = DEFAULT_RETRY,
): RetryPolicy {
  return {
    maxAttempts: retry?.maxAttempts ?? base.maxAttempts,
    initialMs: parseDuration(retry?.initialInterval) ?? base.initialMs,
    multiplier: retry?.multiplier ?? base.multiplier,
    maxMs: parseDuration(retry?.maxInterval) ?? base.maxMs,
  };
}

/** The blocks as the plan keeps them. */
export function planBlocks(
  collector: Collector,
  steps: Readonly<Record<string, PlanStep>>,
): Block[] {
  return collector.blocks.map(({ owner, role, name, entries }) => {
    const ids = entries.map((it) => it.id).filter((id) => Object.hasOwn(steps, id));
    return {
      owner,
      role,
      ...(name ? { name } : {}),
      steps: ids,
      dag: ids.some((id) => (steps[id]?.needs.length ?? 0) > 0),
    };
  });
}
