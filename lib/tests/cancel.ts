import { type Ctx, transaction } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { cancelById } from '@/lib/executions/cancel';
import { endRun } from '@/lib/tests/finish';
import { loadRun } from '@/lib/tests/store';
import { host } from '@/lib/workflows/postgres/host';

/** A case may have ended by itself meanwhile. */
async function stop(ctx: Ctx, id: string): Promise<void> {
  try {
    const execution = await ctx.db.execution.findUnique({ where: { id } });
    if (execution?.kind === 'workflow') await host.cancel(ctx, id);
    else await cancelById(ctx, id, AbortSignal.abort());
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
  }
}

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
  for (const { executionId } of running) await stop(ctx, executionId ?? '');
}
