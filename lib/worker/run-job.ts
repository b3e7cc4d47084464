import { systemCtx } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';
import { log } from '@/lib/core/log';
import type { Handler } from '@/lib/worker/handlers';

/** What every job carries beside its payload; recurring work of the whole installation has no organization. */
interface Envelope {
  organizationId?: string;
  requestId?: string;
  payload?: unknown;
}

export interface Fetched {
  id: string;
  data: unknown;
  signal: AbortSignal;
  retryCount: number;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Runs one job that the queue handed out; throws when it must be tried again. */
export async function runJob(handler: Handler, job: Fetched, signal: AbortSignal): Promise<void> {
  const envelope = (job.data ?? {}) as Envelope;
  const parsed = handler.kind.schema.safeParse(envelope.payload ?? {});
  const requestId = envelope.requestId ?? newId();
  if (!parsed.success) {
    // Trying again can't mend a payload: say it and be done.
    log().error(
      { job: handler.kind.name, id: job.id, problem: parsed.error.message },
      'bad payload',
    );
    return;
  }
  const ctx = systemCtx(envelope.organizationId ?? NOBODY, handler.kind.name, requestId);
  const started = performance.now();
  try {
    await handler.run(ctx, parsed.data, {
      signal: AbortSignal.any([job.signal, signal]),
      attempt: job.retryCount,
    });
    ctx.log.debug(
      { job: handler.kind.name, ms: Math.round(performance.now() - started) },
      'job done',
    );
  } catch (error) {
    ctx.log.warn(
      { job: handler.kind.name, id: job.id, attempt: job.retryCount, err: error },
      'job failed',
    );
    throw error;
  }
}
