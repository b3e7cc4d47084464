import type { Conversation, Message, Prisma } from '@/generated/prisma/client';
import type { Ctx, TxCtx } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import type { Page } from '@/lib/core/page';

/** Whose conversations these are: the person signed in, or the maker of the key. */
export function personOf(ctx: Ctx): string {
  if (ctx.actor.kind === 'user') return ctx.actor.id;
  if (ctx.actor.kind === 'key') return ctx.actor.userId;
  return fail('FORBIDDEN', 'Conversations belong to people; sign in or use the key of a member.');
}

const gone = (): never => fail('NOT_FOUND', 'No such conversation.');

/** The caller's own conversation, or 404: a colleague's is answered like one that does not exist. */
export async function loadConversation(ctx: Ctx, id: string, deleted = false) {
  const userId = personOf(ctx);
  if (!isUuid(id)) return gone();
  const row = await ctx.db.conversation.findFirst({
    where: { id, userId, deletedAt: deleted ? { not: null } : null },
  });
  return row ?? gone();
}

/** Locks the conversation until the transaction ends, so that two messages cannot be sent at once. */
export async function lockConversation(tx: TxCtx, id: string): Promise<Conversation> {
  await tx.sql(
    `SELECT id FROM conversations WHERE organization_id = $1::uuid AND id = $2::uuid FOR UPDATE`,
    tx.organizationId,
    id,
  );
  return loadConversation(tx, id);
}

/** `%` and `_` stand for themselves in what a person types. */
const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

export async function findConversations(ctx: Ctx, query: Page & { search?: string }) {
  const contains = query.search ? literal(query.search) : '';
  const where: Prisma.ConversationWhereInput = {
    userId: personOf(ctx),
    deletedAt: null,
    ...(contains && {
      OR: [
        { title: { contains, mode: 'insensitive' } },
        { messages: { some: { supersededAt: null, content: { contains, mode: 'insensitive' } } } },
      ],
    }),
  };
  const [rows, total] = await Promise.all([
    ctx.db.conversation.findMany({
      where,
      orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
      take: query.limit,
      skip: query.offset,
    }),
    ctx.db.conversation.count({ where }),
  ]);
  return { rows, total };
}

/** The messages that count, newest first. Ids rise with time. */
export async function findMessages(ctx: Ctx, conversationId: string, page: Page) {
  const where = { conversationId, supersededAt: null };
  const [rows, total] = await Promise.all([
    ctx.db.message.findMany({
      where,
      orderBy: { id: 'desc' },
      take: page.limit,
      skip: page.offset,
    }),
    ctx.db.message.count({ where }),
  ]);
  return { rows, total };
}

/** A message of the conversation that was not replaced yet. */
export async function loadMessage(ctx: Ctx, conversationId: string, id: string): Promise<Message> {
  const row = await ctx.db.message.findFirst({ where: { id, conversationId, supersededAt: null } });
  return row ?? fail('NOT_FOUND', 'No such message in this conversation.');
}

/** Replaces messages: those with an id above (or from) the given one. */
export async function supersede(
  tx: TxCtx,
  conversationId: string,
  where: Prisma.UuidFilter<'Message'>,
): Promise<void> {
  await tx.db.message.updateMany({
    where: { conversationId, supersededAt: null, id: where },
    data: { supersededAt: new Date() },
  });
}
