import { canonicalKeys, RetrySchema, SettingsSchema, StepSchema } from '../definition';
import { bareReference } from '../expression/bare';
import { isObject, type Json, type JsonObject } from '../json';
import { STEP_TYPES, stepType } from '../step-types';
import { nameText, quoted } from './quotes';

const WIDTH = 90;
const INDENT = '  ';

/** Prints a workflow's definition as the DSL; compiling that gives the same definition again. */
export function printDefinition(given: JsonObject, fallbackName = 'Workflow'): string {
  const definition = JSON.parse(JSON.stringify(given)) as JsonObject;
  const lines: string[] = [];
  const put = (text: string) =>
    lines.push(...text.split('\n').map((it) => (it ? INDENT + it : it)));
  const settings = isObject(definition.settings)
    ? (canonicalKeys(definition.settings, SettingsSchema.shape) as JsonObject)
    : {};
  for (const key of ['description', 'version'])
    if (definition[key] !== undefined) put(`${key} ${value(definition[key] as Json, RAW)}`);
  for (const it of list(definition.triggers)) put(trigger(it as JsonObject));
  for (const [key, it] of Object.entries(settings)) {
    const shown = key === 'retry' ? retryKeys(it) : it;
    put(`${snake(key)} ${value(shown, RAW)}`);
  }
  if (definition.inputSchema !== undefined) put(`input ${value(definition.inputSchema, RAW)}`);
  if (isObject(definition.vars)) put(`variables ${value(definition.vars, REFERENCES)}`);
  if (lines.length > 0) lines.push('');
  for (const it of list(definition.steps)) put(step(it as JsonObject));
  if (definition.output !== undefined) put(`output ${value(definition.output, REFERENCES)}`);
  if (definition.ui !== undefined) put(`ui ${value(definition.ui, RAW)}`);
  const name = typeof definition.name === 'string' ? definition.name : fallbackName;
  return `workflow ${nameText(name)} {\n${lines.join('\n')}\n}\n`;
}

const list = (it: Json | undefined): Json[] => (Array.isArray(it) ? it : []);
const snake = (key: string) => key.replace(/[A-Z]/g, (it) => `_${it.toLowerCase()}`);
const retryKeys = (it: Json): Json =>
  isObject(it) ? (canonicalKeys(it, RetrySchema.shape) as JsonObject) : it;

/** Says for the keys of an object whether texts in them are read as references. */
type Mode = (key: string) => boolean;
const RAW: Mode = () => false;
const REFERENCES: Mode = () => true;

function value(it: Json, mode: Mode, references = mode('')): string {
  if (typeof it === 'string') {
    return references && bareReference(it) !== it ? `text(${quoted(it)})` : quoted(it);
  }
  if (Array.isArray(it))
    return wrapped(
      '[',
      it.map((item) => value(item, () => references)),
      ']',
    );
  if (isObject(it)) {
    const entries = Object.entries(it).map(
      ([key, item]) => `${nameText(key)}: ${value(item, () => mode(key))}`,
    );
    return wrapped('{', entries, '}');
  }
  return JSON.stringify(it);
}

function wrapped(open: string, items: string[], close: string): string {
  if (items.length === 0) return open + close;
  const space = open === '{' ? ' ' : '';
  const line = `${open}${space}${items.join(', ')}${space}${close}`;
  if (line.length <= WIDTH && !line.includes('\n')) return line;
  return `${open}\n${items.map((it) => indented(it)).join('\n')}\n${close}`;
}

const indented = (text: string) =>
  text
    .split('\n')
    .map((it) => INDENT + it)
    .join('\n');

function trigger({ type, ...rest }: JsonObject): string {
  const { cron, event, filter, ...others } = rest;
  const parts = [`trigger ${nameText(String(type))}`];
  for (const it of [cron, event]) if (it !== undefined) parts.push(value(it, RAW));
  if (filter !== undefined) parts.push(`if ${value(filter, RAW)}`);
  for (const [key, it] of Object.entries(others)) parts.push(`${key} ${value(it, RAW)}`);
  return parts.join(' ');
}

const WORDS: Record<string, string> = {
  if: 'when',
  onError: 'on_error',
  onSkippedInput: 'on_skipped_input',
};
const KEYWORDS = new Set(['if', 'for', 'while', 'parallel', 'switch', 'Agent']);

function step(given: JsonObject): string {
  const { id, type, config, ...rest } = canonicalKeys(given, StepSchema.shape) as JsonObject;
  const around = Object.entries(rest)
    .map(([key, it]) => ` ${WORDS[key] ?? key} ${value(key === 'retry' ? retryKeys(it) : it, RAW)}`)
    .join('');
  const label = id === undefined ? '' : `${nameText(String(id))}: `;
  const shape = isObject(config) ? control(String(type), config) : null;
  if (shape !== null) return `${label}${shape}${around}`;
  const callee = nameText(String(type), KEYWORDS);
  const body = config === undefined ? '' : ` ${value(config, modeOf(String(type), config))}`;
  return `${label || '"": '}${callee}${body}${around}`;
}

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

/** The same as when it is read: expressions, settings and steps as they stand, all else with references. */
function modeOf(type: string, config: Json): Mode {
  const known = stepType(type, isObject(config) ? config : {});
  const raw = known
    ? [...(STEP_TYPES[known].expressions ?? []), ...(STEP_TYPES[known].options ?? []), ...STEPS]
    : STEPS;
  return (key) => !raw.includes(key);
}

/** The block form of a step that owns steps; null when its config says what blocks cannot. */
function control(type: string, config: JsonObject): string | null {
  switch (type) {
    case 'conditional': {
      const { condition, then, else: otherwise, ...rest } = config;
      const subject = condition === undefined ? null : subjectOf(condition);
      const yes = block(then);
      const no = otherwise === undefined ? '' : block(otherwise);
      if (subject === null || yes === null || no === null || Object.keys(rest).length > 0)
        return null;
      return `if ${subject} ${yes}${no && ` else ${no}`}`;
    }
    case 'loop': {
      const { items, as, steps, ...rest } = config;
      const name = as === undefined ? 'item' : as;
      if (as === 'item' || typeof name !== 'string' || nameText(name) !== name) return null;
      const body = block(steps);
      if (body === null || items === undefined) return null;
      if (typeof items !== 'string' && !Array.isArray(items)) return null;
      return `for ${name} in ${value(items, RAW)} ${withOptions(rest)}${body}`;
    }
    case 'while': {
      const { condition, steps, ...rest } = config;
      const subject = condition === undefined ? null : subjectOf(condition);
      const body = block(steps);
      if (subject === null || body === null) return null;
      return `while ${subject} ${withOptions(rest)}${body}`;
    }
    case 'switch':
      return switchText(config);
    case 'parallel':
      return parallelText(config);
    default:
      return null;
  }
}

const subjectOf = (it: Json): string | null =>
  typeof it === 'string' || typeof it === 'boolean' ? value(it, RAW) : null;

const withOptions = (rest: JsonObject) =>
  Object.keys(rest).length > 0 ? `with ${value(rest, RAW)} ` : '';

function block(steps: Json | undefined): string | null {
  if (!Array.isArray(steps) || !steps.every(isObject)) return null;
  if (steps.length === 0) return '{ }';
  return `{\n${steps.map((it) => indented(step(it))).join('\n')}\n}`;
}

function switchText({ cases, default: otherwise, ...rest }: JsonObject): string | null {
  if (!Array.isArray(cases) || Object.keys(rest).length > 0) return null;
  const parts: string[] = [];
  for (const it of cases) {
    if (!isObject(it) || Object.keys(it).some((key) => key !== 'when' && key !== 'steps'))
      return null;
    const when = it.when === undefined ? null : subjectOf(it.when);
    const body = block(it.steps);
    if (when === null || body === null) return null;
    parts.push(`case ${when} ${body}`);
  }
  if (otherwise !== undefined) {
    const body = block(otherwise);
    if (body === null) return null;
    parts.push(`default ${body}`);
  }
  return `switch {\n${parts.map(indented).join('\n')}\n}`;
}

function parallelText({ branches, steps, ...rest }: JsonObject): string | null {
  const head = `parallel ${withOptions(rest)}`;
  if (branches === undefined) {
    const body = block(steps);
    return body === null ? null : head + body;
  }
  if (!Array.isArray(branches) || branches.length === 0 || steps !== undefined) return null;
  const parts: string[] = [];
  for (const it of branches) {
    if (!isObject(it) || Object.keys(it).some((key) => key !== 'id' && key !== 'steps'))
      return null;
    const body = block(it.steps);
    if (typeof it.id !== 'string' || it.id === '' || body === null) return null;
    parts.push(`branch ${nameText(it.id)} ${body}`);
  }
  return `${head}{\n${parts.map(indented).join('\n')}\n}`;
}
