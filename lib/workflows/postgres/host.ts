import { newId } from '@/lib/core/ids';
import type { WorkflowHost } from '@/lib/workflows/host';
import { describe, history, list } from '@/lib/workflows/postgres/describe';
import { tell } from '@/lib/workflows/postgres/inbox';
import { cancel, pauseIdle } from '@/lib/workflows/postgres/interrupt';
import { start } from '@/lib/workflows/postgres/start';

/** Runs on PostgreSQL and pg-boss. */
export const host: WorkflowHost = {
  start: (ctx, given) => start(ctx, given),
  async signal(ctx, runId, signal, dedupe) {
    if (signal.type === 'PauseRequested' && (await pauseIdle(ctx, runId))) return true;
    return tell(ctx, runId, signal, dedupe ?? newId());
  },
  cancel,
  describe,
  history,
  list,
};
