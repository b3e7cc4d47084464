import { newId } from '@/lib/core/ids';
import type { SeedResources } from '@/lib/testing/resources';

/** A suite without a target, one case, and a run that passed. */
export const seedTestResources: SeedResources = async ({ ctx, marker }) => {
  const { organizationId } = ctx;
  const [suiteId, caseId, runId] = [newId(), newId(), newId()];
  const input = { message: `${marker} question` };
  await ctx.db.testSuite.create({
    data: { id: suiteId, organizationId, name: `${marker} suite` },
  });
  await ctx.db.testCase.create({
    data: {
      id: caseId,
      organizationId,
      suiteId,
      name: `${marker} case`,
      input,
      expected: { value: input },
    },
  });
  await ctx.db.testRun.create({
    data: {
      id: runId,
      organizationId,
      suiteId,
      name: `${marker} suite`,
      status: 'completed',
      total: 1,
      passed: 1,
      completedAt: new Date(),
    },
  });
  await ctx.db.testResult.create({
    data: {
      organizationId,
      runId,
      position: 0,
      caseId,
      name: `${marker} case`,
      status: 'passed',
      input,
      output: input,
    },
  });
  return { 'test-suites/{id}': suiteId, 'cases/{caseId}': caseId, 'test-runs/{id}': runId };
};
