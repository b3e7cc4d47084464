import type { Prisma } from '@/generated/prisma/client';
import type { AgentView } from '@/lib/agents/contract';
import type { Ctx, TxCtx } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { fail, invalid } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';

export const DEFAULTS = { max_tokens: 4096, temperature: 0.7, max_steps: 20, timeout_seconds: 600 };

const withSkills = {
  skills: {
    orderBy: { position: 'asc' },
    include: { skill: { select: { id: true, name: true } } },
  },
} satisfies Prisma.AgentInclude;

export type AgentRow = Prisma.AgentGetPayload<{ include: typeof withSkills }>;

/** The agent of an external runtime that a row stands for. */
export type Runtime = { agent_id: string; package_id: string };

export const runtimeOf = (row: Pick<AgentRow, 'runtime'>): Runtime | null =>
  row.runtime as Runtime | null;

/** The agent, or 404: another organization's is answered like one that does not exist. */
export async function loadAgent(ctx: Ctx, id: string): Promise<AgentRow> {
  const row = isUuid(id)
    ? await ctx.db.agent.findUnique({ where: { id }, include: withSkills })
    : null;
  return row ?? fail('NOT_FOUND', 'No such agent.');
}

/** The organization's agents with these ids, in any order. */
export const agentsByIds = (ctx: Ctx, ids: string[]): Promise<AgentRow[]> =>
  ctx.db.agent.findMany({ where: { id: { in: ids } }, include: withSkills });

/** Finds an agent by id, slug or name (the newest of that name). */
export async function findAgent(ctx: Ctx, reference: string): Promise<AgentRow | null> {
  return ctx.db.agent.findFirst({
    where: isUuid(reference)
      ? { id: reference }
      : { OR: [{ slug: reference }, { name: reference }] },
    orderBy: { createdAt: 'desc' },
    include: withSkills,
  });
}

export async function findAgents(
  ctx: Ctx,
  query: { limit: number; offset: number; status?: string; search?: string },
) {
  const where: Prisma.AgentWhereInput = {
    status: query.status,
    ...(query.search && {
      OR: [
        { name: { contains: query.search, mode: 'insensitive' } },
        { description: { contains: query.search, mode: 'insensitive' } },
      ],
    }),
  };
  const [rows, total] = await Promise.all([
    ctx.db.agent.findMany({
      where,
      include: withSkills,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: query.limit,
      skip: query.offset,
    }),
    ctx.db.agent.count({ where }),
  ]);
  return { rows, total };
}

/** Where an agent is found over A2A. The organization stands there by its id: its slug may change. */
export const a2aPlaces = (row: Pick<AgentRow, 'id' | 'organizationId' | 'slug'>) => ({
  card_url: `${env().baseUrl}/.well-known/agents/${row.organizationId}/${row.slug}/agent-card.json`,
  url: `${env().baseUrl}/api/a2a/${row.id}`,
});

type Config = { model?: string | null; max_tokens?: number; temperature?: number };
type Limits = {
  max_steps?: number;
  timeout_seconds?: number;
  max_tokens?: number;
  max_credits?: number;
};

/** The row as the API shows it, defaults filled in. */
export function presentAgent(row: AgentRow): AgentView {
  const config = row.config as Config;
  const limits = row.limits as Limits;
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    description: row.description,
    status: row.status as AgentView['status'],
    system_prompt: row.systemPrompt,
    config: {
      model: config.model || null,
      max_tokens: config.max_tokens ?? DEFAULTS.max_tokens,
      temperature: config.temperature ?? DEFAULTS.temperature,
    },
    tools: row.tools as AgentView['tools'],
    skill_ids: row.skills.map((s) => s.skillId),
    skills: row.skills.map((s) => s.skill),
    limits: {
      max_steps: limits.max_steps ?? DEFAULTS.max_steps,
      timeout_seconds: limits.timeout_seconds ?? DEFAULTS.timeout_seconds,
      max_tokens: limits.max_tokens ?? null,
      max_credits: limits.max_credits ?? null,
    },
    output_schema: row.outputSchema as AgentView['output_schema'],
    runtime: runtimeOf(row) ? 'external' : 'fleetprompt',
    a2a_enabled: row.a2aEnabled,
    a2a: row.a2aEnabled ? a2aPlaces(row) : null,
    deployed_at: row.deployedAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

/** A slug no other agent of the organization has: `support-triage`, then `support-triage-2`, … */
export async function freeSlug(tx: TxCtx, name: string): Promise<string> {
  const base =
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'agent';
  const taken = new Set(
    (
      await tx.db.agent.findMany({
        where: { slug: { startsWith: base } },
        select: { slug: true },
      })
    ).map((a) => a.slug),
  );
  if (!taken.has(base)) return base;
  for (let n = 2; ; n++) if (!taken.has(`${base}-${n}`)) return `${base}-${n}`;
}

/** Makes these the agent's skills, in this order; 400 for one that is not the organization's. */
export async function setSkills(tx: TxCtx, agentId: string, skillIds: string[]): Promise<void> {
  const wanted = [...new Set(skillIds)];
  const known = await tx.db.skill.count({ where: { id: { in: wanted } } });
  if (known !== wanted.length) invalid('skill_ids', 'names a skill that does not exist');
  await tx.db.agentSkill.deleteMany({ where: { agentId } });
  await tx.db.agentSkill.createMany({
    data: wanted.map((skillId, position) => ({
      organizationId: tx.organizationId,
      agentId,
      skillId,
      position,
    })),
  });
}
