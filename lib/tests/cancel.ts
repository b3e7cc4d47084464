import { type Ctx, transaction } from '@/lib/core/context';
import { cancelById } from '@/lib/executions/cancel';
import { endRun } from '@/lib/tests/finish';
import { loadRun } from '@/lib/tests/store';

/** Cancels a run and the executions of its cases. One that has ended stays as it is. */
export async function cancelRun(ctx: Ctx, id: string): Promise<void> {
  const running = await transaction(ctx, async (tx) => {
    const run = await loadRun(tx, id);
    if (run.status !== 'running') return [];
    const rows = await tx.db.testResult.findMany({
      where: { runId: id, status: 'running', executionId: { not: null } },
      select: { executionId: true },
    });
    await endRun(tx, id, true);
    return rows;
  });
  for (const { executionId } of running)
    await cancelById(ctx, executionId ?? '', AbortSignal.abort()).catch((error) => {
      const { code } = error as { code?: string };
      if (code !== 'EXECUTION_ENDED' && code !== 'NOT_FOUND') throw error;
    });
}
