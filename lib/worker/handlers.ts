import type { z } from 'zod';
import type { Ctx } from '@/lib/core/context';
import type { JobKind } from '@/lib/queue/job';

export interface Attempt {
  /** fires when the job is taken away (expired, cancelled) or the worker stops */
  signal: AbortSignal;
  /** from 0 */
  attempt: number;
}

/** A kind of job and what runs it. A handler may run more than once for one job. */
export interface Handler {
  kind: JobKind;
  run(ctx: Ctx, payload: unknown, attempt: Attempt): Promise<void>;
}

/** Binds a kind of job to its handler. */
export function handles<S extends z.ZodType>(
  kind: JobKind<S>,
  run: (ctx: Ctx, payload: z.output<S>, attempt: Attempt) => Promise<void>,
): Handler {
  return { kind, run: run as Handler['run'] };
}
