import { remove } from '@/lib/agents/save';
import { removeSkill } from '@/lib/agents/skills';
import type { TxCtx } from '@/lib/core/context';
import type { Resource } from '@/lib/installations/present-state';
import { removeDefinition } from '@/lib/workflows/definitions';

/** Removes what an installation brought; false when a skill stays, since an agent still uses it. */
export async function drop(tx: TxCtx, { kind, id, now }: Resource): Promise<boolean> {
  if (!now) return true;
  if (kind === 'workflow') {
    await removeDefinition(tx, id);
    return true;
  }
  if (kind === 'agent') {
    await remove(tx, id);
    return true;
  }
  if ((await tx.db.agentSkill.count({ where: { skillId: id } })) > 0) return false;
  await removeSkill(tx, id);
  return true;
}
