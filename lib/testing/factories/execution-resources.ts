import { newId } from '@/lib/core/ids';
import type { SeedResources } from '@/lib/testing/resources';

export const seedExecutionResources: SeedResources = async ({ ctx, marker, ids }) => {
  const { organizationId } = ctx;
  const id = newId();
  const now = new Date();
  const belongs = { organizationId, executionId: id };
  await ctx.db.execution.create({
    data: {
      id,
      organizationId,
      kind: 'agent',
      status: 'completed',
      agentId: ids['agents/{id}'],
      agentName: `${marker} agent`,
      actorKind: 'user',
      input: { message: `${marker} question` },
      output: { message: `${marker} answer` },
      model: 'sandbox',
      startedAt: now,
      completedAt: now,
      steps: 1,
    },
  });
  await ctx.db.executionStep.create({
    data: {
      ...belongs,
      index: 0,
      type: 'model',
      name: 'sandbox',
      status: 'completed',
      output: { text: `${marker} answer` },
      startedAt: now,
      completedAt: now,
    },
  });
  await ctx.db.executionLog.create({
    data: { ...belongs, level: 'info', message: `${marker} line` },
  });
  await ctx.db.executionChunk.create({
    data: { ...belongs, seq: 1, type: 'text', data: { text: `${marker} answer` } },
  });
  return { 'executions/{id}': id };
};
