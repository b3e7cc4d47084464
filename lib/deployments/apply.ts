import { create, deploy, update } from '@/lib/agents/save';
import { createSkillRow, updateSkillRow } from '@/lib/agents/skills';
import type { TxCtx } from '@/lib/core/context';
import type { Plan } from '@/lib/deployments/plan';

type Made = { id: string; name: string };

/** Where the maker of resources remembers which it made, by kind and name in the package. */
export interface Memory {
  idOf(kind: string, key: string): string | undefined;
  remember(kind: string, key: string, resourceId: string): Promise<unknown>;
}

/**
 * Makes the app's skills and agents, or updates those that earlier deployments of it made, in the transaction that
 * completes the deployment. What a version does not have any more stays as it is.
 */
export async function apply(
  tx: TxCtx,
  appId: string,
  plan: Plan,
): Promise<{ agents: Made[]; skills: Made[] }> {
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
  return makeResources(tx, plan, { idOf, remember });
}

/** Two that make agents of one name would race for its slug, and two of one package would make both. */
async function oneAtATime(tx: TxCtx): Promise<void> {
  await tx.sql(
    `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))::text AS locked`,
    `deployments.apply:${tx.organizationId}`,
  );
}

/** Makes what a plan says, or updates what is remembered and still there. */
export async function makeResources(
  tx: TxCtx,
  plan: Plan,
  { idOf, remember }: Memory,
): Promise<{ agents: Made[]; skills: Made[] }> {
  await oneAtATime(tx);
  const skills: Made[] = [];
  for (const { key, input } of plan.skills) {
    const id = idOf('skill', key);
    const there = id && (await tx.db.skill.count({ where: { id } })) > 0;
    const row = there ? await updateSkillRow(tx, id, input) : await createSkillRow(tx, input);
    if (!there) await remember('skill', key, row.id);
    skills.push({ id: row.id, name: row.name });
  }

  const agents: Made[] = [];
  for (const { key, input, skills: names, ready } of plan.agents) {
    const id = idOf('agent', key);
    const there = id && (await tx.db.agent.count({ where: { id } })) > 0;
    const whole = { ...input, skill_ids: await skillIds(tx, names, skills) };
    const row = there ? await update(tx, id, whole) : await create(tx, whole);
    if (!there) await remember('agent', key, row.id);
    if (ready) await deploy(tx, row.id);
    agents.push({ id: row.id, name: row.name });
  }
  return { agents, skills };
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
