import type { Ctx } from '@/lib/core/context';

type CancelRun = (ctx: Ctx, runId: string) => Promise<unknown>;

const shared = globalThis as { __fpCancelRun?: CancelRun };

/** Workflows lie to the right of executions: the registry hands in how a run of theirs is cancelled. */
export function setCancelRun(cancel: CancelRun): void {
  shared.__fpCancelRun = cancel;
}

export function cancelRun(ctx: Ctx, runId: string): Promise<unknown> {
  const cancel = shared.__fpCancelRun;
  if (!cancel) throw new Error('No way to cancel runs: a registry must call setCancelRun first.');
  return cancel(ctx, runId);
}
