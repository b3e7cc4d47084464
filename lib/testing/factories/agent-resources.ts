import { newId } from '@/lib/core/ids';
import type { SeedResources } from '@/lib/testing/resources';

export const seedAgentResources: SeedResources = async ({ ctx, marker }) => {
  const { organizationId } = ctx;
  const [agentId, skillId] = [newId(), newId()];
  await ctx.db.skill.create({
    data: {
      id: skillId,
      organizationId,
      name: `${marker} skill`,
      instructions: `${marker} instructions`,
    },
  });
  await ctx.db.agent.create({
    data: {
      id: agentId,
      organizationId,
      name: `${marker} agent`,
      slug: `${marker}-agent`,
      status: 'active',
      systemPrompt: `${marker} prompt`,
      config: { model: 'sandbox', max_tokens: 1024, temperature: 0 },
      deployedAt: new Date(),
    },
  });
  await ctx.db.agentSkill.create({ data: { organizationId, agentId, skillId } });
  return { 'agents/{id}': agentId, 'skills/{id}': skillId };
};
