import { z } from 'zod';
import { parseDuration } from './duration';

const text = z.string().min(1).max(100_000);
const word = z.string().min(1).max(500);
const any = z.unknown();
const list = z.array(z.unknown()).max(1000);
const steps = list;
/** A number, or a template that gives one. */
const amount = z.union([z.number().min(0).max(1e12), z.string().max(10_000)]);
export const DurationSchema = z
  .union([z.string().max(60), z.number()])
  .refine((value) => parseDuration(value) !== null, {
    message: 'must be a duration such as "90s", "1h30m" or milliseconds, at most 366 days',
  });
const condition = z.union([z.boolean(), text]);
const count = (max: number) => z.number().int().min(1).max(max);

const model = {
  prompt: text.optional(),
  system: text.optional(),
  schema: any.optional(),
  temperature: amount.optional(),
  maxTokens: amount.optional(),
  maxCredits: amount.optional(),
};

/** Every step type's `config`. Keys in snake_case are read as their camelCase. */
export const CONFIGS = {
  agent: z
    .strictObject({
      ...model,
      agentId: word.optional(),
      model: word.optional(),
      input: any.optional(),
      tools: list.optional(),
      maxSteps: amount.optional(),
    })
    .refine((it) => it.agentId || (it.model && it.prompt), {
      message: 'needs agentId, or model and prompt',
    }),
  llm: z
    .strictObject({ ...model, model: word, messages: z.union([list, text]).optional() })
    .refine((it) => it.prompt || it.messages, { message: 'needs prompt or messages' }),
  http_request: z.strictObject({
    method: z.string().max(200).optional(),
    url: text.max(10_000),
    headers: any.optional(),
    query: any.optional(),
    body: any.optional(),
    timeout: DurationSchema.optional(),
    credentialId: word.optional(),
    acceptStatus: z
      .union([z.literal('any'), z.array(z.number().int().min(100).max(599)).max(100)])
      .optional(),
  }),
  connector: z
    .looseObject({
      connectorId: word.optional(),
      connectorType: word.optional(),
      credentialId: word.optional(),
      action: word,
    })
    .refine((it) => it.connectorId || it.connectorType, {
      message: 'needs connectorId, or connectorType with credentialId',
    }),
  set: z.record(z.string().max(200), any),
  transform: z.strictObject({ expression: any, language: z.literal('expression').optional() }),
  code: z.strictObject({
    language: z.enum(['javascript', 'js']).optional(),
    code: text,
    input: any.optional(),
    timeout: DurationSchema.optional(),
  }),
  conditional: z.strictObject({
    condition,
    // biome-ignore lint/suspicious/noThenProperty: the definition's own word; never awaited
    then: steps.optional(),
    else: steps.optional(),
    trueSteps: steps.optional(),
    falseSteps: steps.optional(),
  }),
  switch: z.strictObject({
    cases: z
      .array(z.strictObject({ when: condition, steps }))
      .min(1)
      .max(100),
    default: steps.optional(),
  }),
  parallel: z
    .strictObject({
      branches: z
        .array(z.strictObject({ id: word.optional(), name: word.optional(), steps }))
        .max(1000)
        .optional(),
      steps: steps.optional(),
      join: z.union([z.enum(['all', 'any', 'race']), count(1000)]).optional(),
      maxConcurrency: count(1000).optional(),
    })
    .refine((it) => Boolean(it.branches) !== Boolean(it.steps), {
      message: 'needs either branches or steps',
    }),
  loop: z.strictObject({
    items: z.union([text, list]),
    as: word.optional(),
    steps,
    concurrency: count(100).optional(),
    maxIterations: count(100_000).optional(),
    onItemError: z.enum(['fail', 'continue']).optional(),
  }),
  while: z.strictObject({ condition, steps, maxIterations: count(100_000).optional() }),
  delay: z
    .strictObject({
      duration: z.union([z.string().max(10_000), z.number()]).optional(),
      milliseconds: amount.optional(),
      until: text.optional(),
    })
    .refine((it) => Object.values(it).filter((value) => value !== undefined).length === 1, {
      message: 'needs one of duration, milliseconds or until',
    }),
  wait_event: z.strictObject({
    event: word,
    match: z.union([z.boolean(), text, z.record(z.string().max(200), any)]).optional(),
    timeout: DurationSchema.optional(),
    onTimeout: z.enum(['fail', 'continue']).optional(),
  }),
  approval: z.strictObject({
    assignees: z.union([list, text]).optional(),
    quorum: count(100).optional(),
    title: text.optional(),
    description: text.optional(),
    form: any.optional(),
    timeout: DurationSchema.optional(),
    onTimeout: z.enum(['fail', 'approve', 'reject', 'continue']).optional(),
    onReject: z.enum(['fail', 'continue']).optional(),
  }),
  workflow: z.strictObject({
    workflowId: word,
    input: any.optional(),
    mode: z.enum(['wait', 'detach']).optional(),
  }),
  job: z.strictObject({
    task_type: word,
    payload: any.optional(),
    queue: word.optional(),
    timeout: DurationSchema.optional(),
    max_retries: amount.optional(),
    mode: z.enum(['wait', 'detach']).optional(),
  }),
  emit: z.strictObject({ event: word, data: any.optional() }),
  mcp_tool: z.strictObject({ server: word, tool: word, arguments: any.optional() }),
  fail: z.strictObject({ message: text.optional(), code: word.optional(), output: any.optional() }),
  stop: z.strictObject({ output: any.optional() }),
} as const satisfies Record<string, z.ZodType>;
