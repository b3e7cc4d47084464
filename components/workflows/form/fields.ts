import type { StepTypeName } from '@/lib/engine/step-types';

/** Something of the organization's, or of the installation, that a field names. */
export type Picked = 'agent' | 'model' | 'workflow' | 'credential';

export type FieldSpec = {
  /** The key in the step's config. */
  key: string;
  label: string;
  /**
   * text and long take templates; an expression is one without braces; a value is text or JSON;
   * pairs are named values; a plain text takes no templates.
   */
  kind:
    | 'text'
    | 'long'
    | 'expression'
    | 'value'
    | 'pairs'
    | 'number'
    | 'plain'
    | 'code'
    | 'choice'
    | 'pick';
  options?: readonly { value: string; label: string }[];
  pick?: Picked;
  hint?: string;
  placeholder?: string;
  required?: boolean;
  /** Shown under "More". */
  more?: boolean;
};

const choice = (...values: [string, string][]) =>
  values.map(([value, label]) => ({ value, label }));
const timeout: FieldSpec = {
  key: 'timeout',
  label: 'Give up after',
  kind: 'plain',
  placeholder: '30s',
  more: true,
};
const model: FieldSpec[] = [
  { key: 'system', label: 'System prompt', kind: 'long', more: true },
  {
    key: 'schema',
    label: 'Answer as',
    kind: 'value',
    hint: 'A JSON Schema: the output is an object of it.',
    placeholder: '{"type": "object", "properties": {…}}',
    more: true,
  },
  { key: 'temperature', label: 'Temperature', kind: 'number', more: true },
  { key: 'maxTokens', label: 'Most tokens', kind: 'number', more: true },
  { key: 'maxCredits', label: 'Most credits', kind: 'number', more: true },
];
const waitOrNot = choice(['wait', 'Wait for its end'], ['detach', 'Go on at once']);
const failOrContinue = choice(['fail', 'Fail the run'], ['continue', 'Go on']);

/** The form of each step type, in order. A test holds it to the engine's own schemas. */
export const FIELDS: Record<StepTypeName, readonly FieldSpec[]> = {
  agent: [
    { key: 'agentId', label: 'Agent', kind: 'pick', pick: 'agent' },
    { key: 'input', label: 'Input', kind: 'value', placeholder: '{{ input }}' },
    { key: 'model', label: 'Model instead of an agent', kind: 'pick', pick: 'model', more: true },
    { key: 'prompt', label: 'Prompt', kind: 'long', more: true },
    ...model,
    { key: 'tools', label: 'Tools', kind: 'value', placeholder: '["http_request"]', more: true },
    { key: 'maxSteps', label: 'Most steps', kind: 'number', more: true },
  ],
  llm: [
    { key: 'model', label: 'Model', kind: 'pick', pick: 'model', required: true },
    { key: 'prompt', label: 'Prompt', kind: 'long', placeholder: 'Classify: {{ input.text }}' },
    {
      key: 'messages',
      label: 'Messages',
      kind: 'value',
      hint: 'A whole conversation, instead of a prompt.',
      more: true,
    },
    ...model,
  ],
  http_request: [
    {
      key: 'method',
      label: 'Method',
      kind: 'choice',
      options: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'].map((value) => ({
        value,
        label: value,
      })),
    },
    { key: 'url', label: 'URL', kind: 'text', required: true, placeholder: 'https://example.com' },
    { key: 'query', label: 'Query', kind: 'pairs' },
    { key: 'headers', label: 'Headers', kind: 'pairs' },
    { key: 'body', label: 'Body', kind: 'value', placeholder: '{"id": "{{ input.id }}"}' },
    { key: 'credentialId', label: 'Credential', kind: 'pick', pick: 'credential' },
    {
      key: 'acceptStatus',
      label: 'Statuses that are fine',
      kind: 'value',
      hint: '"any", or a list such as [200, 404]. Others fail the step.',
      more: true,
    },
    timeout,
  ],
  // What a connector's action takes comes from its own schema.
  connector: [],
  set: [],
  transform: [
    { key: 'expression', label: 'Expression', kind: 'expression', required: true },
    { key: 'language', label: 'Language', kind: 'plain', more: true },
  ],
  code: [
    {
      key: 'code',
      label: 'Code',
      kind: 'code',
      required: true,
      hint: 'The body of a function of input. No network, no host objects.',
    },
    { key: 'input', label: 'Input', kind: 'value', placeholder: '{{ steps.fetch.output }}' },
    { key: 'language', label: 'Language', kind: 'plain', more: true },
    timeout,
  ],
  conditional: [{ key: 'condition', label: 'Condition', kind: 'expression', required: true }],
  // The cases have a form of their own.
  switch: [],
  parallel: [
    {
      key: 'join',
      label: 'Goes on when',
      kind: 'choice',
      options: choice(
        ['all', 'All branches are done'],
        ['any', 'One has succeeded'],
        ['race', 'One has ended'],
      ),
    },
    { key: 'maxConcurrency', label: 'Branches at once', kind: 'number' },
  ],
  loop: [
    { key: 'items', label: 'Items', kind: 'expression', required: true },
    { key: 'as', label: 'Each is called', kind: 'plain', placeholder: 'item' },
    { key: 'concurrency', label: 'At once', kind: 'number', placeholder: '1' },
    { key: 'maxIterations', label: 'Most items', kind: 'number', hint: 'More fail the step.' },
    { key: 'onItemError', label: 'When one fails', kind: 'choice', options: failOrContinue },
  ],
  while: [
    { key: 'condition', label: 'Condition', kind: 'expression', required: true },
    { key: 'maxIterations', label: 'Most passes', kind: 'number', placeholder: '100' },
  ],
  delay: [
    { key: 'duration', label: 'For', kind: 'text', placeholder: '90s, 1h, 3d' },
    { key: 'until', label: 'Or until', kind: 'text', placeholder: '{{ input.dueAt }}' },
    { key: 'milliseconds', label: 'Or milliseconds', kind: 'number', more: true },
  ],
  wait_event: [
    { key: 'event', label: 'Event', kind: 'text', required: true, placeholder: 'order.paid' },
    {
      key: 'match',
      label: 'Only if',
      kind: 'expression',
      placeholder: 'event.data.id == input.id',
    },
    { ...timeout, more: false },
    { key: 'onTimeout', label: 'Then', kind: 'choice', options: failOrContinue },
  ],
  approval: [
    { key: 'title', label: 'Question', kind: 'text', placeholder: 'Refund {{ input.amount }}?' },
    { key: 'description', label: 'What to know', kind: 'long' },
    {
      key: 'assignees',
      label: 'Who decides',
      kind: 'value',
      hint: 'Mail addresses or roles. Left empty, owners and admins.',
      placeholder: '["ann@example.com"]',
    },
    { key: 'quorum', label: 'Approvals needed', kind: 'number', placeholder: '1' },
    { ...timeout, label: 'Deadline', placeholder: '3d', more: false },
    {
      key: 'onTimeout',
      label: 'After the deadline',
      kind: 'choice',
      options: choice(
        ['fail', 'Fail the run'],
        ['approve', 'Approve'],
        ['reject', 'Reject'],
        ['continue', 'Go on'],
      ),
    },
    { key: 'onReject', label: 'When rejected', kind: 'choice', options: failOrContinue },
    { key: 'form', label: 'Form', kind: 'value', hint: 'A JSON Schema to fill in.', more: true },
  ],
  workflow: [
    { key: 'workflowId', label: 'Workflow', kind: 'pick', pick: 'workflow', required: true },
    { key: 'input', label: 'Input', kind: 'value', placeholder: '{{ input }}' },
    { key: 'mode', label: 'Then', kind: 'choice', options: waitOrNot },
  ],
  job: [
    { key: 'task_type', label: 'Task', kind: 'plain', required: true },
    { key: 'payload', label: 'Payload', kind: 'value' },
    { key: 'mode', label: 'Then', kind: 'choice', options: waitOrNot },
    { key: 'queue', label: 'Queue', kind: 'text', placeholder: 'default', more: true },
    { key: 'max_retries', label: 'Retries', kind: 'number', more: true },
    timeout,
  ],
  emit: [
    { key: 'event', label: 'Event', kind: 'text', required: true, placeholder: 'order.checked' },
    { key: 'data', label: 'Data', kind: 'value', placeholder: '{"id": "{{ input.id }}"}' },
  ],
  mcp_tool: [
    {
      key: 'server',
      label: 'Server',
      kind: 'text',
      required: true,
      hint: 'The name of an MCP server among your connectors, or an address.',
    },
    { key: 'tool', label: 'Tool', kind: 'text', required: true },
    { key: 'arguments', label: 'Arguments', kind: 'value' },
  ],
  fail: [
    { key: 'message', label: 'Message', kind: 'text' },
    { key: 'code', label: 'Code', kind: 'plain', placeholder: 'NOT_ALLOWED' },
    { key: 'output', label: 'Output all the same', kind: 'value', more: true },
  ],
  stop: [{ key: 'output', label: 'Output', kind: 'value', placeholder: '{{ input }}' }],
};

/** Keys with a place of their own in the panel or on the canvas. */
export const ELSEWHERE: Partial<Record<StepTypeName, readonly string[]>> = {
  conditional: ['then', 'else', 'trueSteps', 'falseSteps'],
  switch: ['cases', 'default'],
  parallel: ['branches', 'steps'],
  loop: ['steps'],
  while: ['steps'],
  connector: ['connectorId', 'connectorType', 'credentialId', 'action'],
};
