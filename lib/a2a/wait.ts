import { loadTask } from '@/lib/a2a/store';
import { isAtRest, stateOf, type TaskRow } from '@/lib/a2a/task';
import type { Ctx } from '@/lib/core/context';
import { watch } from '@/lib/core/db/watch';
import { CHANNEL } from '@/lib/executions/store';

/** The task when it is over or somebody has to do something first, or as it is after `seconds`. */
export async function waitForRest(
  ctx: Ctx,
  task: TaskRow,
  seconds: number,
  signal: AbortSignal,
): Promise<TaskRow> {
  if (isAtRest(stateOf(task))) return task;
  const until = Date.now() + seconds * 1000;
  const watcher = await watch(CHANNEL, task.id, signal);
  try {
    for (;;) {
      const now = await loadTask(ctx, task.a2aTask.agentId, task.id);
      if (isAtRest(stateOf(now)) || Date.now() >= until || signal.aborted) return now;
      await watcher.next(until - Date.now());
    }
  } finally {
    watcher.stop();
  }
}
