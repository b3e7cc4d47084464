import { freshId } from '@/components/workflows/edit/steps';
import type { JsonObject } from '@/lib/engine/json';
import type { StepTypeName } from '@/lib/engine/step-types';

export type StepGroup = 'Intelligence' | 'Connect' | 'Flow' | 'People and time' | 'Data';

export type StepKind = {
  label: string;
  /** What it does, in a few words, for the palette. */
  about: string;
  group: StepGroup;
  /** More words that find it. */
  also: string;
  /** The config it begins with. */
  begin: JsonObject;
};

/** Every step type as people call it, in the palette's order. */
export const KINDS: Record<StepTypeName, StepKind> = {
  agent: {
    label: 'Agent',
    about: 'Runs one of your agents',
    group: 'Intelligence',
    also: 'ai assistant',
    begin: { agentId: '', input: {} },
  },
  llm: {
    label: 'Model',
    about: 'Asks a model for text or an object',
    group: 'Intelligence',
    also: 'llm ai prompt gpt claude classify',
    begin: { model: 'claude-sonnet-4', prompt: '' },
  },
  mcp_tool: {
    label: 'MCP tool',
    about: 'Calls a tool of an MCP server',
    group: 'Intelligence',
    also: 'model context protocol',
    begin: { server: '', tool: '', arguments: {} },
  },
  http_request: {
    label: 'HTTP request',
    about: 'Calls any API',
    group: 'Connect',
    also: 'rest fetch url webhook post get',
    begin: { method: 'GET', url: 'https://' },
  },
  connector: {
    label: 'Connector',
    about: 'Slack, mail, Stripe, Discord',
    group: 'Connect',
    also: 'slack smtp email stripe discord message',
    begin: { connectorType: 'slack', credentialId: '', action: 'send_message' },
  },
  emit: {
    label: 'Emit event',
    about: 'Tells other workflows and webhooks',
    group: 'Connect',
    also: 'publish',
    begin: { event: '', data: {} },
  },
  conditional: {
    label: 'Condition',
    about: 'Goes one way or the other',
    group: 'Flow',
    also: 'if else branch',
    // biome-ignore lint/suspicious/noThenProperty: the definition's own word; never awaited
    begin: { condition: 'input.ready == true', then: [], else: [] },
  },
  switch: {
    label: 'Switch',
    about: 'Takes the first case that holds',
    group: 'Flow',
    also: 'case branch choose',
    begin: { cases: [{ when: 'input.kind == "a"', steps: [] }], default: [] },
  },
  parallel: {
    label: 'Parallel',
    about: 'Runs branches side by side',
    group: 'Flow',
    also: 'fan out concurrent',
    begin: {
      branches: [
        { id: 'a', steps: [] },
        { id: 'b', steps: [] },
      ],
    },
  },
  loop: {
    label: 'Loop',
    about: 'Repeats for each item of a list',
    group: 'Flow',
    also: 'for each map iterate',
    begin: { items: 'input.items', as: 'item', steps: [] },
  },
  while: {
    label: 'While',
    about: 'Repeats while something is true',
    group: 'Flow',
    also: 'until repeat poll',
    begin: { condition: 'index < 10', steps: [] },
  },
  workflow: {
    label: 'Workflow',
    about: 'Runs another workflow',
    group: 'Flow',
    also: 'child sub',
    begin: { workflowId: '', input: {} },
  },
  job: {
    label: 'Job',
    about: 'Starts a background job',
    group: 'Flow',
    also: 'task queue',
    begin: { task_type: '', payload: {} },
  },
  stop: {
    label: 'Stop',
    about: 'Ends the run well',
    group: 'Flow',
    also: 'return finish',
    begin: {},
  },
  fail: {
    label: 'Fail',
    about: 'Ends the run with an error',
    group: 'Flow',
    also: 'throw error abort',
    begin: { message: '' },
  },
  approval: {
    label: 'Approval',
    about: 'Waits for a person’s decision',
    group: 'People and time',
    also: 'human review confirm',
    begin: { title: 'Please decide', timeout: '3d', onTimeout: 'fail' },
  },
  delay: {
    label: 'Wait',
    about: 'Waits for a while or until a moment',
    group: 'People and time',
    also: 'delay sleep timer',
    begin: { duration: '5m' },
  },
  wait_event: {
    label: 'Wait for event',
    about: 'Waits until something happens',
    group: 'People and time',
    also: 'signal listen',
    begin: { event: '', timeout: '1d' },
  },
  set: {
    label: 'Set values',
    about: 'Names values for later steps',
    group: 'Data',
    also: 'variables assign',
    begin: { value: '' },
  },
  transform: {
    label: 'Transform',
    about: 'Computes a value with an expression',
    group: 'Data',
    also: 'map filter expression compute',
    begin: { expression: 'input' },
  },
  code: {
    label: 'Code',
    about: 'Runs JavaScript in a sandbox',
    group: 'Data',
    also: 'script function js',
    begin: { language: 'javascript', code: 'return input;', input: '{{ input }}' },
  },
};

export const GROUPS: readonly StepGroup[] = [
  'Intelligence',
  'Connect',
  'Flow',
  'People and time',
  'Data',
];

const IDS: Partial<Record<StepTypeName, string>> = {
  llm: 'ask',
  http_request: 'request',
  conditional: 'check',
  wait_event: 'wait_for_event',
  mcp_tool: 'tool',
  delay: 'wait',
};

/** A new step of a type, with an id that no other one has. */
export function newStep(type: StepTypeName, taken: ReadonlySet<string>): JsonObject {
  const id = freshId(taken, IDS[type] ?? type);
  return { id, name: nameFor(id, type), type, config: structuredClone(KINDS[type].begin) };
}

function nameFor(id: string, type: StepTypeName): string {
  const number = /_(\d+)$/.exec(id)?.[1];
  return number ? `${KINDS[type].label} ${number}` : KINDS[type].label;
}
