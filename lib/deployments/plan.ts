import type { z } from 'zod';
import { AgentInput, AgentLimits } from '@/lib/agents/contract';
import { findModel } from '@/lib/agents/models/catalog';
import { SkillInput } from '@/lib/agents/skills.contract';
import { DEFAULTS } from '@/lib/agents/store';
import { MCP, ToolUse } from '@/lib/agents/tool-use';
import type { PackageAgent, PackageContents, PackageTool } from '@/lib/packages/apkg/contents';

/** What an agent gets whose package names no model, or one that is unknown here. */
const DEFAULT_MODEL = 'claude-sonnet-5-5';

export interface AgentPlan {
  /** its name in the package */
  key: string;
  input: z.output<typeof AgentInput>;
  /** names of its skills */
  skills: string[];
  ready: boolean;
}

export interface Plan {
  agents: AgentPlan[];
  skills: { key: string; input: z.output<typeof SkillInput> }[];
  /** in sentences */
  warnings: string[];
  problems: string[];
}

/** What of an agent a package decides, in one form for what is planned and what is there. */
export const agentItem = (
  agent: Partial<Record<(typeof AGENT_FIELDS)[number], unknown>>,
  skills: string[],
): Record<string, unknown> => ({
  ...Object.fromEntries(AGENT_FIELDS.map((field) => [field, agent[field] ?? null])),
  skills,
});

const AGENT_FIELDS = [
  'name',
  'description',
  'system_prompt',
  'config',
  'tools',
  'limits',
  'output_schema',
] as const;

/** What of a skill a package decides. */
export const skillItem = (skill: {
  name: string;
  description?: string;
  instructions?: string;
  tools?: unknown;
}): Record<string, unknown> => ({
  name: skill.name,
  description: skill.description ?? '',
  instructions: skill.instructions ?? '',
  tools: skill.tools ?? [],
});

/** What a package's declarative agents and skills become here. Every field is given, so that a rollback is exact. */
export function planOf(contents: PackageContents): Plan {
  const plan: Plan = { agents: [], skills: [], warnings: [], problems: [] };
  for (const { name, description, instructions, tools } of contents.skills) {
    const wanted = { name, description, instructions, tools: known(tools, name, plan) };
    const parsed = SkillInput.safeParse(wanted);
    if (parsed.success) plan.skills.push({ key: name, input: parsed.data });
    else plan.problems.push(`The skill "${name}" cannot be made: ${sentence(parsed.error)}`);
  }
  for (const agent of contents.agents) {
    if (agent.kind !== 'declarative') continue;
    const parsed = AgentInput.safeParse(wantedAgent(agent, plan));
    if (!parsed.success) {
      plan.problems.push(`The agent "${agent.name}" cannot be made: ${sentence(parsed.error)}`);
      continue;
    }
    const ready = agent.systemPrompt.trim() !== '';
    if (!ready) plan.warnings.push(`"${agent.name}" has no system prompt, so it stays a draft.`);
    plan.agents.push({ key: agent.name, input: parsed.data, skills: agent.skills, ready });
  }
  return plan;
}

function wantedAgent(agent: PackageAgent, plan: Plan) {
  const { name, model, config } = agent;
  const usable = model && findModel(model) ? model : DEFAULT_MODEL;
  if (model && usable !== model)
    plan.warnings.push(
      `"${name}" wants the model ${model}, which is unknown here: ${usable} it is.`,
    );
  const limits = AgentLimits.safeParse(agent.limits);
  if (!limits.success) plan.warnings.push(`The limits of "${name}" cannot be used here.`);
  return {
    name,
    description: agent.description,
    system_prompt: agent.systemPrompt,
    config: {
      model: usable,
      max_tokens: config.max_tokens ?? DEFAULTS.max_tokens,
      temperature: config.temperature ?? DEFAULTS.temperature,
    },
    tools: known(agent.tools, name, plan),
    limits: limits.success ? limits.data : {},
    output_schema: agent.outputSchema,
  };
}

function known(tools: PackageTool[], owner: string, plan: Plan) {
  return tools.filter((tool) => {
    // A package cannot know the connectors of whoever installs it.
    if (tool.name !== MCP && ToolUse.safeParse(tool).success) return true;
    plan.warnings.push(`"${owner}" uses the tool "${tool.name}", which does not exist here.`);
    return false;
  });
}

const sentence = (error: z.ZodError): string => {
  const [issue] = error.issues;
  return `${issue?.path.join('.')}: ${issue?.message}.`;
};
