import type { Ctx } from '@/lib/core/context';
import { watch } from '@/lib/core/db/watch';
import { isDatabaseOut } from '@/lib/core/errors';
import type { Send } from '@/lib/core/sse';
import { isEnded, presentJob, presentWhole } from '@/lib/jobs/present';
import { CHANNEL, loadJob } from '@/lib/jobs/store';

const LINES = 500;

/** Sends the job at every change and its log line by line until it ends: then `done`. */
export async function follow(ctx: Ctx, id: string, send: Send, signal: AbortSignal): Promise<void> {
  const { next, stop } = await watch(CHANNEL, id, signal);
  let sent = '';
  let line = 0n;
  try {
    while (!signal.aborted) {
      try {
        const row = await loadJob(ctx, id);
        const lines = await ctx.db.jobLog.findMany({
          where: { jobId: id, id: { gt: line } },
          orderBy: { id: 'asc' },
          take: LINES,
        });
        for (const { id: at, attempt, level, message, timestamp } of lines) {
          send('log', { id: String(at), attempt, level, message, timestamp });
          line = at;
        }
        const { updated_at: _, ...job } = presentJob(row);
        const text = JSON.stringify(job);
        if (text !== sent) send('job', presentJob(row));
        sent = text;
        if (isEnded(row.status) && lines.length < LINES)
          return send('done', await presentWhole(row));
      } catch (error) {
        if (!isDatabaseOut(error)) throw error;
      }
      await next();
    }
  } finally {
    stop();
  }
}
