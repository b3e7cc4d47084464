import { type Ctx, transaction } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { lockRun, OPEN, wake } from '@/lib/workflows/postgres/inbox';

/** A timer's time has come: whoever takes the run finds it due. Without its row it was cancelled. */
export function fire(ctx: Ctx, runId: string, timerId: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const run = await lockRun(tx, runId).catch((error) => {
      if (isAppError(error) && error.code === 'NOT_FOUND') return null;
      throw error;
    });
    if (!run || !OPEN.includes(run.status)) return;
    const timer = await tx.db.workflowTimer.findFirst({ where: { runId, timerId } });
    if (timer) await wake(tx, runId, run);
  });
}
