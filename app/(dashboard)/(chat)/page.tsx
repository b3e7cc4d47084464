import type { Metadata } from 'next';
import { ChatPage } from '@/components/chat/chat';
import { PAGE } from '@/components/chat/keys';
import { pageCtx } from '@/lib/api/page-context';
import { agentChoices } from '@/lib/chat/agent-choices';
import { presentConversation, presentConversations } from '@/lib/chat/present';
import { readMessages } from '@/lib/chat/read';
import { findConversations, loadConversation } from '@/lib/chat/store';
import type { Ctx } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { allows } from '@/lib/core/scopes';

export const metadata: Metadata = { title: 'Chat' };

const first = { limit: PAGE, offset: 0 };

/** The conversation of the address; one that is not the reader's is told by the page itself. */
async function opened(ctx: Ctx, id: string | undefined) {
  if (!id) return null;
  try {
    const row = await loadConversation(ctx, id);
    const [conversation, messages] = await Promise.all([
      presentConversation(ctx, row),
      readMessages(ctx, id, first),
    ]);
    return { conversation, messages };
  } catch (error) {
    if (isAppError(error) && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [ctx, { c }] = await Promise.all([pageCtx(), searchParams]);
  const [{ agents, total }, list, open] = await Promise.all([
    agentChoices(ctx),
    findConversations(ctx, first),
    opened(ctx, typeof c === 'string' ? c : undefined),
  ]);
  return (
    <ChatPage
      agentTotal={total}
      agents={agents}
      canWrite={allows(ctx.scopes, 'chat:write')}
      conversations={{
        data: await presentConversations(ctx, list.rows),
        ...first,
        total: list.total,
      }}
      now={Date.now()}
      opened={open}
    />
  );
}
