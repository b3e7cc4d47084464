import { canonicalKeys, RetrySchema, StepSchema } from '../definition';
import type { Json, JsonObject } from '../json';
import { STEP_TYPES, stepType } from '../step-types';
import type { Block, Control, Prop, Span, Step, Value } from './ast';
import { expression, json, objectOf, problem, type Reading } from './values';

/** What `Agent("…")` names: a model or an agent of the organization. */
export type AgentKind = 'model' | 'agent' | null;

export type Building = Reading & {
  agentKind: (name: string) => AgentKind;
  /** Integrations declared in the document, by name: what stands behind their actions. */
  integrations: ReadonlyMap<string, JsonObject>;
  /** Agents declared in the document. */
  agents: ReadonlyMap<string, JsonObject>;
  /** Where each part of the definition was written. */
  places: Map<string, Span>;
};

/** Keys of a config that hold steps, or settings that are no templates. */
const STEPS = [
  'then',
  'else',
  'trueSteps',
  'falseSteps',
  'cases',
  'default',
  'branches',
  'steps',
  'schema',
  'form',
];

export function stepsOf(steps: readonly Step[], path: string, building: Building): Json[] {
  return steps.map((step, i) => {
    const at = `${path}[${i}]`;
    building.places.set(at, step.span);
    return stepOf(step, at, building);
  });
}

function stepOf(step: Step, path: string, building: Building): JsonObject {
  if (step.kind === 'control') return control(step, path, building);
  if (step.kind === 'activity') return activity(step, path, building);
  const { label, callee, argument, config, modifiers } = step;
  // A step without an id has an empty label.
  const around: JsonObject = label.value ? { id: label.value } : {};
  if (callee.value === 'Agent') {
    const given = configOf('agent', config?.props ?? [], `${path}.config`, building);
    return {
      ...around,
      type: 'agent',
      config: agent(argument, given, step.span, building),
      ...modifiersOf(modifiers, path, building),
    };
  }
  if (argument)
    problem(building, 'wrong_argument', `"${callee.value}" takes no argument`, argument.span);
  return {
    ...around,
    type: callee.value,
    ...(config && {
      config: configOf(callee.value, config.props, `${path}.config`, building),
    }),
    ...modifiersOf(modifiers, path, building),
  };
}

/** `Agent("…")`: a declared agent, an agent of the organization, or a model with a prompt. */
function agent(
  argument: Value | null,
  given: JsonObject,
  span: Span,
  building: Building,
): JsonObject {
  if (argument?.kind !== 'string' && argument?.kind !== 'path') {
    problem(building, 'wrong_argument', 'Agent takes the name of an agent or a model', span);
    return given;
  }
  const name = argument.value;
  const declared = building.agents.get(name);
  if (declared) return prompted({ ...declared, ...given });
  const kind = building.agentKind(name);
  if (kind === 'agent') return prompted({ agentId: name, ...given });
  if (kind === null)
    problem(
      building,
      'unknown_agent',
      `undefined agent type "${name.slice(0, 100)}"`,
      argument.span,
    );
  return prompted({ model: name, ...given });
}

/** Who is asked gets something: a prompt, or the input, which is the run's own when none is given. */
function prompted(config: JsonObject): JsonObject {
  if (config.prompt !== undefined) return config;
  if (config.agentId !== undefined)
    return config.input === undefined ? { ...config, input: '{{ input }}' } : config;
  if (config.input === undefined) return { ...config, prompt: '{{ json(input) }}' };
  return { ...config, prompt: 'Do what this input asks for.' };
}

function configOf(type: string, props: readonly Prop[], path: string, building: Building) {
  const known = stepType(type, Object.fromEntries(props.map((it) => [it.key, true])));
  const raw = known
    ? [...(STEP_TYPES[known].expressions ?? []), ...(STEP_TYPES[known].options ?? [])]
    : [];
  for (const { key, span } of props) building.places.set(`${path}.${key}`, span);
  return objectOf(props, building, (key) => !raw.includes(key) && !STEPS.includes(key));
}

const RENAMED: Record<string, string> = {
  when: 'if',
  on_error: 'onError',
  on_skipped_input: 'onSkippedInput',
};

/** What stands around a step's config: retry, timeout, condition and the like. */
function modifiersOf(props: readonly Prop[], path: string, building: Building): JsonObject {
  const out: JsonObject = {};
  for (const { key, value, span } of props) {
    const name =
      Object.keys(canonicalKeys({ [RENAMED[key] ?? key]: null }, StepSchema.shape))[0] ?? key;
    if (Object.hasOwn(out, name)) problem(building, 'duplicate', `"${key}" is given twice`, span);
    building.places.set(`${path}.${name}`, span);
    out[name] =
      name === 'if'
        ? expression(value, building)
        : name === 'retry'
          ? retry(value, building)
          : json(value, building, false);
  }
  return out;
}

/** `retry { max_attempts 3 initial_interval "10s" backoff_multiplier 2.0 }` in the definition's words. */
export function retry(value: Value, reading: Reading): Json {
  const given = json(value, reading, false);
  if (value.kind !== 'object') return given;
  return canonicalKeys(given as JsonObject, RetrySchema.shape) as JsonObject;
}

/** `id { activity "slack.send_message" input { … } if "…" }` */
function activity(
  { label, props, span }: Step & { kind: 'activity' },
  path: string,
  building: Building,
): JsonObject {
  const find = (key: string) => props.props.find((it) => it.key === key);
  const name = find('activity');
  const around = modifiersOf(
    props.props.filter((it) => !['activity', 'input', 'connector', 'credential'].includes(it.key)),
    path,
    building,
  );
  if (name?.value.kind !== 'string' || !name.value.value) {
    problem(building, 'wrong_argument', `step "${label.value}" needs an activity`, span);
    return { id: label.value, type: 'set', ...around };
  }
  building.places.set(`${path}.type`, name.span);
  const input = find('input')?.value;
  const { type, fixed, whole } = target(name.value.value, building);
  const config: JsonObject = { ...fixed };
  if (whole) {
    if (input) building.places.set(`${path}.config.input`, input.span);
    // Without an input of its own it gets the run's, with the variables of whoever executes it.
    config.input = input ? json(input, building, true) : '{{ input }}';
  } else {
    const given = input?.kind === 'object' ? input.props : [];
    Object.assign(config, configOf(type, given, `${path}.config`, building));
  }
  for (const [key, as] of [
    ['connector', 'connectorId'],
    ['credential', 'credentialId'],
  ] as const) {
    const named = find(key)?.value;
    if (named) config[as] = json(named, building, false);
  }
  if (config.connectorId !== undefined) delete config.connectorType;
  return { id: label.value, type, config, ...around };
}

type Target = {
  type: string;
  fixed: JsonObject;
  /** Its input is one value, not the fields of the step's config. */
  whole?: boolean;
};

/** What an activity's name stands for: a step type, `http.request`, or a connector and its action. */
function target(name: string, building: Building): Target {
  if (name === 'http.request') return { type: 'http_request', fixed: {} };
  const dot = name.indexOf('.');
  if (dot < 0) return { type: name, fixed: {} };
  const [kind, action] = [name.slice(0, dot), name.slice(dot + 1)];
  const integration = building.integrations.get(kind);
  if (integration) return { type: 'connector', fixed: { ...integration, action } };
  if (kind === 'workflow') return { type: 'workflow', fixed: { workflowId: action }, whole: true };
  if (kind === 'agent') return { type: 'agent', fixed: { agentId: action }, whole: true };
  return { type: 'connector', fixed: { connectorType: kind, action } };
}

function control(step: Control, path: string, building: Building): JsonObject {
  const { label, word, subject, variable, options, blocks, modifiers } = step;
  const at = `${path}.config`;
  if (subject) building.places.set(`${at}.${word === 'for' ? 'items' : 'condition'}`, subject.span);
  const settings = options ? objectOf(options.props, building, () => false) : {};
  const around = modifiersOf(modifiers, path, building);
  const body = (role: Block['role'], key: string) => {
    const block = blocks.find((it) => it.role === role);
    return block ? stepsOf(block.steps, `${at}.${key}`, building) : undefined;
  };
  const id: JsonObject = label ? { id: label.value } : {};
  const condition = subject ? expression(subject, building) : true;
  switch (word) {
    case 'if': {
      const otherwise = body('else', 'else');
      return {
        ...id,
        type: 'conditional',
        config: {
          condition,
          ...settings,
          // biome-ignore lint/suspicious/noThenProperty: the definition's own word; never awaited
          then: body('then', 'then') ?? [],
          ...(otherwise && { else: otherwise }),
        },
        ...around,
      };
    }
    case 'for':
      return {
        ...id,
        type: 'loop',
        config: {
          items: condition,
          ...(variable && variable.value !== 'item' && { as: variable.value }),
          ...settings,
          steps: body('body', 'steps') ?? [],
        },
        ...around,
      };
    case 'while':
      return {
        ...id,
        type: 'while',
        config: { condition, ...settings, steps: body('body', 'steps') ?? [] },
        ...around,
      };
    case 'switch':
      return { ...id, type: 'switch', config: cases(step, at, building), ...around };
    case 'parallel':
      return { ...id, type: 'parallel', config: branches(step, settings, at, building), ...around };
  }
}

function cases({ blocks }: Control, at: string, building: Building): JsonObject {
  const all = blocks.filter((it) => it.role === 'case');
  const config: JsonObject = {
    cases: all.map(({ when, steps }, i) => {
      if (when) building.places.set(`${at}.cases[${i}].when`, when.span);
      return {
        when: when ? expression(when, building) : true,
        steps: stepsOf(steps, `${at}.cases[${i}].steps`, building),
      };
    }),
  };
  const rest = blocks.find((it) => it.role === 'default');
  if (rest) config.default = stepsOf(rest.steps, `${at}.default`, building);
  return config;
}

function branches(
  { blocks, span }: Control,
  settings: JsonObject,
  at: string,
  building: Building,
): JsonObject {
  const named = blocks.filter((it) => it.role === 'branch');
  const body = blocks.find((it) => it.role === 'body');
  if (named.length === 0)
    return { ...settings, steps: stepsOf(body?.steps ?? [], `${at}.steps`, building) };
  if (body) problem(building, 'mixed', 'a parallel has either branches or steps', span);
  return {
    ...settings,
    branches: named.map(({ name, steps }, i) => ({
      ...(name && { id: name.value }),
      steps: stepsOf(steps, `${at}.branches[${i}].steps`, building),
    })),
  };
}
