import { type CompileOptions, compile as compileDefinition } from '../compile';
import { canonicalKeys, SettingsSchema } from '../definition';
import type { Json, JsonObject } from '../json';
import type { Plan } from '../plan';
import type { Declaration, Diagnostic, Document, Prop, Span, Trigger, Workflow } from './ast';
import { checkDocument } from './check';
import { MOST_DEPLOYED, parse } from './parse';
import { type AgentKind, type Building, retry, stepsOf } from './steps';
import { expression, json, objectOf, problem, type Reading } from './values';

export type DslOptions = {
  /** What `Agent("…")` may name. Left out, every name is a model. */
  agentKind?: (name: string) => AgentKind;
  /** Allowed variables for `env(NAME)`. */
  env?: (name: string) => string | undefined;
  /** Whether a job may have this task. Left out, every name is fine. */
  taskType?: (name: string) => boolean;
  engine?: CompileOptions;
};

export type CompiledWorkflow = {
  name: string;
  definition: JsonObject;
  plan: Plan | null;
  span: Span;
  /** Where what a path of the definition leads to is written, such as `steps[0].config.url`. */
  place: (path: string) => Span;
};
export type CompiledJob = {
  name: string;
  schedule: string | null;
  timezone: string;
  task: string;
  payload: Json;
  queue: string;
  maxRetries: number | null;
  timeout: string | null;
  span: Span;
};
export type Compiled = {
  document: Document;
  diagnostics: Diagnostic[];
  workflows: CompiledWorkflow[];
  jobs: CompiledJob[];
};

/** Reads a document down to the workflows and jobs that it stands for, and tells everything that is wrong. */
export function compile(source: string, options: DslOptions = {}): Compiled {
  const { document, problems } = parse(source);
  const diagnostics = [...problems];
  checkDocument(document, diagnostics, options);
  const reading: Reading = { problems: diagnostics, env: options.env };
  const workflows = document.declarations
    .filter((it) => it.kind === 'workflow')
    .slice(0, MOST_DEPLOYED)
    .map((it) => workflow(it, document, reading, options));
  const jobs = document.declarations
    .filter((it) => it.kind === 'job')
    .slice(0, MOST_DEPLOYED)
    .map((it) => job(it as Named, reading));
  diagnostics.sort((a, b) => a.span.start - b.span.start);
  return { document, diagnostics: unique(diagnostics).slice(0, MOST_DIAGNOSTICS), workflows, jobs };
}

const MOST_DIAGNOSTICS = 500;

type Named = Extract<Declaration, { kind: 'job' | 'agent' | 'integration' | 'event' }>;

/** Each once; names are cut and quoted in messages, which must stay text that can be kept. */
const unique = (all: Diagnostic[]): Diagnostic[] => [
  ...new Map(
    all.map((it) => [
      `${it.span.start} ${it.message}`,
      { ...it, message: it.message.toWellFormed().replaceAll('\0', '\ufffd') },
    ]),
  ).values(),
];

/** The seeds' wording: `parse error: unexpected token at line 5`, `validation error: undefined agent type`. */
export function sentence({ code, message, span }: Diagnostic): string {
  const kind = code === 'parse' || code.startsWith('too_') ? 'parse' : 'validation';
  return `${kind} error: ${message} at line ${span.line}`;
}

function workflow(
  node: Workflow,
  document: Document,
  reading: Reading,
  options: DslOptions,
): CompiledWorkflow {
  const places = new Map<string, Span>([['', node.name.span]]);
  const building: Building = {
    ...reading,
    places,
    agentKind: options.agentKind ?? (() => 'model'),
    integrations: declared(document, 'integration', reading, integration),
    agents: declared(document, 'agent', reading, agentConfig),
  };
  const definition = definitionOf(node, document, building);
  const compiled = compileDefinition(definition, options.engine);
  const place = (path: string) => placeOf(places, path);
  const made = { name: node.name.value, definition, span: node.span, place };
  // What could not be read would be missed here a second time.
  if (reading.problems.some((it) => it.code === 'parse' && concerns(it.span, node, document)))
    return { ...made, plan: null };
  for (const { path, message, code } of compiled.problems)
    reading.problems.push({
      severity: 'error',
      code,
      message: named(path, message.replace(/\.$/, '')),
      span: place(path),
    });
  return { ...made, plan: compiled.plan };
}

/** Sentences about a field leave its name to the path, which the reader of a document does not see. */
function named(path: string, message: string): string {
  const field = /(?:^|[.])([A-Za-z_]\w*)$/.exec(path)?.[1];
  return field && /^(?:is required|must be)\b/.test(message) ? `${field} ${message}` : message;
}

/** Whether a place is in this workflow, or after it and before what follows. */
function concerns({ start }: Span, node: Workflow, { declarations }: Document): boolean {
  const next = declarations[declarations.indexOf(node) + 1];
  return start >= node.span.start && (!next || start < next.span.start);
}

/** The smallest written thing that a path of the definition leads into. */
function placeOf(places: Map<string, Span>, path: string): Span {
  for (let at = path; ; at = at.replace(/(?:\.[^.[]*|\[[^\]]*\])$/, '')) {
    const span = places.get(at);
    if (span) return span;
    if (!/[.[]/.test(at)) return places.get(at) ?? (places.get('') as Span);
  }
}

function declared(
  document: Document,
  kind: Named['kind'],
  reading: Reading,
  read: (name: string, props: readonly Prop[], reading: Reading) => JsonObject,
): Map<string, JsonObject> {
  const found = document.declarations.filter((it): it is Named => it.kind === kind);
  return new Map(found.map((it) => [it.name.value, read(it.name.value, it.props, reading)]));
}

function integration(name: string, props: readonly Prop[], reading: Reading): JsonObject {
  const given = objectOf(props, reading, () => false);
  if (given.connector !== undefined) return { connectorId: given.connector };
  return {
    connectorType: given.type ?? name,
    ...(given.credential !== undefined && { credentialId: given.credential }),
  };
}

const AGENT_KEYS: Record<string, string> = {
  system_prompt: 'system',
  max_tokens: 'maxTokens',
  max_credits: 'maxCredits',
  agent: 'agentId',
};

function agentConfig(_: string, props: readonly Prop[], reading: Reading): JsonObject {
  const given = objectOf(props, reading, (key) => key === 'input' || key === 'prompt');
  return Object.fromEntries(Object.entries(given).map(([key, it]) => [AGENT_KEYS[key] ?? key, it]));
}

function definitionOf(node: Workflow, document: Document, building: Building): JsonObject {
  const definition: JsonObject = { name: node.name.value };
  const settings: JsonObject = {};
  for (const { key, value, span } of node.settings) {
    const read = (references = false) => json(value, building, references);
    switch (key) {
      case 'display_name':
        definition.name = read();
        break;
      case 'input':
        definition.inputSchema = read();
        break;
      case 'output':
        definition.output = read(true);
        building.places.set('output', span);
        break;
      case 'description':
      case 'version':
      case 'ui':
        definition[key] = read();
        break;
      case 'retry':
        settings.retry = retry(value, building);
        building.places.set('settings.retry', span);
        break;
      default: {
        const name = Object.keys(canonicalKeys({ [key]: null }, SettingsSchema.shape))[0] ?? key;
        settings[name] = read();
        building.places.set(`settings.${name}`, span);
      }
    }
  }
  const vars = variables(node, document, building);
  if (Object.keys(vars).length > 0) definition.vars = vars;
  if (node.triggers.length > 0) {
    definition.triggers = node.triggers.map((it, i) => {
      building.places.set(`triggers[${i}]`, it.span);
      return trigger(it, building);
    });
  }
  if (Object.keys(settings).length > 0) definition.settings = settings;
  definition.steps = stepsOf(node.steps, 'steps', building);
  return definition;
}

/**
 * The document's variables can be given anew by whoever executes it; a workflow's own stand as they are.
 * Both are read as `variables.name`.
 */
function variables(node: Workflow, document: Document, building: Building): JsonObject {
  const shared = document.declarations.flatMap((it) =>
    it.kind === 'variables'
      ? it.props
      : it.kind === 'variable'
        ? [{ key: it.name.value, value: it.value, span: it.span }]
        : [],
  );
  const out: JsonObject = {};
  for (const { key, value, span } of shared) {
    const given = json(value, building, true);
    building.places.set(`vars.${key}`, span);
    out[key] =
      typeof given === 'string' && given.includes('{{')
        ? given
        : `{{ input?.${key} ?? ${JSON.stringify(given)} }}`;
  }
  for (const { key, span } of node.variables) building.places.set(`vars.${key}`, span);
  return { ...out, ...objectOf(node.variables, building, () => true) };
}

const TRIGGERS = ['manual', 'schedule', 'event', 'webhook'];

function trigger({ type, props }: Trigger, reading: Reading): JsonObject {
  if (!TRIGGERS.includes(type.value)) {
    const message = `unknown trigger "${type.value.slice(0, 100)}"; known are ${TRIGGERS.join(', ')}`;
    problem(reading, 'unknown_trigger', message, type.span);
    return { type: 'manual' };
  }
  const out: JsonObject = { type: type.value };
  for (const { key, value } of props)
    out[key === 'if' ? 'filter' : key] =
      key === 'if' ? expression(value, reading) : json(value, reading, false);
  return out;
}

function job({ name, props, span }: Named, reading: Reading): CompiledJob {
  const given = objectOf(props, reading, () => false);
  const text = (key: string) => (typeof given[key] === 'string' ? (given[key] as string) : null);
  const tries = (given.retry as JsonObject | undefined)?.max_attempts;
  return {
    name: name.value,
    schedule: text('schedule'),
    timezone: text('timezone') ?? 'UTC',
    task: text('task') ?? '',
    payload: given.payload ?? {},
    queue: text('queue') ?? 'default',
    maxRetries: typeof tries === 'number' ? Math.max(0, tries - 1) : null,
    timeout: text('timeout'),
    span,
  };
}
