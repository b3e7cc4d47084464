import type { Execution } from '@/generated/prisma/client';
import { type Ctx, transaction } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { finish } from '@/lib/executions/finish';
import { waitForEnd } from '@/lib/executions/follow';
import { cancelRun } from '@/lib/executions/ports';
import { isOpen } from '@/lib/executions/present';
import { addLog, loadExecution, notify } from '@/lib/executions/store';

const PATIENCE_SECONDS = 3;

/**
 * Cancels: at once when nobody runs it yet, else by asking its worker to stop, which charges what was spent.
 * Children are asked too. Answers with the execution as it is after at most three seconds.
 */
export async function cancelById(ctx: Ctx, id: string, signal: AbortSignal): Promise<Execution> {
  const { kind, status } = await loadExecution(ctx, id);
  if (kind !== 'agent' && status !== 'cancelled') {
    await cancelRun(ctx, id);
    return loadExecution(ctx, id);
  }
  const done = await transaction(ctx, async (tx) => {
    const row = await loadExecution(tx, id);
    if (row.status === 'cancelled' || row.cancelRequestedAt) return row;
    if (!isOpen(row.status))
      fail(
        'EXECUTION_ENDED',
        `This execution has already ${row.status === 'completed' ? 'completed' : 'failed'}.`,
      );
    await tx.db.execution.updateMany({
      where: { id, status: { in: ['queued', 'running', 'waiting'] } },
      data: { cancelRequestedAt: new Date() },
    });
    await addLog(tx, id, 'info', 'Cancellation requested.');
    await notify(tx, id);
    return row;
  });
  await endIfIdle(ctx, id);
  const children = await ctx.db.execution.findMany({
    where: { parentId: id, status: { in: ['queued', 'running', 'waiting'] } },
    select: { id: true },
  });
  for (const child of children) await cancelById(ctx, child.id, signal);
  return isOpen(done.status) ? waitForEnd(ctx, id, PATIENCE_SECONDS, signal) : done;
}

async function endIfIdle(ctx: Ctx, id: string): Promise<void> {
  await finish(ctx, id, { status: 'cancelled' }, { status: ['queued', 'waiting'] }).catch(
    (error) => {
      if ((error as Error).name !== 'Overtaken') throw error;
    },
  );
}
