import type { Job } from '@/generated/prisma/client';
import type { Ctx } from '@/lib/core/context';
import type { Kept } from '@/lib/jobs/present';
import type { Secrets } from '@/lib/jobs/sealed';

/** What a task works with. */
export interface Work<P = Record<string, unknown>> {
  /** acts for whoever made the job: what it starts counts against that key's limits */
  ctx: Ctx;
  job: Job;
  payload: P;
  secrets: Secrets;
  /** fires when the job is to stop; what comes afterwards is refused */
  signal: AbortSignal;
  log(level: 'info' | 'warning' | 'error', message: string): Promise<void>;
  /** shown while it runs; written at most every second */
  progress(now: Record<string, unknown>): Promise<void>;
}

/** What a job may wait for without a worker; `credits` has no id. */
export type WaitFor =
  | { kind: 'execution' | 'test-run' | 'workflow-run'; id: string }
  | { kind: 'credits' };

export type Outcome = Kept | { wait: WaitFor };

/** Runs one attempt. Safe to run again: what it starts has ids made of the job and the attempt. */
export type Task<P = Record<string, unknown>> = (work: Work<P>) => Promise<Outcome>;

/** A failure with a sentence for whoever made the job. `again`: another attempt may go better. */
export class TaskFailed extends Error {
  override name = 'TaskFailed';

  constructor(
    readonly code: string,
    message: string,
    readonly again = false,
    readonly result?: Kept,
  ) {
    super(message);
  }
}
