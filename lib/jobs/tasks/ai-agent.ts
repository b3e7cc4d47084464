import { findAgent } from '@/lib/agents/store';
import { isAppError } from '@/lib/core/errors';
import { stableId } from '@/lib/core/stable-id';
import { startExecution } from '@/lib/executions/start';
import { type Task, TaskFailed } from '@/lib/jobs/task';
import type { Payload } from '@/lib/jobs/tasks.contract';

/** Starts an execution of an agent and waits for its end without a worker. */
export const aiAgent: Task<Payload<'ai-agent'>> = async ({ ctx, job, payload }) => {
  const agent = await findAgent(ctx, payload.agentId);
  if (!agent) throw new TaskFailed('NOT_FOUND', `No agent is called "${payload.agentId}".`);
  const { input } = payload;
  try {
    const { id } = await startExecution(ctx, {
      agent,
      input: typeof input === 'string' ? { message: input } : input,
      source: 'job',
      metadata: { jobId: job.id },
      id: stableId(`job:${job.id}:${job.attempt}`),
    });
    return { wait: { kind: 'execution', id } };
  } catch (error) {
    if (isAppError(error) && error.code === 'INSUFFICIENT_CREDITS')
      return { wait: { kind: 'credits' } };
    throw error;
  }
};
