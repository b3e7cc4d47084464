import type { Conversation } from '@/generated/prisma/client';
import { loadAgent } from '@/lib/agents/store';
import { audit } from '@/lib/audit/record';
import { loadConversation, personOf } from '@/lib/chat/store';
import { type Ctx, transaction } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';

interface Fields {
  title?: string;
  agent_id?: string | null;
}

/** Begins an empty conversation; its first message gives it a title unless it has one. */
export async function create(ctx: Ctx, input: Fields): Promise<Conversation> {
  const userId = personOf(ctx);
  if (input.agent_id) await loadAgent(ctx, input.agent_id);
  return ctx.db.conversation.create({
    data: {
      id: newId(),
      organizationId: ctx.organizationId,
      userId,
      title: input.title,
      agentId: input.agent_id,
    },
  });
}

export async function update(ctx: Ctx, id: string, input: Fields): Promise<Conversation> {
  await loadConversation(ctx, id);
  if (input.agent_id) await loadAgent(ctx, input.agent_id);
  return ctx.db.conversation.update({
    where: { id },
    data: { title: input.title, agentId: input.agent_id },
  });
}

/** Hides it at once; the worker's sweep removes it and its messages after an hour. */
export function remove(ctx: Ctx, id: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    await loadConversation(tx, id);
    await tx.db.conversation.update({ where: { id }, data: { deletedAt: new Date() } });
    await audit(tx, { action: 'conversation.deleted', target: { type: 'conversation', id } });
  });
}

export function restore(ctx: Ctx, id: string): Promise<Conversation> {
  return transaction(ctx, async (tx) => {
    await loadConversation(tx, id, true);
    await audit(tx, { action: 'conversation.restored', target: { type: 'conversation', id } });
    return tx.db.conversation.update({ where: { id }, data: { deletedAt: null } });
  });
}
