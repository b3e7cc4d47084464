import type { Conversation, Execution, Message } from '@/generated/prisma/client';
import { type AgentRow, loadAgent } from '@/lib/agents/store';
import type { SendInput } from '@/lib/chat/contract';
import { historyFor } from '@/lib/chat/history';
import { attachedIds } from '@/lib/chat/present';
import { settleAnswers } from '@/lib/chat/settle';
import { loadMessage, lockConversation, personOf, supersede } from '@/lib/chat/store';
import { titleOf } from '@/lib/chat/title';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { fail, invalid } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { allows } from '@/lib/core/scopes';
import { startExecution } from '@/lib/executions/start';

export interface Sent {
  conversation: Conversation;
  question: Message;
  answer: Message;
  execution: Execution;
}

/**
 * Writes the message, the place of its answer and the execution that fills it in one transaction: whoever gets
 * 402 or 409 leaves nothing behind. `regenerate` asks the same again, `edit` asks something else instead.
 */
export async function send(ctx: Ctx, input: SendInput): Promise<Sent> {
  check(ctx, input);
  return transaction(ctx, async (tx) => {
    const conversation = input.conversation_id
      ? await lockConversation(tx, input.conversation_id)
      : await begin(tx, input);
    await refuseWhileAnswering(tx, conversation.id);
    const agent = await agentFor(tx, conversation, input.agent_id);
    const question = await ask(tx, conversation.id, input);
    const execution = await startExecution(tx, {
      agent,
      source: 'chat',
      conversationId: conversation.id,
      input: { messages: await historyFor(tx, question, agent) },
    });
    const answer = await tx.db.message.create({
      data: {
        id: newId(),
        organizationId: tx.organizationId,
        conversationId: conversation.id,
        role: 'assistant',
        status: 'streaming',
        executionId: execution.id,
      },
    });
    const updated = await tx.db.conversation.update({
      where: { id: conversation.id },
      data: {
        agentId: agent.id,
        updatedAt: new Date(),
        title: conversation.title || titleOf(question.content),
      },
    });
    return { conversation: updated, question, answer, execution };
  });
}

function check(ctx: Ctx, input: SendInput): void {
  if (input.regenerate && input.edit) invalid('edit', 'cannot be combined with regenerate');
  if (!input.message && !input.regenerate) invalid('message', 'is required');
  if (!input.conversation_id) {
    if (input.regenerate || input.edit) invalid('conversation_id', 'is required');
    if (!input.agent_id) invalid('agent_id', 'is required');
  }
  // Whoever may chat could otherwise read executions through an agent.
  if (input.attachments?.length && !allows(ctx.scopes, 'executions:read'))
    fail('FORBIDDEN', 'Attaching an execution needs the scope executions:read.', {
      details: { required_scope: 'executions:read' },
    });
}

function begin(tx: TxCtx, input: SendInput): Promise<Conversation> {
  return tx.db.conversation.create({
    data: {
      id: newId(),
      organizationId: tx.organizationId,
      userId: personOf(tx),
      agentId: input.agent_id,
    },
  });
}

async function refuseWhileAnswering(tx: TxCtx, conversationId: string): Promise<void> {
  await settleAnswers(tx, { conversationId });
  const open = await tx.db.message.count({ where: { conversationId, status: 'streaming' } });
  if (open > 0)
    fail('CONFLICT', 'The last answer is still being written. Wait for it, or stop it first.');
}

async function agentFor(tx: TxCtx, conversation: Conversation, chosen?: string): Promise<AgentRow> {
  if (chosen) return loadAgent(tx, chosen);
  if (!conversation.agentId) invalid('agent_id', 'is required');
  return loadAgent(tx, conversation.agentId).catch(() =>
    fail('CONFLICT', "This conversation's agent was deleted. Choose another one (agent_id)."),
  );
}

/** The user's message that is to be answered: a new one, one instead of another, or the one from before. */
async function ask(tx: TxCtx, conversationId: string, input: SendInput): Promise<Message> {
  if (input.regenerate) {
    const target = await loadMessage(tx, conversationId, input.regenerate);
    const question =
      target.role === 'user'
        ? target
        : await tx.db.message.findFirst({
            where: { conversationId, supersededAt: null, role: 'user', id: { lt: target.id } },
            orderBy: { id: 'desc' },
          });
    if (!question) return fail('NOT_FOUND', 'There is no message to answer again.');
    await supersede(tx, conversationId, { gt: question.id });
    return question;
  }
  let attachments = input.attachments ?? [];
  if (input.edit) {
    const target = await loadMessage(tx, conversationId, input.edit.message_id);
    if (target.role !== 'user') invalid('edit.message_id', 'must be a message of yours');
    attachments = input.attachments ?? attachedIds(target);
    await supersede(tx, conversationId, { gte: target.id });
  }
  const unique = [...new Set(attachments)];
  const known = await tx.db.execution.count({ where: { id: { in: unique } } });
  // What was attached before and is gone since must not forbid an edit.
  if (input.attachments && known !== unique.length)
    invalid('attachments', 'names an execution that does not exist');
  return tx.db.message.create({
    data: {
      id: newId(),
      organizationId: tx.organizationId,
      conversationId,
      role: 'user',
      content: input.message as string,
      attachments: unique,
    },
  });
}
