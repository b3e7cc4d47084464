import type { MessageView } from '@/lib/chat/contract';
import { presentMessages } from '@/lib/chat/present';
import { settleAnswers } from '@/lib/chat/settle';
import { findMessages, loadConversation } from '@/lib/chat/store';
import type { Ctx } from '@/lib/core/context';
import type { Page, Paged } from '@/lib/core/page';

/** A page of a conversation's messages, newest first. An answer whose execution has just ended has its text. */
export async function readMessages(ctx: Ctx, id: string, page: Page): Promise<Paged<MessageView>> {
  const conversation = await loadConversation(ctx, id);
  await settleAnswers(ctx, { conversationId: conversation.id });
  const { rows, total } = await findMessages(ctx, conversation.id, page);
  return { data: await presentMessages(ctx, rows), ...page, total };
}
