import { isAppError } from '@/lib/core/errors';
import { stableId } from '@/lib/core/stable-id';
import type { Outcome, Task, Work } from '@/lib/jobs/task';
import { TaskFailed } from '@/lib/jobs/task';
import type { Payload } from '@/lib/jobs/tasks.contract';
import { start } from '@/lib/workflows/start';
import { findWorkflow } from '@/lib/workflows/store';

/** Starts a run of a workflow and waits for its end without a worker. */
export const workflow: Task<Payload<'workflow'>> = (work) =>
  startRun(work, work.payload.workflowId, work.payload.input);

/** A type of task that is the name of a published workflow: the payload is its input. */
export const registeredWorkflow: Task = (work) => startRun(work, work.job.taskType, work.payload);

async function startRun(
  { ctx, job }: Pick<Work, 'ctx' | 'job'>,
  reference: string,
  input: Record<string, unknown>,
): Promise<Outcome> {
  const row = await findWorkflow(ctx, reference);
  if (!row) throw new TaskFailed('NOT_FOUND', `No workflow is called "${reference}".`);
  try {
    const { id } = await start(ctx, {
      workflowId: row.id,
      input,
      trigger: { type: 'job', jobId: job.id },
      id: stableId(`job:${job.id}:${job.attempt}`),
    });
    return { wait: { kind: 'workflow-run', id } };
  } catch (error) {
    if (isAppError(error) && error.code === 'INSUFFICIENT_CREDITS')
      return { wait: { kind: 'credits' } };
    throw error;
  }
}
