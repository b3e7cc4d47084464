import type { z } from 'zod';

/** A kind of background work: its queue, what it carries, how long it may take and how it is retried. */
export interface JobKind<S extends z.ZodType = z.ZodType> {
  name: string;
  schema: S;
  /** seconds one attempt may take before it counts as failed */
  timeoutSeconds: number;
  /** attempts after the first; the wait doubles from one second */
  retries: number;
  /** seconds that the wait between attempts grows to; 300 unless given */
  longestWaitSeconds?: number;
  /** jobs of this kind one worker process runs at once */
  concurrency: number;
  /** jobs of one group (see `enqueue`) that run at once over all processes; no bound unless given */
  perGroup?: number;
  /** cron expression (UTC) for work that recurs by itself; its payload is `{}` and it has no organization */
  cron?: string;
}

/** Declares a kind of background work in a room's `jobs.ts`. */
export function job<S extends z.ZodType>(
  kind: Pick<JobKind<S>, 'name' | 'schema'> & Partial<JobKind<S>>,
): JobKind<S> {
  return { timeoutSeconds: 60, retries: 8, concurrency: 4, ...kind };
}
