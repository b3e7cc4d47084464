import type { Ctx } from '@/lib/core/context';
import { agentItem, type Plan, planOf, skillItem } from '@/lib/deployments/plan';
import { differing, type Field, type Item } from '@/lib/installations/difference';
import { workflowItem } from '@/lib/installations/packaged-workflows';
import type { InstallationRow } from '@/lib/installations/store';
import type { PackageContents, PackageWorkflow } from '@/lib/packages/apkg/contents';
import { loadVersion } from '@/lib/workflows/store';

/** Something that the installation brought, as it is now. */
export interface Resource {
  kind: string;
  key: string;
  id: string;
  /** null: it was deleted here */
  now: Item | null;
  /** what was changed here since it was made */
  edited: Field[];
  status: string | null;
  /** something that the installation did not bring uses it */
  usedElsewhere: boolean;
}

/** Looks at everything an installation brought. `plan` is that of the installed version. */
export async function presentState(
  ctx: Ctx,
  row: InstallationRow,
  plan: VersionPlan,
): Promise<Resource[]> {
  const ids = (kind: string) =>
    row.resources.filter((one) => one.kind === kind).map((one) => one.resourceId);
  const own = new Map(row.resources.map((one) => [one.resourceId, one.key]));
  const [agents, skills, workflows] = await Promise.all([
    ctx.db.agent.findMany({
      where: { id: { in: ids('agent') } },
      include: {
        skills: {
          orderBy: { position: 'asc' },
          include: { skill: { select: { id: true, name: true } } },
        },
      },
    }),
    ctx.db.skill.findMany({
      where: { id: { in: ids('skill') } },
      include: { agents: { select: { agentId: true } } },
    }),
    workflowItems(ctx, ids('workflow')),
  ]);
  return row.resources.map(({ kind, key, resourceId: id, made }) => {
    const agent = kind === 'agent' ? agents.find((one) => one.id === id) : undefined;
    const skill = kind === 'skill' ? skills.find((one) => one.id === id) : undefined;
    const now = agent
      ? agentItem(
          {
            name: agent.name,
            description: agent.description,
            system_prompt: agent.systemPrompt,
            config: agent.config,
            tools: agent.tools,
            limits: agent.limits,
            output_schema: agent.outputSchema,
          },
          agent.skills.map((one) => own.get(one.skillId) ?? one.skill.name),
        )
      : skill
        ? skillItem(skill)
        : (workflows.get(id) ?? null);
    const first = (made as Item | null) ?? itemOf(plan, kind, key);
    return {
      kind,
      key,
      id,
      now,
      edited: now && first ? differing(first, now) : [],
      status: agent?.status ?? null,
      usedElsewhere: skill?.agents.some(({ agentId }) => !own.has(agentId)) ?? false,
    };
  });
}

/** What a version of a package makes. */
export type VersionPlan = Plan & { workflows: PackageWorkflow[] };

export const versionPlan = (contents: PackageContents): VersionPlan => ({
  ...planOf(contents),
  workflows: contents.workflows ?? [],
});

/** The newest version of each workflow that is still there. */
async function workflowItems(ctx: Ctx, ids: string[]): Promise<Map<string, Item>> {
  const rows = await ctx.db.workflow.findMany({ where: { id: { in: ids }, deletedAt: null } });
  const items = rows.map(async ({ id, name, description, latestVersion }) => {
    const { definition } = await loadVersion(ctx, id, latestVersion);
    return [id, { name, description, definition }] as const;
  });
  return new Map(await Promise.all(items));
}

/** What a plan makes under this name. */
export function itemOf(plan: VersionPlan, kind: string, key: string): Item | null {
  if (kind === 'agent') {
    const agent = plan.agents.find((one) => one.key === key);
    return agent ? agentItem(agent.input, agent.skills) : null;
  }
  if (kind === 'workflow') {
    const workflow = plan.workflows.find((one) => one.name === key);
    return workflow ? workflowItem(workflow) : null;
  }
  const skill = plan.skills.find((one) => one.key === key);
  return skill ? skillItem(skill.input) : null;
}
