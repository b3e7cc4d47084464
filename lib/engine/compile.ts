import { Collector } from './compile/collect';
import { checkJsonSchema } from './compile/json-schema';
import { checkKnown, type KnownKind } from './compile/known';
import { checkStructure } from './compile/needs';
import { Before, type Order } from './compile/order';
import { assignOwners } from './compile/owners';
import { type Problem, Problems } from './compile/problems';
import { type Built, planBlocks, retryPolicy, StepBuilder } from './compile/steps';
import { type CronCheck, compileTriggers } from './compile/triggers';
import { checkUses, type Known } from './compile/uses';
import { Values } from './compile/values';
import {
  canonicalKeys,
  type Definition,
  DefinitionSchema,
  MAX_DEFINITION,
  SettingsSchema,
} from './definition';
import { parseDuration } from './duration';
import type { Spellings } from './expression/references';
import { canonicalJson, isObject, type Json, jsonSize } from './json';
import type { OnError, Plan, PlanStep } from './plan';
import { sha256 } from './sha256';

export type CompileOptions = {
  /** Whether the host has an agent, credential … of that id. Left out, nothing is looked up. */
  known?: (kind: KnownKind, id: string) => boolean;
  /** Left out, only the number of fields is looked at. */
  cron?: CronCheck;
};

export type Compiled =
  | { ok: true; plan: Plan; problems: [] }
  | { ok: false; plan: null; problems: Problem[] };

/**
 * Compiles a definition: an immutable plan, or every problem at once. Never throws, whatever the
 * value; the same definition always gives the same plan and hash.
 */
export function compile(given: unknown, options: CompileOptions = {}): Compiled {
  const problems = new Problems();
  const [value, size] = plain(given);
  if (typeof size === 'string')
    problems.add('', 'invalid', `The definition cannot be read: ${size}.`);
  else if (size > MAX_DEFINITION) {
    problems.add('', 'too_large', 'A definition is at most 1 MiB of JSON.');
  } else if (!isObject(value)) {
    problems.add('', 'invalid', 'A definition is an object with steps.');
  } else {
    const plan = new Compiler(value as Record<string, Json>, problems, options).plan();
    if (!problems.all.length) return { ok: true, plan, problems: [] };
  }
  return { ok: false, plan: null, problems: problems.all };
}

/** A copy as JSON would carry it, with its size; or a sentence about why JSON can't. */
function plain(value: unknown): [unknown, number | string] {
  try {
    const text = JSON.stringify(value) ?? 'null';
    if (text.length > MAX_DEFINITION) return [null, text.length];
    const copy: unknown = JSON.parse(text);
    // Twenty levels of steps are up to a hundred levels of JSON, before the values inside.
    return [copy, jsonSize(copy, MAX_DEFINITION, -100)];
  } catch (error) {
    return [null, error instanceof Error ? error.message : 'not JSON'];
  }
}

class Compiler {
  private readonly raw: Record<string, unknown>;
  private readonly problems: Problems;
  private readonly options: CompileOptions;
  private readonly hash: string;

  constructor(value: Record<string, Json>, problems: Problems, options: CompileOptions) {
    this.raw = canonicalKeys(value, DefinitionSchema.shape);
    this.problems = problems;
    this.options = options;
    this.hash = sha256(canonicalJson(value));
  }

  plan(): Plan {
    const { raw, problems } = this;
    const parsed: Partial<Definition> = problems.parse(DefinitionSchema, raw, '') ?? {};
    const settings =
      raw.settings === undefined
        ? {}
        : (problems.parse(SettingsSchema, settingsKeys(raw.settings), 'settings') ?? {});
    const list = Array.isArray(raw.steps) ? raw.steps : [];
    if (Array.isArray(raw.steps) && !list.length) {
      problems.add('steps', 'invalid', 'A workflow has at least one step.');
    }
    if (parsed.inputSchema) checkJsonSchema(parsed.inputSchema, 'inputSchema', problems);

    const collector = new Collector(problems);
    collector.block(list, 'steps', null, 'root');
    const owners = assignOwners(collector, problems);
    const vars = new Set(isObject(raw.vars) ? Object.keys(raw.vars) : []);
    const spellings: Spellings = {
      isStep: (id) => collector.drafts.has(id),
      isVar: (name) => vars.has(name),
    };
    const builder = new StepBuilder(collector, owners, problems, spellings, {
      retry: retryPolicy(settings.retry),
      onError: { kind: settings.onError ?? 'fail' } as OnError,
    });
    const built = [...collector.drafts.values()].map((draft) => builder.build(draft));
    const steps = Object.fromEntries(built.map((it) => [it.step.id, it.step]));
    const order: Order = { steps, blocks: planBlocks(collector, steps), handled: owners.handled };
    if (!problems.all.some((it) => it.code === 'cycle')) {
      checkStructure(order, problems);
      this.checkReads(built, order, vars);
    }
    if (this.options.known) checkKnown(collector.drafts.values(), this.options.known, problems);

    const known: Known = { steps, vars, problems };
    const key = new Values(problems, spellings);
    const concurrencyKey = settings.concurrency?.key;
    const keyNode =
      concurrencyKey === undefined
        ? null
        : key.expression(concurrencyKey, 'settings.concurrency.key');
    const start = new Values(problems, spellings);
    const varsTemplate = start.template(raw.vars ?? {}, 'vars');
    checkUses([...key.uses, ...start.uses], { names: [], before: new Set() }, known);
    return {
      v: 1,
      hash: this.hash,
      name: parsed.name ?? null,
      steps,
      blocks: [...order.blocks],
      vars: varsTemplate,
      output: this.output(spellings, order, known),
      triggers: compileTriggers(
        Array.isArray(raw.triggers) ? raw.triggers.slice(0, 50) : [],
        problems,
        spellings,
        this.options.cron,
      ),
      timeoutMs: parseDuration(settings.timeout),
      maxCredits: settings.maxCredits ?? null,
      concurrency: settings.concurrency
        ? { limit: settings.concurrency.limit, key: keyNode }
        : null,
      inputSchema: (parsed.inputSchema as Json | undefined) ?? null,
    };
  }

  private output(spellings: Spellings, order: Order, known: Known) {
    if (this.raw.output === undefined) return null;
    const values = new Values(this.problems, spellings);
    const template = values.template(this.raw.output, 'output');
    if (!this.problems.all.some((it) => it.code === 'cycle')) {
      checkUses(values.uses, { names: [], before: new Before(order).atEnd() }, known);
    }
    return template;
  }

  private checkReads(built: Built[], order: Order, vars: ReadonlySet<string>): void {
    const before = new Before(order);
    const known: Known = { steps: order.steps, vars, problems: this.problems };
    for (const { step, uses, conditionUses, matchUses } of built) {
      this.problems.step = step.id;
      const names = step.repeats.flatMap((it) => loopNames(order.steps[it]));
      checkUses(uses, { names, before: before.of(step.id) }, known);
      checkUses(
        matchUses,
        { names: [...names, 'event', 'data'], before: before.of(step.id) },
        known,
      );
      const inside = { names: [...names, 'index'], before: before.ofCondition(step.id) };
      checkUses(conditionUses, inside, known);
    }
    this.problems.step = undefined;
  }
}

/** The names that a loop or while gives to the steps inside. */
function loopNames(step: PlanStep | undefined): string[] {
  if (step?.type === 'while') return ['index'];
  if (step?.type !== 'loop') return [];
  return [
    'item',
    'index',
    'previous',
    ...(typeof step.options.as === 'string' ? [step.options.as] : []),
  ];
}

function settingsKeys(value: unknown): unknown {
  return isObject(value) ? canonicalKeys(value, SettingsSchema.shape) : value;
}
