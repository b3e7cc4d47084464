import { type Ctx, transaction } from '@/lib/core/context';
import { runExecution } from '@/lib/executions/jobs';
import { enqueue } from '@/lib/queue/enqueue';

/** Credits came in: every execution of the organization that waits for them goes on. */
export async function resumeWaiting(ctx: Ctx): Promise<void> {
  const waiting = await ctx.db.execution.findMany({
    where: { status: 'waiting', waitReason: 'credits' },
    orderBy: { createdAt: 'asc' },
    select: { id: true },
  });
  for (const { id } of waiting)
    await transaction(ctx, async (tx) => {
      const { count } = await tx.db.execution.updateMany({
        where: { id, status: 'waiting', waitReason: 'credits' },
        data: { status: 'queued', waitReason: null },
      });
      if (count === 1) await enqueue(tx, runExecution, { executionId: id });
    });
}
