import {
  createConversation,
  deleteConversation,
  getConversation,
  listConversations,
  listMessages,
  restoreConversation,
  sendMessage,
  updateConversation,
} from '@/lib/chat/contract';
import { create, remove, restore, update } from '@/lib/chat/conversations';
import { presentConversation, presentConversations } from '@/lib/chat/present';
import { readMessages } from '@/lib/chat/read';
import { send } from '@/lib/chat/send';
import { findConversations, loadConversation } from '@/lib/chat/store';
import { streamAnswer } from '@/lib/chat/stream';
import { bind } from '@/lib/core/bind';
import { reply } from '@/lib/core/endpoint';

export const chatRoutes = [
  bind(sendMessage, async (ctx, { body, request }) => {
    const sent = await send(ctx, body);
    // The client's own signal, not the request's: an answer may take longer than a minute.
    return reply(200, undefined, { raw: streamAnswer(ctx, sent, request.raw.signal) });
  }),
  bind(listConversations, async (ctx, { query }) => {
    const { rows, total } = await findConversations(ctx, query);
    const { limit, offset } = query;
    return reply(200, { data: await presentConversations(ctx, rows), limit, offset, total });
  }),
  bind(createConversation, async (ctx, { body }) =>
    reply(201, await presentConversation(ctx, await create(ctx, body))),
  ),
  bind(getConversation, async (ctx, { params }) =>
    reply(200, await presentConversation(ctx, await loadConversation(ctx, params.id))),
  ),
  bind(updateConversation, async (ctx, { params, body }) =>
    reply(200, await presentConversation(ctx, await update(ctx, params.id, body))),
  ),
  bind(deleteConversation, async (ctx, { params }) => reply(204, await remove(ctx, params.id))),
  bind(restoreConversation, async (ctx, { params }) =>
    reply(200, await presentConversation(ctx, await restore(ctx, params.id))),
  ),
  bind(listMessages, async (ctx, { params, query }) =>
    reply(200, await readMessages(ctx, params.id, query)),
  ),
];
