import { newId } from '@/lib/core/ids';
import type { SeedResources } from '@/lib/testing/resources';

export const seedChatResources: SeedResources = async ({ ctx, marker, ids }) => {
  const { organizationId, actor } = ctx;
  if (actor.kind !== 'user') throw new Error('Conversations belong to people.');
  const [id, messageId] = [newId(), newId()];
  await ctx.db.conversation.create({
    data: {
      id,
      organizationId,
      userId: actor.id,
      agentId: ids['agents/{id}'],
      title: `${marker} conversation`,
    },
  });
  await ctx.db.message.create({
    data: {
      id: messageId,
      organizationId,
      conversationId: id,
      role: 'user',
      content: `${marker} message`,
    },
  });
  return { 'conversations/{id}': id, 'messages/{id}': messageId };
};
