import type { Ctx } from '@/lib/core/context';
import { listen } from '@/lib/core/db/listen';
import { CHANNEL, Overtaken } from '@/lib/deployments/store';

const CHECK_MS = 2_000;

export class CancelRequested extends Error {
  override name = 'CancelRequested';
}

/** Fires when the deployment is to stop: cancellation, the job's own signal, or another worker's takeover. */
export async function cancelSignal(
  ctx: Ctx,
  held: { id: string; fence: number },
  outer: AbortSignal,
) {
  const own = new AbortController();
  const look = async () => {
    try {
      const row = await ctx.db.deployment.findUnique({
        where: { id: held.id },
        select: { cancelRequestedAt: true, fence: true },
      });
      if (!row || row.fence !== held.fence) own.abort(new Overtaken('Another worker goes on.'));
      else if (row.cancelRequestedAt) own.abort(new CancelRequested('Cancelled.'));
    } catch {
      // The database is out for a moment; the next look will tell.
    }
  };
  // Its own steps are told on the same channel: only the look every two seconds reads the row.
  const every = setInterval(() => void look(), CHECK_MS);
  const stop = await listen(CHANNEL, (payload) => {
    if (payload === `cancel:${held.id}` || payload === '') void look();
  });
  return {
    signal: AbortSignal.any([own.signal, outer]),
    close() {
      stop();
      clearInterval(every);
    },
  };
}
