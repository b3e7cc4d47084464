import { type Ctx, transaction } from '@/lib/core/context';
import { enqueue } from '@/lib/queue/enqueue';
import { advanceRun } from '@/lib/tests/jobs';

/** An execution has ended: the run that it is a case of goes on. */
export async function onExecutionEnd(ctx: Ctx, executionId: string): Promise<void> {
  const row = await ctx.db.testResult.findFirst({
    where: { executionId },
    select: { runId: true },
  });
  if (row) await transaction(ctx, (tx) => enqueue(tx, advanceRun, row));
}

/** Credits came in: runs whose cases wait for them go on. */
export async function onCredits(ctx: Ctx): Promise<void> {
  const open = await ctx.db.testRun.findMany({
    where: { status: 'running' },
    select: { id: true },
    take: 1000,
  });
  for (const { id } of open) await transaction(ctx, (tx) => enqueue(tx, advanceRun, { runId: id }));
}
