import type { z } from 'zod';
import type { Ctx } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { host } from '@/lib/workflows/postgres/host';
import { runAgain } from '@/lib/workflows/run-control';
import type { bulkWorkflowRuns } from '@/lib/workflows/run-control.contract';
import { hostFilter } from '@/lib/workflows/runs';
import { OPEN } from '@/lib/workflows/statuses';

type Input = z.output<NonNullable<typeof bulkWorkflowRuns.body>>;

const FAILED = ['failed', 'timed_out'] as const;

/** Cancels open runs, or retries failed ones, one by one: one that cannot be does not keep the others. */
export async function bulk(ctx: Ctx, { action, filter, limit, reason }: Input) {
  const wanted = hostFilter(filter);
  const fit = action === 'cancel' ? OPEN : FAILED;
  const statuses = fit.filter((it) => wanted.statuses?.includes(it) ?? true);
  const { runs } =
    statuses.length > 0
      ? await host.list(ctx, { ...wanted, statuses, limit, offset: 0 })
      : { runs: [] };
  const done: string[] = [];
  const failed: { id: string; error: string; code: string }[] = [];
  for (const { id } of runs) {
    try {
      const run =
        action === 'cancel'
          ? await host.cancel(ctx, id, reason)
          : await runAgain(ctx, id, { from: 'failed', version: 'same' });
      done.push(run.id);
    } catch (error) {
      if (!isAppError(error)) throw error;
      failed.push({ id, error: error.message, code: error.code });
    }
  }
  return { matched: runs.length, done: done.length, failed, runs: done };
}
