import type { Ctx, TxCtx } from '@/lib/core/context';
import { agentItem, type Plan, skillItem } from '@/lib/deployments/plan';
import { differing, type Field, type Item } from '@/lib/installations/difference';
import type { InstallationRow } from '@/lib/installations/store';

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
  ctx: Ctx | TxCtx,
  row: InstallationRow,
  plan: Plan,
): Promise<Resource[]> {
  const ids = (kind: string) =>
    row.resources.filter((one) => one.kind === kind).map((one) => one.resourceId);
  const own = new Map(row.resources.map((one) => [one.resourceId, one.key]));
  const [agents, skills] = await Promise.all([
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
        : null;
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

/** What a plan makes under this name. */
export function itemOf(plan: Plan, kind: string, key: string): Item | null {
  if (kind === 'agent') {
    const agent = plan.agents.find((one) => one.key === key);
    return agent ? agentItem(agent.input, agent.skills) : null;
  }
  const skill = kind === 'skill' ? plan.skills.find((one) => one.key === key) : undefined;
  return skill ? skillItem(skill.input) : null;
}
