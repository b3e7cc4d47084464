import { remove } from '@/lib/agents/save';
import { removeSkill } from '@/lib/agents/skills';
import { audit } from '@/lib/audit/record';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { publicTx } from '@/lib/core/db/public';
import { release } from '@/lib/credits/hold';
import { type Plan, planOf } from '@/lib/deployments/plan';
import { emit } from '@/lib/events/emit';
import { contentsOf, lockInstallation } from '@/lib/installations/store';

export interface Removal {
  /** names of what is gone */
  removed: string[];
  /** names of what stays, since it was changed or is used elsewhere */
  kept: string[];
}

/**
 * Removes the agents and skills that the installation brought, except those whose name, description, prompt or
 * instructions were changed since, and skills that an agent still uses. Reserved credits come back.
 */
export function uninstall(ctx: Ctx, id: string): Promise<Removal> {
  return transaction(ctx, async (tx) => {
    const row = await lockInstallation(tx, id);
    const out: Removal = { removed: [], kept: [] };
    if (row.resources.length > 0) {
      const plan = planOf(contentsOf(row));
      for (const kind of ['agent', 'skill'])
        for (const { key, resourceId } of row.resources.filter((one) => one.kind === kind)) {
          const gone = await (kind === 'agent' ? dropAgent : dropSkill)(tx, resourceId, key, plan);
          if (gone !== null) out[gone ? 'removed' : 'kept'].push(key);
        }
    }
    if (row.holdId) await release(tx, row.holdId);
    await tx.db.installation.delete({ where: { id } });
    const installed = row.status === 'active' || row.status === 'paused';
    await audit(tx, {
      action: 'installation.removed',
      target: { type: 'installation', id },
      data: { slug: row.slug, ...out },
    });
    await emit(tx, 'installation.removed', { installation_id: id, slug: row.slug, ...out });
    if (installed)
      await publicTx(tx).listing.updateMany({
        where: { id: row.listingId, installs: { gt: 0 } },
        data: { installs: { decrement: 1 } },
      });
    return out;
  });
}

/** True when it was removed, false when it stays, null when it was gone already. */
async function dropAgent(tx: TxCtx, id: string, key: string, plan: Plan): Promise<boolean | null> {
  const row = await tx.db.agent.findUnique({ where: { id } });
  if (!row) return null;
  const made = plan.agents.find((one) => one.key === key)?.input;
  const same =
    made?.name === row.name &&
    (made.description ?? '') === row.description &&
    (made.system_prompt ?? '') === row.systemPrompt;
  if (same) await remove(tx, id);
  return same;
}

async function dropSkill(tx: TxCtx, id: string, key: string, plan: Plan): Promise<boolean | null> {
  const row = await tx.db.skill.findUnique({
    where: { id },
    include: { _count: { select: { agents: true } } },
  });
  if (!row) return null;
  const made = plan.skills.find((one) => one.key === key)?.input;
  const same =
    row._count.agents === 0 &&
    made?.name === row.name &&
    (made.description ?? '') === row.description &&
    (made.instructions ?? '') === row.instructions;
  if (same) await removeSkill(tx, id);
  return same;
}
