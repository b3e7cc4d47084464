import type { Ctx } from '@/lib/core/context';
import { lastRun } from '@/lib/tests/store';

/** A sentence when a suite that publishing this app needs has not passed in its last run, else null. */
export async function gateProblem(ctx: Ctx, agentAppId: string): Promise<string | null> {
  const suites = await ctx.db.testSuite.findMany({
    where: { gateAppId: agentAppId, gateRequired: true },
    take: 100,
  });
  for (const suite of suites) {
    const run = await lastRun(ctx, suite.id);
    if (run?.status === 'completed') continue;
    const state =
      run?.status === 'running'
        ? 'is still running'
        : run
          ? `${run.status === 'failed' ? `failed ${run.failed} of ${run.total} tests` : 'was cancelled'} in its last run`
          : 'has not been run yet';
    return `The test suite "${suite.name}" must pass before this app is published; it ${state}.`;
  }
  return null;
}
