import { newId } from '@/lib/core/ids';
import type { SeedResources } from '@/lib/testing/resources';

/** An agent that is public over A2A; the others of the organization are not. */
export const seedA2aResources: SeedResources = async ({ ctx, organizationId, marker }) => {
  const agentId = newId();
  const slug = `${marker}-public`;
  await ctx.db.agent.create({
    data: {
      id: agentId,
      organizationId,
      name: `${marker} public agent`,
      slug,
      status: 'active',
      systemPrompt: `${marker} prompt`,
      config: { model: 'sandbox' },
      a2aEnabled: true,
      deployedAt: new Date(),
    },
  });
  return {
    'a2a/{agentId}': agentId,
    'agents/{organization}': organizationId,
    '{organization}/{agent}': slug,
  };
};
