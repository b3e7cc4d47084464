import type { AgentView } from '@/lib/agents/contract';

/** The form as it is typed: numbers are text until they are sent. */
export type AgentDraft = {
  name: string;
  description: string;
  model: string;
  prompt: string;
  temperature: string;
  maxTokens: string;
  tools: { name: string; config: Record<string, unknown> }[];
  skills: { id: string; name: string }[];
  maxSteps: string;
  timeout: string;
  limitTokens: string;
  limitCredits: string;
  schema: string;
  a2a: boolean;
};

export const emptyDraft: AgentDraft = {
  name: '',
  description: '',
  model: '',
  prompt: '',
  temperature: '0.7',
  maxTokens: '4096',
  tools: [],
  skills: [],
  maxSteps: '20',
  timeout: '600',
  limitTokens: '',
  limitCredits: '',
  schema: '',
  a2a: false,
};

const text = (value: number | null) => (value === null ? '' : String(value));

export function draftOf(agent: AgentView): AgentDraft {
  return {
    name: agent.name,
    description: agent.description,
    model: agent.config.model ?? '',
    prompt: agent.system_prompt,
    temperature: text(agent.config.temperature),
    maxTokens: text(agent.config.max_tokens),
    tools: agent.tools.map((tool) => ({ name: tool.name, config: tool.config ?? {} })),
    skills: agent.skills,
    maxSteps: text(agent.limits.max_steps),
    timeout: text(agent.limits.timeout_seconds),
    limitTokens: text(agent.limits.max_tokens),
    limitCredits: text(agent.limits.max_credits),
    schema: agent.output_schema ? JSON.stringify(agent.output_schema, null, 2) : '',
    a2a: agent.a2a_enabled,
  };
}

export type Problems = Record<string, string>;

/** Inputs of the form: where each is stored in the draft, and between which numbers. */
const figures = [
  ['config.temperature', 'temperature', 0, 2, false],
  ['config.max_tokens', 'maxTokens', 1, 200_000, true],
  ['limits.max_steps', 'maxSteps', 1, 100, true],
  ['limits.timeout_seconds', 'timeout', 1, 3600, true],
  ['limits.max_tokens', 'limitTokens', 1, 10_000_000, true],
  ['limits.max_credits', 'limitCredits', 0.000001, 1_000_000, false],
] as const;

/** What is wrong before anything is sent, keyed as the API would key it. */
export function problemsOf(draft: AgentDraft): Problems {
  const problems: Problems = {};
  if (!draft.name.trim()) problems.name = 'is needed to find the agent again';
  for (const [field, key, low, high, whole] of figures) {
    const typed = draft[key].trim();
    const value = Number(typed);
    if (typed === '') continue;
    if (!Number.isFinite(value) || value < low || value > high)
      problems[field] = `must be between ${low} and ${high.toLocaleString('en-US')}`;
    else if (whole && !Number.isInteger(value)) problems[field] = 'must be a whole number';
  }
  const schema = parseSchema(draft.schema);
  if ('problem' in schema) problems.output_schema = schema.problem;
  return problems;
}

/** The JSON Schema that was typed; null for none. */
export function parseSchema(
  typed: string,
): { value: Record<string, unknown> | null } | { problem: string } {
  if (!typed.trim()) return { value: null };
  try {
    const value: unknown = JSON.parse(typed);
    if (value === null || typeof value !== 'object' || Array.isArray(value))
      return { problem: 'must be a JSON object, such as {"type": "object"}' };
    return { value: value as Record<string, unknown> };
  } catch (error) {
    return { problem: `is not valid JSON: ${(error as Error).message}` };
  }
}

const figure = (typed: string) => (typed.trim() === '' ? undefined : Number(typed));

/** What the playground may override without saving. */
export function overridesOf(draft: AgentDraft) {
  return {
    system_prompt: draft.prompt,
    config: {
      model: draft.model || null,
      max_tokens: figure(draft.maxTokens),
      temperature: figure(draft.temperature),
    },
    tools: toolsOf(draft),
  };
}

const toolsOf = (draft: AgentDraft) =>
  draft.tools.map(({ name, config }) =>
    Object.keys(config).length > 0 ? { name, config } : { name },
  );

/** The body of create and update. */
export function bodyOf(draft: AgentDraft) {
  const schema = parseSchema(draft.schema);
  return {
    name: draft.name.trim(),
    description: draft.description,
    ...overridesOf(draft),
    skill_ids: draft.skills.map((skill) => skill.id),
    limits: {
      max_steps: figure(draft.maxSteps),
      timeout_seconds: figure(draft.timeout),
      max_tokens: figure(draft.limitTokens),
      max_credits: figure(draft.limitCredits),
    },
    output_schema: 'value' in schema ? schema.value : undefined,
    a2a_enabled: draft.a2a,
  };
}

/** Tokens are about four characters of English; enough to see what a prompt costs. */
export const roughTokens = (prompt: string) => Math.ceil(prompt.length / 4);
