import type { z } from 'zod';
import { AgentSchema, getAgent, listAgents } from '@/lib/agents/contract';
import { presentSkill, skillsByIds } from '@/lib/agents/skills';
import { getSkill, listSkills, SkillSchema } from '@/lib/agents/skills.contract';
import { agentsByIds, presentAgent } from '@/lib/agents/store';
import type { Scope } from '@/lib/core/scopes';
import { type Entity, NEWEST } from '@/lib/graphql/entities/entity';
import { contains, equal } from '@/lib/graphql/store';

type Filters<E extends { query?: unknown }> = z.output<NonNullable<E['query']> & z.ZodType>;

export const agents: Entity = {
  name: 'Agent',
  schema: AgentSchema,
  scope: getAgent.auth as Scope,
  source: { from: 'agents t', ref: 't.id', tenant: true },
  filters: listAgents.query as z.ZodType,
  where: ({ status, search }: Filters<typeof listAgents>) => [
    ...equal('t.status', status),
    ...contains(['t.name', 't.description'], search),
  ],
  order: () => NEWEST,
  load: async (ctx, ids) => (await agentsByIds(ctx, ids)).map(presentAgent),
};

export const skills: Entity = {
  name: 'Skill',
  schema: SkillSchema,
  scope: getSkill.auth as Scope,
  source: { from: 'skills t', ref: 't.id', tenant: true },
  filters: listSkills.query as z.ZodType,
  where: ({ search }: Filters<typeof listSkills>) => contains(['t.name'], search),
  order: () => NEWEST,
  load: async (ctx, ids) => (await skillsByIds(ctx, ids)).map(presentSkill),
};
