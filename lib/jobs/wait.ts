import type { Job } from '@/generated/prisma/client';
import { type Ctx, transaction } from '@/lib/core/context';
import { isOpen, outwardStatus } from '@/lib/executions/present';
import { type Ending, finish } from '@/lib/jobs/finish';
import { jobDeadline, runJobs } from '@/lib/jobs/jobs';
import { addLog, fenced, notify, Overtaken } from '@/lib/jobs/store';
import type { WaitFor } from '@/lib/jobs/task';
import { enqueue } from '@/lib/queue/enqueue';
import { summaryOf } from '@/lib/tests/summary';

const SENTENCES: Record<WaitFor['kind'], string> = {
  execution: 'Waiting for its execution',
  'test-run': 'Waiting for the test run',
  'workflow-run': 'Waiting for the run of its workflow',
  credits: 'Waiting for credits. It goes on after a top-up',
};

/** Puts a job aside without a worker until what it waits for happens, or its time is up. */
export async function park(ctx: Ctx, held: Job, wait: WaitFor): Promise<void> {
  const waitId = wait.kind === 'credits' ? null : wait.id;
  await transaction(ctx, async (tx) => {
    await fenced(tx, held, { waitKind: wait.kind, waitId, leaseUntil: null });
    await addLog(tx, held, 'info', `${SENTENCES[wait.kind]}${waitId ? ` ${waitId}` : ''}.`);
    const deadline = new Date((held.startedAt ?? new Date()).getTime() + held.timeoutMs);
    if (waitId)
      await enqueue(
        tx,
        jobDeadline,
        { jobId: held.id, fence: held.fence },
        { startAfter: deadline },
      );
    await notify(tx, held.id);
  });
  // It may have ended before anybody waited.
  if (waitId) await settle(ctx, wait.kind, waitId);
}

/** Ends the jobs that wait for this, if it has ended. Safe to call at any time, any number of times. */
export async function settle(ctx: Ctx, kind: string, id: string): Promise<void> {
  const waiting = await ctx.db.job.findMany({
    where: { status: 'running', waitKind: kind, waitId: id },
  });
  if (waiting.length === 0) return;
  const ending = await endingOf(ctx, kind, id);
  if (!ending) return;
  for (const job of waiting)
    await finish(ctx, job, job.cancelRequestedAt ? { status: 'cancelled' } : ending).catch(
      (error) => {
        if (!(error instanceof Overtaken)) throw error;
      },
    );
}

/** How what a job waits for has ended; null while it goes on. */
async function endingOf(ctx: Ctx, kind: string, id: string): Promise<Ending | null> {
  if (kind === 'test-run') return testRunEnding(ctx, id);
  const row = await ctx.db.execution.findUnique({ where: { id } });
  if (!row)
    return {
      status: 'failed',
      again: false,
      error: { code: 'GONE', message: 'The execution is gone.' },
    };
  if (isOpen(row.status)) return null;
  const value = { execution_id: id, output: row.output };
  const status = outwardStatus(row.status);
  if (status === 'completed') return { status, result: { value } };
  const known = row.error as { code: string; message: string } | null;
  const error =
    status === 'cancelled' || !known
      ? { code: 'EXECUTION_CANCELLED', message: 'The execution was cancelled.' }
      : { code: known.code, message: known.message };
  // Who was asked has answered: another attempt would ask the same.
  const again = status === 'failed' && error.code !== 'SPENDING_LIMIT';
  return { status: 'failed', again, error, result: { value } };
}

async function testRunEnding(ctx: Ctx, id: string): Promise<Ending | null> {
  const found = await summaryOf(ctx, id);
  if (found?.status === 'running') return null;
  if (!found)
    return {
      status: 'failed',
      again: false,
      error: { code: 'GONE', message: 'The test run is gone.' },
    };
  const result = { value: { test_run_id: id, ...found.summary } };
  if (found.status === 'completed') return { status: 'completed', result };
  const { failedTests, totalTests } = found.summary;
  const message =
    found.status === 'cancelled'
      ? 'The test run was cancelled.'
      : `${failedTests} of ${totalTests} tests failed.`;
  // The same cases would fail again: what it found is the result.
  return { status: 'failed', again: false, error: { code: 'TESTS_FAILED', message }, result };
}

/** Credits came in: the jobs of the organization that wait for them are tried again. */
export async function resumeWaiting(ctx: Ctx): Promise<void> {
  const waiting = await ctx.db.job.findMany({
    where: { status: 'running', waitKind: 'credits' },
    select: { id: true },
    take: 10_000,
  });
  for (const { id } of waiting)
    await transaction(ctx, async (tx) => {
      const { count } = await tx.db.job.updateMany({
        where: { id, status: 'running', waitKind: 'credits' },
        data: { status: 'pending', waitKind: null, attempt: { decrement: 1 } },
      });
      if (count === 1) await enqueue(tx, runJobs, {});
    });
}
