import { newId } from '@/lib/core/ids';
import type { SeedResources } from '@/lib/testing/resources';

export const seedApprovalResources: SeedResources = async ({ ctx, marker }) => {
  const { organizationId } = ctx;
  const id = newId();
  const runId = newId();
  await ctx.db.approval.create({
    data: {
      id,
      organizationId,
      kind: 'tool_call',
      title: `${marker} approval`,
      dedupe: `${runId}:ok:1`,
      runId,
      key: 'ok',
      assignees: ['role:owner'],
      quorum: 100,
      data: { name: marker },
    },
  });
  return { 'approvals/{id}': id };
};
