import type { Ctx } from '@/lib/core/context';
import { listen } from '@/lib/core/db/listen';
import { CHANNEL } from '@/lib/executions/store';

const CHECK_MS = 2_000;

export class CancelRequested extends Error {
  override name = 'CancelRequested';
}

export class TimeIsUp extends Error {
  override name = 'TimeIsUp';
}

/**
 * A signal that fires when the execution is to stop: cancellation (heard at once, and looked for every two
 * seconds), the time limit, the job's own signal, or another worker having taken over.
 */
export async function stopSignal(
  ctx: Ctx,
  held: { id: string; fence: number },
  outer: AbortSignal,
  leftMs: number,
) {
  const own = new AbortController();
  const look = async () => {
    try {
      const row = await ctx.db.execution.findUnique({
        where: { id: held.id },
        select: { cancelRequestedAt: true, fence: true },
      });
      if (!row || row.fence !== held.fence) own.abort(new Error('Another worker goes on.'));
      else if (row.cancelRequestedAt) own.abort(new CancelRequested('Cancelled.'));
    } catch {
      // The database is out for a moment; the next look will tell.
    }
  };
  const stop = await listen(CHANNEL, (payload) => {
    if (payload === held.id || payload === '') void look();
  });
  const every = setInterval(() => void look(), CHECK_MS);
  const limit = setTimeout(
    () => own.abort(new TimeIsUp('The time limit is up.')),
    Math.max(0, Math.min(leftMs, 2 ** 31 - 1)),
  );
  return {
    signal: AbortSignal.any([own.signal, outer]),
    close() {
      stop();
      clearInterval(every);
      clearTimeout(limit);
    },
  };
}
