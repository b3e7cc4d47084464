import { checkOutputModes, inputOf, partsOf, textOf } from '@/lib/a2a/content';
import { refuse } from '@/lib/a2a/errors';
import type { Send } from '@/lib/a2a/shapes';
import { findByMessage, loadTask, turnsOf } from '@/lib/a2a/store';
import { isTerminal, stateOf, type TaskRow } from '@/lib/a2a/task';
import type { AgentRow } from '@/lib/agents/store';
import { historyBudget, keepNewest } from '@/lib/chat/history';
import { type Ctx, transaction } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';
import { startExecution } from '@/lib/executions/start';

/**
 * Begins the task of a message: an execution. The same message of the same caller is the same task, however
 * often it comes. Throws the protocol's errors, and what `startExecution` throws.
 */
export async function begin(ctx: Ctx, agent: AgentRow, sent: Send): Promise<TaskRow> {
  const { message, configuration } = sent;
  const known = await findByMessage(ctx, agent.id, message.messageId);
  if (known) return known;
  if (configuration?.taskPushNotificationConfig) refuse('PUSH_NOTIFICATION_NOT_SUPPORTED', NO_PUSH);
  checkOutputModes(configuration?.acceptedOutputModes);
  const parts = partsOf(message);
  if (message.taskId) await refuseFollowUp(ctx, agent, message.taskId);
  const contextId = message.contextId ?? newId();
  const before = message.contextId ? await turnsOf(ctx, agent.id, contextId) : [];
  const turns = [...before, { role: 'user' as const, content: textOf(parts) }];
  const input =
    before.length > 0 ? { messages: keepNewest(turns, historyBudget(agent)) } : inputOf(parts);
  const { messageId, metadata } = message;
  try {
    return await transaction(ctx, async (tx) => {
      const execution = await startExecution(tx, {
        agent,
        input,
        source: 'a2a',
        metadata: { context_id: contextId, message_id: messageId },
      });
      const a2aTask = await tx.db.a2aTask.create({
        data: {
          organizationId: tx.organizationId,
          executionId: execution.id,
          agentId: agent.id,
          actorId: tx.actor.id,
          messageId,
          contextId,
          message: { parts, metadata, text: textOf(parts) } as object,
        },
      });
      return { ...execution, a2aTask };
    });
  } catch (error) {
    // The same message came twice at once: whoever was first has begun the task.
    if ((error as { code?: string }).code !== 'P2002') throw error;
    const first = await findByMessage(ctx, agent.id, messageId);
    if (!first) throw error;
    return first;
  }
}

export const NO_PUSH =
  'Push notifications are not supported. Stream, subscribe to the task, or use webhooks of the API.';

/** One message begins a task and nothing is added to it: what follows goes into the same context. */
async function refuseFollowUp(ctx: Ctx, agent: AgentRow, taskId: string): Promise<never> {
  const task = await loadTask(ctx, agent.id, taskId);
  const { contextId } = task.a2aTask;
  return refuse(
    'UNSUPPORTED_OPERATION',
    isTerminal(stateOf(task))
      ? `This task is over. To go on from it, send the message with the contextId ${contextId} and without a taskId.`
      : 'A task that is under way takes no more messages. Wait for its end, then use its contextId.',
  );
}
