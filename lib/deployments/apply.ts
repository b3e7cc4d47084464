import { create, deploy, pause, setRuntime, update } from '@/lib/agents/save';
import { createSkillRow, updateSkillRow } from '@/lib/agents/skills';
import type { AgentRow } from '@/lib/agents/store';
import type { TxCtx } from '@/lib/core/context';
import { type CodePlan, makeCodeAgents } from '@/lib/deployments/code-agents';
import { type AgentPlan, agentItem, type Plan, skillItem } from '@/lib/deployments/plan';

export type Made = { id: string; name: string };

/** Where the maker of resources remembers which it made, by kind and name in the package. */
export interface Memory {
  idOf(kind: string, key: string): string | undefined;
  /** called for everything that was made or updated, with what decides its form */
  remember(
    kind: string,
    key: string,
    resourceId: string,
    item: Record<string, unknown>,
  ): Promise<unknown>;
  /** what stays as it is, and is not made again when it is gone */
  keeps?(kind: string, key: string): boolean;
  /** whether agents are put into service; else those that come are paused and the others stay as they are */
  active?: boolean;
}

/**
 * Makes the app's skills and agents, or updates those that earlier deployments of it made, in the transaction that
 * completes the deployment. Agents that the version does not have any more are paused: a rollback brings them back.
 */
export async function apply(
  tx: TxCtx,
  appId: string,
  plan: Plan,
  code: CodePlan & { packageId: string },
): Promise<{ agents: Made[]; skills: Made[]; paused: Made[] }> {
  await oneAtATime(tx);
  const before = await tx.db.deployedResource.findMany({ where: { agentAppId: appId } });
  const idOf = (kind: string, key: string) =>
    before.find((one) => one.kind === kind && one.key === key)?.resourceId;
  const remember = (kind: string, key: string, resourceId: string) =>
    tx.db.deployedResource.upsert({
      where: {
        organizationId_agentAppId_kind_key: {
          organizationId: tx.organizationId,
          agentAppId: appId,
          kind,
          key,
        },
      },
      create: { organizationId: tx.organizationId, agentAppId: appId, kind, key, resourceId },
      update: { resourceId },
    });
  const memory = { idOf, remember, active: true };
  const made = await makeResources(tx, plan, memory);
  const onRuntime = await makeCodeAgents(tx, code, code.packageId, memory);
  const dropped = before.filter(
    ({ kind, key }) =>
      kind === 'agent' && ![...plan.agents, ...code.agents].some((agent) => agent.key === key),
  );
  const active = await tx.db.agent.findMany({
    where: { id: { in: dropped.map(({ resourceId }) => resourceId) }, status: 'active' },
    select: { id: true, name: true },
  });
  for (const { id } of active) await pause(tx, id);
  return { skills: made.skills, agents: [...made.agents, ...onRuntime], paused: active };
}

/** Two that make agents of one name would race for its slug, and two of one package would make both. */
export async function oneAtATime(tx: TxCtx): Promise<void> {
  await tx.sql(
    `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))::text AS locked`,
    `deployments.apply:${tx.organizationId}`,
  );
}

/** Makes what a plan says, or updates what is remembered and still there. */
export async function makeResources(
  tx: TxCtx,
  plan: Plan,
  memory: Memory,
): Promise<{ agents: Made[]; skills: Made[] }> {
  await oneAtATime(tx);
  const skills: Made[] = [];
  for (const { key, input } of plan.skills) {
    const id = memory.idOf('skill', key);
    const there = id && (await tx.db.skill.count({ where: { id } })) > 0;
    if (memory.keeps?.('skill', key)) {
      if (there) skills.push({ id, name: key });
      continue;
    }
    const row = there ? await updateSkillRow(tx, id, input) : await createSkillRow(tx, input);
    await memory.remember('skill', key, row.id, skillItem(input));
    skills.push({ id: row.id, name: key });
  }

  const agents: Made[] = [];
  for (const one of plan.agents) {
    if (memory.keeps?.('agent', one.key)) continue;
    const row = await makeAgent(tx, one, skills, memory);
    await memory.remember('agent', one.key, row.id, agentItem(one.input, one.skills));
    agents.push({ id: row.id, name: row.name });
  }
  return { agents, skills };
}

async function makeAgent(
  tx: TxCtx,
  { key, input, skills: names, ready }: AgentPlan,
  skills: Made[],
  memory: Memory,
): Promise<AgentRow> {
  const id = memory.idOf('agent', key);
  const before = id ? await tx.db.agent.findUnique({ where: { id } }) : null;
  const whole = { ...input, skill_ids: await skillIds(tx, names, skills) };
  if (!before) {
    const row = await create(tx, whole);
    if (!ready) return row;
    const deployed = await deploy(tx, row.id);
    return memory.active ? deployed : pause(tx, row.id);
  }
  // An agent in service must be able to run; this version leaves it without a prompt.
  if (!ready && before.status === 'active') await pause(tx, before.id);
  const row = await update(tx, before.id, whole);
  if (before.runtime) await setRuntime(tx, before.id, null);
  return ready && memory.active ? deploy(tx, row.id) : row;
}

/** The package's own skills by name, else the newest of the organization's with that name. */
async function skillIds(tx: TxCtx, names: string[], own: Made[]): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) {
    const found =
      own.find((skill) => skill.name === name) ??
      (await tx.db.skill.findFirst({ where: { name }, orderBy: { createdAt: 'desc' } }));
    if (found) ids.push(found.id);
  }
  return ids;
}
