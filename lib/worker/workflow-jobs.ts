import type { z } from 'zod';
import { type Ctx, transaction } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { isObject } from '@/lib/engine/json';
import { cancel } from '@/lib/jobs/cancel';
import { enqueueJob } from '@/lib/jobs/enqueue-job';
import type { startJob } from '@/lib/workflows/jobs';
import { host } from '@/lib/workflows/postgres/host';

const whole = (value: unknown) =>
  Number.isInteger(Number(value)) && value !== null && value !== '' ? Number(value) : undefined;

/** Makes the job that a step asks for, once; the step learns at once when there can be none. */
export async function makeJob(ctx: Ctx, given: z.output<typeof startJob.schema>): Promise<void> {
  const { runId, key, attempt, workId, mode } = given;
  const config = isObject(given.input) ? given.input : {};
  try {
    const job = await transaction(ctx, (tx) =>
      enqueueJob(tx, {
        taskType: String(config.task_type),
        payload: config.payload,
        queue: typeof config.queue === 'string' ? config.queue : undefined,
        maxRetries: whole(config.max_retries),
        key: workId,
        parent: mode === 'wait' ? { runId, stepKey: key, attempt } : undefined,
      }),
    );
    const output = { jobId: job.id };
    if (mode === 'detach')
      await host.signal(
        ctx,
        runId,
        { type: 'JobCompleted', key, attempt, output },
        `job:${workId}`,
      );
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
    const { code, message } = error;
    const told = { code, message: [message, fields(error.details)].filter(Boolean).join(': ') };
    const failure = { ...told, retryable: false };
    await host.signal(
      ctx,
      runId,
      { type: 'JobFailed', key, attempt, error: failure },
      `job:${workId}`,
    );
  }
}

const fields = (details: unknown): string =>
  isObject(details)
    ? Object.entries(details)
        .map(([field, problem]) => `${field} ${String(problem)}`)
        .join('; ')
    : '';

/** Stops the job that was made for a step. */
export async function stopJob(ctx: Ctx, key: string): Promise<void> {
  const job = await ctx.db.job.findFirst({ where: { key }, select: { id: true } });
  if (job) await cancel(ctx, job.id);
}
