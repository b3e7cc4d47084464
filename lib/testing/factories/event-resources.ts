import { newId } from '@/lib/core/ids';
import type { SeedResources } from '@/lib/testing/resources';

export const seedEventResources: SeedResources = async ({ ctx, marker }) => {
  const id = newId();
  await ctx.db.event.create({
    data: {
      id,
      organizationId: ctx.organizationId,
      type: 'agent.created',
      source: 'agents',
      data: { name: marker },
      metadata: {},
    },
  });
  return { 'events/{id}': id };
};
