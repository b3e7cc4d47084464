import type { Execution } from '@/generated/prisma/client';
import type { Ctx } from '@/lib/core/context';
import { listen } from '@/lib/core/db/listen';
import { isDatabaseOut } from '@/lib/core/errors';
import type { Send } from '@/lib/core/sse';
import { isOpen, presentExecution } from '@/lib/executions/present';
import { CHANNEL, loadExecution } from '@/lib/executions/store';

/** Notifications may be lost: look again at least this often. */
const POLL_MS = 1_000;

/** Resolves at the next notification about the execution, after POLL_MS, or when the signal fires. */
async function watcher(id: string, signal: AbortSignal) {
  let wake = () => {};
  let heard = false;
  const stop = await listen(CHANNEL, (payload) => {
    if (payload !== '' && payload !== id) return;
    heard = true;
    wake();
  });
  return {
    stop,
    async next(mostMs = POLL_MS): Promise<void> {
      if (heard || signal.aborted) {
        heard = false;
        return;
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(mostMs, POLL_MS));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        signal.addEventListener('abort', wake, { once: true });
      });
      signal.removeEventListener('abort', wake);
      heard = false;
    },
  };
}

/** The execution when it has ended, or as it is after `seconds`. */
export async function waitForEnd(ctx: Ctx, id: string, seconds: number, signal: AbortSignal) {
  let row = await loadExecution(ctx, id);
  if (seconds <= 0 || !isOpen(row.status)) return row;
  const until = Date.now() + seconds * 1000;
  const watch = await watcher(id, signal);
  try {
    // It may have ended between the look and the listening.
    row = await loadExecution(ctx, id);
    while (isOpen(row.status) && Date.now() < until && !signal.aborted) {
      await watch.next(until - Date.now());
      row = await loadExecution(ctx, id);
    }
    return row;
  } finally {
    watch.stop();
  }
}

/** Sends what the execution shows, from after chunk `after`, until it ends: then `done` with all of it. */
export async function follow(
  ctx: Ctx,
  id: string,
  after: number,
  send: Send,
  signal: AbortSignal,
): Promise<Execution | null> {
  const watch = await watcher(id, signal);
  let seq = after;
  let status = '';
  try {
    while (!signal.aborted) {
      try {
        const row = await loadExecution(ctx, id);
        const chunks = await ctx.db.executionChunk.findMany({
          where: { executionId: id, seq: { gt: seq } },
          orderBy: { seq: 'asc' },
        });
        for (const chunk of chunks) {
          send(chunk.type, chunk.data, chunk.seq);
          seq = chunk.seq;
        }
        const now = row.waitReason ? `${row.status}:${row.waitReason}` : row.status;
        if (now !== status && isOpen(row.status))
          send('status', { status: presentExecution(row).status, wait_reason: row.waitReason });
        status = now;
        if (!isOpen(row.status)) {
          send('done', presentExecution(row));
          return row;
        }
      } catch (error) {
        // A database that is restarting is no reason to leave the reader: try again with the next poll.
        if (!isDatabaseOut(error)) throw error;
      }
      await watch.next();
    }
    return null;
  } finally {
    watch.stop();
  }
}
