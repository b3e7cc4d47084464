/** Words that begin a declaration, with what each is. */
export const DECLARATIONS = {
  workflow: 'Steps that run in order',
  job: 'A task, once or on a schedule',
  agent: 'A model with its instructions',
  integration: 'A connector with its credential',
  entity: 'The shape of a record',
  endpoint: 'A route of an API',
  function: 'What answers an endpoint',
  event: 'An event of this document',
  variables: 'Values given anew at each execution',
  var: 'One such value',
} as const;

export const CONTROLS = {
  if: 'Only under a condition',
  for: 'Once for each item',
  while: 'As long as it is true',
  parallel: 'Side by side',
  switch: 'The first case that is true',
} as const;

/** Keys of a workflow that no colon follows. */
export const SETTINGS = {
  trigger: 'What starts it',
  timeout: 'The longest it may take',
  retry: 'How often a step is tried',
  concurrency: 'How many run at once',
  max_credits: 'What a run may cost',
  on_error: 'What a failure leads to',
  input: 'The JSON Schema of its input',
  output: 'What it gives',
  description: 'In a sentence',
  display_name: 'Its name in lists',
  variables: 'Its own values',
  steps: 'Steps in braces',
} as const;

/** What may stand behind a step, or in the braces of an activity. */
export const MODIFIERS = {
  when: 'Only under a condition',
  needs: 'Steps that come before',
  retry: 'How often it is tried',
  timeout: 'The longest it may take',
  on_error: 'What a failure leads to',
  compensate: 'What undoes it',
  on_skipped_input: 'When what it reads was skipped',
  name: 'Its name in lists',
  description: 'In a sentence',
} as const;

export const ACTIVITY = {
  activity: 'What is done',
  input: 'What goes in',
  if: 'Only under a condition',
  credential: 'A credential of the organization',
  connector: 'A connector of the organization',
} as const;

export const RETRY = {
  max_attempts: 'All tries together',
  initial_interval: 'The first wait',
  backoff_multiplier: 'How the wait grows',
  max_interval: 'The longest wait',
} as const;

export const CONCURRENCY = { limit: 'How many', key: 'Counted apart for each value' } as const;

export const JOB = {
  task: 'A type of job, or a workflow',
  schedule: 'Five fields of cron',
  timezone: 'Of the schedule',
  payload: 'What the task gets',
  queue: 'Where it waits',
  retry: 'How often it is tried',
  timeout: 'The longest it may take',
  metadata: 'Kept with it',
  description: 'In a sentence',
} as const;

export const ENDPOINT = {
  auth: 'required, apiKey or none',
  returns: 'The entity that it gives',
  body: 'The entity that it takes',
  query: 'Its query parameters',
  handler: 'The function that answers',
  middleware: 'What runs before',
  summary: 'In a few words',
  description: 'In a sentence',
  tags: 'Where it is listed',
  status: 'Of its success',
  errors: 'Statuses of failures',
  deprecated: 'Not to be used any more',
} as const;

export const AGENT = {
  model: 'A model or its alias',
  agent: 'An agent of the organization',
  system_prompt: 'Its instructions',
  prompt: 'What it is asked',
  input: 'What it gets',
  max_tokens: 'The longest answer',
  max_credits: 'What an answer may cost',
  temperature: 'From 0 to 2',
  tools: 'What it may use',
} as const;

export const INTEGRATION = {
  type: 'A type of connector',
  credential: 'A credential of the organization',
  connector: 'A connector of the organization',
} as const;

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
export const TYPES = [
  'string',
  'text',
  'int',
  'float',
  'decimal',
  'bool',
  'uuid',
  'email',
  'url',
  'date',
  'datetime',
  'json',
  'bytes',
];
export const ATTRIBUTES = ['unique', 'required', 'min', 'max', 'default', 'pattern'];
export const TRIGGERS = {
  manual: 'By hand',
  schedule: 'At times, by cron',
  event: 'When something happened',
  webhook: 'By a call to its address',
} as const;
/** What an expression can read. */
export const ROOTS = {
  input: 'What the run was given',
  variables: 'The variables',
  steps: 'What steps gave',
  trigger: 'What started the run',
  item: 'Of the repetition',
  index: 'Which pass, from 0',
  run: 'The run itself',
  metadata: 'As given at the start',
} as const;
