import type { z } from 'zod';
import type { Prisma } from '@/generated/prisma/client';
import { checkServers } from '@/lib/agents/mcp-use';
import type { SkillInput, SkillPatch } from '@/lib/agents/skills.contract';
import { audit } from '@/lib/audit/record';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { isUuid, newId } from '@/lib/core/ids';
import { emit } from '@/lib/events/emit';

const counted = { _count: { select: { agents: true } } } satisfies Prisma.SkillInclude;
type SkillRow = Prisma.SkillGetPayload<{ include: typeof counted }>;

export const presentSkill = (row: SkillRow) => ({
  id: row.id,
  name: row.name,
  description: row.description,
  instructions: row.instructions,
  tools: row.tools as { name: string; config?: Record<string, unknown> }[],
  agents: row._count.agents,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});

export async function loadSkill(ctx: Ctx, id: string): Promise<SkillRow> {
  const row = isUuid(id)
    ? await ctx.db.skill.findUnique({ where: { id }, include: counted })
    : null;
  return row ?? fail('NOT_FOUND', 'No such skill.');
}

/** The organization's skills with these ids, in any order. */
export const skillsByIds = (ctx: Ctx, ids: string[]): Promise<SkillRow[]> =>
  ctx.db.skill.findMany({ where: { id: { in: ids } }, include: counted });

export async function findSkills(
  ctx: Ctx,
  query: { limit: number; offset: number; search?: string },
) {
  const where: Prisma.SkillWhereInput = query.search
    ? { name: { contains: query.search, mode: 'insensitive' } }
    : {};
  const [rows, total] = await Promise.all([
    ctx.db.skill.findMany({
      where,
      include: counted,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: query.limit,
      skip: query.offset,
    }),
    ctx.db.skill.count({ where }),
  ]);
  return { rows, total };
}

const columns = (input: z.output<typeof SkillPatch>) => ({
  ...input,
  tools: input.tools as Prisma.InputJsonValue | undefined,
});

async function recorded(tx: TxCtx, id: string, action: 'skill.created' | 'skill.updated') {
  const row = await loadSkill(tx, id);
  await audit(tx, { action, target: { type: 'skill', id }, data: { name: row.name } });
  await emit(tx, action, { skillId: id, name: row.name });
  return row;
}

export function createSkillRow(ctx: Ctx, input: z.output<typeof SkillInput>): Promise<SkillRow> {
  return transaction(ctx, async (tx) => {
    await checkServers(tx, input.tools);
    const id = newId();
    await tx.db.skill.create({
      data: { ...columns(input), id, name: input.name, organizationId: tx.organizationId },
    });
    return recorded(tx, id, 'skill.created');
  });
}

export function updateSkillRow(ctx: Ctx, id: string, patch: z.output<typeof SkillPatch>) {
  return transaction(ctx, async (tx) => {
    const before = await loadSkill(tx, id);
    await checkServers(tx, patch.tools, presentSkill(before).tools);
    await tx.db.skill.update({ where: { id }, data: columns(patch) });
    return recorded(tx, id, 'skill.updated');
  });
}

export function removeSkill(ctx: Ctx, id: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const skill = await loadSkill(tx, id);
    await audit(tx, {
      action: 'skill.deleted',
      target: { type: 'skill', id },
      data: { name: skill.name },
    });
    await emit(tx, 'skill.deleted', { skillId: id, name: skill.name });
    await tx.db.skill.delete({ where: { id } });
  });
}
