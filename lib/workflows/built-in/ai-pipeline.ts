import { z } from 'zod';
import { findModel } from '@/lib/agents/models/catalog';
import { findAgent } from '@/lib/agents/store';
import type { Ctx } from '@/lib/core/context';
import { invalid } from '@/lib/core/errors';
import { DurationSchema } from '@/lib/engine/step-configs';
import type { BuiltIn } from '@/lib/workflows/built-in/find';
import { planned, readInput } from '@/lib/workflows/built-in/planned';

const MOST_AGENTS = 1000;
const Tokens = z.int().min(1).max(1_000_000);
const Prompt = z.string().min(1).max(100_000);

const Retry = z
  .object({
    maxAttempts: z.int().min(1).max(100).optional(),
    initialInterval: DurationSchema.optional(),
    backoffMs: DurationSchema.optional(),
    backoffMultiplier: z.number().min(1).max(100).optional(),
    multiplier: z.number().min(1).max(100).optional(),
    maxInterval: DurationSchema.optional(),
  })
  .transform((it) => ({
    maxAttempts: it.maxAttempts,
    initialInterval: it.initialInterval ?? it.backoffMs,
    multiplier: it.multiplier ?? it.backoffMultiplier,
    maxInterval: it.maxInterval,
  }));

const One = z.strictObject({
  model: z.string().min(1).max(500),
  prompt: Prompt,
  maxTokens: Tokens.optional(),
  system: z.string().max(100_000).optional(),
  temperature: z.number().min(0).max(2).optional(),
});

const Agent = z.strictObject({
  name: z.string().min(1).max(255).optional(),
  /** a model's name, or an agent's id, slug or name */
  type: z.string().min(1).max(500),
  config: z
    .looseObject({ prompt: Prompt.optional(), maxTokens: Tokens.optional() })
    .default({ prompt: undefined, maxTokens: undefined }),
  timeout: DurationSchema.optional(),
  retryPolicy: Retry.optional(),
});

const Several = z.strictObject({
  agents: z.array(Agent).min(1).max(MOST_AGENTS),
  parallel: z.boolean().default(false),
});

type AgentInput = z.output<typeof Agent>;

const isSeveral = (input: unknown): boolean =>
  typeof input === 'object' && input !== null && 'agents' in input;

/**
 * One model, or several models and agents: side by side, or one after the other with what the one before said.
 * Answers `{results: [{name, output}]}`. What the client wrote is read from the input and never as a template.
 */
export const aiPipeline: BuiltIn = {
  name: 'ai-pipeline',
  async plan(ctx, input) {
    if (!isSeveral(input)) return planned(ctx, single(readInput(One, input)));
    const { agents, parallel } = readInput(Several, input);
    const steps: Step[] = [];
    for (const [i, agent] of agents.entries())
      steps.push(await stepOf(ctx, agent, i, parallel || i === 0 ? null : `agent${i}`));
    return planned(ctx, {
      name: 'ai-pipeline',
      steps: parallel && steps.length > 1 ? [sideBySide(steps)] : steps,
      output: {
        results: agents.map((_, i) => ({
          name: `{{ input.agents[${i}].name ?? input.agents[${i}].type }}`,
          status: 'completed',
          output: `{{ steps.agent${i + 1}.output }}`,
        })),
      },
    });
  },
};

type Step = { id: string; name: string; type: string; [key: string]: unknown };

function single({ temperature, maxTokens, system, model }: z.output<typeof One>) {
  const config = {
    model,
    prompt: '{{ input.prompt }}',
    ...(system !== undefined && { system: '{{ input.system }}' }),
    ...(maxTokens !== undefined && { maxTokens }),
    ...(temperature !== undefined && { temperature }),
  };
  return {
    name: 'ai-pipeline',
    steps: [{ id: 'agent1', name: model, type: 'llm', config }],
    output: {
      results: [
        { name: '{{ input.model }}', status: 'completed', output: '{{ steps.agent1.output }}' },
      ],
    },
  };
}

const sideBySide = (steps: Step[]): Step => ({
  id: 'agents',
  name: 'Agents',
  type: 'parallel',
  config: {
    branches: steps.map((step) => ({ id: `b_${step.id}`, steps: [step] })),
    maxConcurrency: 20,
  },
});

async function stepOf(
  ctx: Ctx,
  { name, type, config, timeout, retryPolicy }: AgentInput,
  i: number,
  before: string | null,
): Promise<Step> {
  const at = `input.agents[${i}].config`;
  const said = before ? `\n\n{{ json(steps.${before}.output) }}` : '';
  const step = {
    id: `agent${i + 1}`,
    name: name ?? type,
    ...(timeout !== undefined && { timeout }),
    ...(retryPolicy && { retry: retryPolicy }),
  };
  if (findModel(type)) {
    if (!config.prompt) invalid(`${at}.prompt`, 'is required');
    const { maxTokens } = config;
    return {
      ...step,
      type: 'llm',
      config: { model: type, prompt: `{{ ${at}.prompt }}${said}`, ...(maxTokens && { maxTokens }) },
    };
  }
  const agent = await findAgent(ctx, type);
  if (!agent)
    invalid(`input.agents.${i}.type`, 'must be the name of a model, or the id of an agent');
  const { prompt, maxTokens: _, ...others } = config;
  const input = {
    ...Object.fromEntries(Object.keys(others).map((key) => [key, field(at, key)])),
    ...(prompt !== undefined && { message: `{{ ${at}.prompt }}` }),
    ...(before && { previous: `{{ steps.${before}.output }}` }),
  };
  return { ...step, type: 'agent', config: { agentId: agent.id, input } };
}

const field = (at: string, key: string): string => `{{ ${at}[${JSON.stringify(key)}] }}`;
