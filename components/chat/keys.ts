import type { ConversationView, MessageView } from '@/lib/chat/contract';

export type Paged<T> = { data: T[]; limit: number; offset: number; total: number };
export type Conversations = Paged<ConversationView>;
export type Messages = Paged<MessageView>;

export const PAGE = 50;
export const CONVERSATIONS = '/api/v1/conversations';

/** SWR keys, shared by the page (which fills them on the server) and the components. */
export const messagesKey = (id: string, offset = 0) =>
  `${CONVERSATIONS}/${id}/messages?limit=${PAGE}${offset ? `&offset=${offset}` : ''}`;

export const conversationKey = (id: string) => `${CONVERSATIONS}/${id}`;

export const conversationsKey = (page: number, search: string) =>
  `${CONVERSATIONS}?limit=${PAGE}${page ? `&offset=${page * PAGE}` : ''}${
    search ? `&search=${encodeURIComponent(search)}` : ''
  }`;

/** Where a conversation is; null is a new one. */
export const chatPath = (id: string | null) => (id ? `/?c=${id}` : '/');
