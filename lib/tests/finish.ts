import type { TxCtx } from '@/lib/core/context';
import { emit } from '@/lib/events/emit';

/** Ends a run once: what has not run is skipped, the counts are kept, and it is told. */
export async function endRun(tx: TxCtx, id: string, cancelled = false): Promise<void> {
  const now = new Date();
  await tx.db.testResult.updateMany({
    where: { runId: id, status: { in: ['pending', 'running'] } },
    data: { status: 'skipped', completedAt: now },
  });
  const counts = await tx.db.testResult.groupBy({
    by: ['status'],
    where: { runId: id },
    _count: { _all: true },
  });
  const count = (status: string) => counts.find((c) => c.status === status)?._count._all ?? 0;
  const [passed, failed, skipped] = [count('passed'), count('failed'), count('skipped')];
  const [run] = await tx.db.testRun.updateManyAndReturn({
    where: { id, status: 'running' },
    data: {
      status: cancelled ? 'cancelled' : failed > 0 ? 'failed' : 'completed',
      passed,
      failed,
      skipped,
      completedAt: now,
    },
  });
  if (!run) return;
  await emit(tx, 'test.suite.completed', {
    testRunId: id,
    suiteId: run.suiteId,
    name: run.name,
    status: run.status,
    totalTests: run.total,
    passedTests: passed,
    failedTests: failed,
    skippedTests: skipped,
  });
}
