import type { z } from 'zod';
import type {
  PackageAgent,
  PackageContents,
  PackageSkill,
  PackageWorkflow,
} from '@/lib/packages/apkg/contents';
import { issueSentences } from '@/lib/packages/apkg/document';
import {
  type NativeAgent,
  NativeManifest,
  type NativeSkill,
  type NativeWorkflow,
  NO_PERMISSIONS,
} from '@/lib/packages/apkg/schema';

/** What both layouts give: contents but for what is read from other files, problems and warnings. */
export type Normalized = {
  contents?: Omit<PackageContents, 'version' | 'readme' | 'changelog'>;
  problems: string[];
  warnings: string[];
};

/** Reads `manifest.json`. Unknown fields are fine; fields that we know must hold what we expect. */
export function readNative(value: Record<string, unknown>): Normalized {
  const parsed = NativeManifest.safeParse(value);
  if (!parsed.success)
    return { problems: issueSentences('manifest.json', parsed.error), warnings: [] };
  const m = parsed.data;
  const agents = (m.agents ?? []).map(agentOf);
  const skills = (m.skills ?? []).map(skillOf);
  const workflows = (m.workflows ?? []).map(workflowOf);
  const entrypoint = m.entrypoint ?? null;
  if (entrypoint && agents.length === 0)
    agents.push({ ...codeAgent(m.display_name ?? m.name, m.description ?? '') });
  const problems = [
    ...repeated('agents', agents),
    ...repeated('skills', skills),
    ...repeated('workflows', workflows),
    ...(m.workflows ?? []).flatMap((workflow, i) =>
      workflow.steps || workflow.definition
        ? []
        : [`manifest.json: workflows.${i} (${workflow.name}) has no steps.`],
    ),
  ];
  return {
    problems,
    warnings: warningsOf(agents, skills, workflows),
    contents: {
      name: m.name,
      displayName: m.display_name?.trim() || m.name,
      description: m.description ?? '',
      author: m.author ?? '',
      license: m.license ?? '',
      category: m.category?.trim().toLowerCase() || 'other',
      tags: [...new Set(m.tags ?? [])],
      pricingModel: m.pricing_model ?? 'free',
      agents,
      skills,
      workflows,
      permissions: m.permissions ?? NO_PERMISSIONS,
      configSchema: m.config_schema ?? null,
      runtime: entrypoint ? 'code' : 'declarative',
      code: entrypoint
        ? {
            entrypoint,
            runtime: m.runtime ?? 'python3.11',
            surfaces: {},
            dependencies: m.dependencies ?? [],
          }
        : null,
      environment: m.environment ?? {},
      capabilities: m.capabilities ?? [],
    },
  };
}

const agentOf = (agent: z.output<typeof NativeAgent>): PackageAgent => ({
  name: agent.name,
  description: agent.description ?? '',
  kind: 'declarative',
  systemPrompt: agent.system_prompt ?? '',
  model: agent.config?.model ?? agent.model ?? null,
  config: { max_tokens: agent.config?.max_tokens, temperature: agent.config?.temperature },
  tools: toolsOf(agent.tools),
  skills: [...new Set(agent.skills ?? [])],
  limits: agent.limits ?? {},
  outputSchema: agent.output_schema ?? null,
});

/** An agent that only an external runtime can run. */
export const codeAgent = (name: string, description: string): PackageAgent => ({
  name,
  description,
  kind: 'code',
  systemPrompt: '',
  model: null,
  config: {},
  tools: [],
  skills: [],
  limits: {},
  outputSchema: null,
});

const skillOf = (skill: z.output<typeof NativeSkill>): PackageSkill => ({
  name: skill.name,
  description: skill.description ?? '',
  instructions: skill.instructions ?? '',
  tools: toolsOf(skill.tools),
});

const workflowOf = (workflow: z.output<typeof NativeWorkflow>): PackageWorkflow => ({
  name: workflow.name,
  description: workflow.description ?? '',
  definition: workflow as Record<string, unknown>,
});

const toolsOf = (tools: { name: string; config?: Record<string, unknown> }[] | undefined) =>
  (tools ?? []).map(({ name, config }) => (config ? { name, config } : { name }));

function repeated(list: string, items: { name: string }[]): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { name } of items) (seen.has(name) ? twice : seen).add(name);
  return [...twice].map((name) => `manifest.json: ${list} has "${name}" more than once.`);
}

function warningsOf(
  agents: PackageAgent[],
  skills: PackageSkill[],
  workflows: PackageWorkflow[],
): string[] {
  const own = new Set(skills.map((skill) => skill.name));
  const foreign = agents.flatMap((agent) =>
    agent.skills
      .filter((name) => !own.has(name))
      .map((name) => `Agent "${agent.name}" uses the skill "${name}", which the package lacks.`),
  );
  if (agents.length + skills.length + workflows.length > 0) return foreign;
  return ['The package brings no agents, skills or workflows.'];
}
