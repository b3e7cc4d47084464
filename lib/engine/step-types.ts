import { CONFIGS } from './step-configs';

export type StepTypeName = keyof typeof CONFIGS;
/**
 * `activity`: a worker does it (ScheduleStep). `wait`: the run waits for something from outside.
 * `local`: evaluated inside the machine. `container`: runs the steps it owns.
 */
export type StepKind = 'activity' | 'wait' | 'local' | 'container';

type StepType = {
  kind: StepKind;
  about: string;
  /** Config keys whose strings are expressions even without braces. */
  expressions?: readonly string[];
  /** Config keys that are settings, never templates. */
  options?: readonly string[];
};

export const STEP_TYPES: Record<StepTypeName, StepType> = {
  agent: { kind: 'activity', about: 'runs an agent' },
  llm: { kind: 'activity', about: 'asks a model' },
  http_request: {
    kind: 'activity',
    about: 'sends an HTTP request',
    options: ['timeout', 'acceptStatus'],
  },
  connector: { kind: 'activity', about: 'uses a connector' },
  set: { kind: 'local', about: 'sets values' },
  transform: { kind: 'local', about: 'computes a value', expressions: ['expression'] },
  code: { kind: 'activity', about: 'runs code', options: ['code', 'language', 'timeout'] },
  conditional: { kind: 'container', about: 'decides', expressions: ['condition'] },
  switch: { kind: 'container', about: 'chooses a case' },
  parallel: {
    kind: 'container',
    about: 'runs branches side by side',
    options: ['join', 'maxConcurrency'],
  },
  loop: {
    kind: 'container',
    about: 'repeats for each item',
    expressions: ['items'],
    options: ['as', 'concurrency', 'maxIterations', 'onItemError'],
  },
  while: {
    kind: 'container',
    about: 'repeats while something is true',
    expressions: ['condition'],
    options: ['maxIterations'],
  },
  delay: { kind: 'wait', about: 'waits' },
  wait_event: {
    kind: 'wait',
    about: 'waits for an event',
    expressions: ['match'],
    options: ['timeout', 'onTimeout'],
  },
  approval: {
    kind: 'wait',
    about: 'waits for a person’s decision',
    options: ['quorum', 'timeout', 'onTimeout', 'onReject', 'form'],
  },
  workflow: { kind: 'wait', about: 'runs another workflow', options: ['mode'] },
  job: { kind: 'wait', about: 'starts a job', options: ['mode', 'timeout'] },
  emit: { kind: 'wait', about: 'emits an event' },
  mcp_tool: { kind: 'activity', about: 'calls a tool of an MCP server' },
  fail: { kind: 'local', about: 'fails the run' },
  stop: { kind: 'local', about: 'ends the run' },
};

const ALIASES: Readonly<Record<string, StepTypeName>> = {
  http: 'http_request',
  condition: 'conditional',
  if: 'conditional',
  for_each: 'loop',
  forEach: 'loop',
  foreach: 'loop',
  wait: 'delay',
};

/** The canonical type of a name or alias; null when there is none. `config` tells transform from code. */
export function stepType(name: string, config: Record<string, unknown>): StepTypeName | null {
  const type = Object.hasOwn(ALIASES, name) ? ALIASES[name] : name;
  if (type === 'transform' || type === 'code') {
    return Object.hasOwn(config, 'code') ||
      (type === 'code' && !Object.hasOwn(config, 'expression'))
      ? 'code'
      : 'transform';
  }
  return type && Object.hasOwn(CONFIGS, type) ? (type as StepTypeName) : null;
}

export function kindOf(type: StepTypeName): StepKind {
  return STEP_TYPES[type].kind;
}
