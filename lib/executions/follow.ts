import type { Execution } from '@/generated/prisma/client';
import type { Ctx } from '@/lib/core/context';
import { watch } from '@/lib/core/db/watch';
import { isDatabaseOut } from '@/lib/core/errors';
import type { Send } from '@/lib/core/sse';
import { isOpen, presentExecution } from '@/lib/executions/present';
import { CHANNEL, loadExecution } from '@/lib/executions/store';

/** The execution when it has ended, or as it is after `seconds`. */
export async function waitForEnd(ctx: Ctx, id: string, seconds: number, signal: AbortSignal) {
  let row = await loadExecution(ctx, id);
  if (seconds <= 0 || !isOpen(row.status)) return row;
  const until = Date.now() + seconds * 1000;
  const watcher = await watch(CHANNEL, id, signal);
  try {
    // It may have ended between the look and the listening.
    row = await loadExecution(ctx, id);
    while (isOpen(row.status) && Date.now() < until && !signal.aborted) {
      await watcher.next(until - Date.now());
      row = await loadExecution(ctx, id);
    }
    return row;
  } finally {
    watcher.stop();
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
  const watcher = await watch(CHANNEL, id, signal);
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
      await watcher.next();
    }
    return null;
  } finally {
    watcher.stop();
  }
}
