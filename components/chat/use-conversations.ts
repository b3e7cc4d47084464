'use client';

import { useEffect, useState } from 'react';
import useSWRInfinite from 'swr/infinite';
import { CONVERSATIONS, type Conversations, conversationsKey, PAGE } from '@/components/chat/keys';
import { type ApiError, api } from '@/components/ui/fetcher';
import { toast } from '@/components/ui/toast';
import type { ConversationView } from '@/lib/chat/contract';

const LOOK_AGAIN_MS = 4_000;

/** The text once nothing was typed for a moment. */
function useSettled(text: string, ms = 200): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), ms);
    return () => clearTimeout(timer);
  }, [text, ms]);
  return settled;
}

/** The caller's conversations, newest first, with search, renaming and deleting that can be undone. */
export function useConversations(first: Conversations) {
  const [search, setSearch] = useState('');
  const wanted = useSettled(search.trim());
  const { data, error, isLoading, size, setSize, mutate } = useSWRInfinite<Conversations, ApiError>(
    (page, before) => (before && before.data.length < PAGE ? null : conversationsKey(page, wanted)),
    {
      fallbackData: wanted ? undefined : [first],
      // One that is being answered elsewhere changes without a word to this page.
      refreshInterval: (pages?: Conversations[]) =>
        pages?.some((p) => p.data.some((c) => c.streaming)) ? LOOK_AGAIN_MS : 0,
    },
  );
  const rows = data?.flatMap((page) => page.data) ?? [];
  const total = data?.[0]?.total ?? 0;

  const change = (with_: (rows: ConversationView[]) => ConversationView[]) =>
    mutate((pages) => pages?.map((page) => ({ ...page, data: with_(page.data) })), {
      revalidate: false,
    });

  async function rename(id: string, title: string): Promise<void> {
    void change((all) => all.map((c) => (c.id === id ? { ...c, title } : c)));
    try {
      await api(`${CONVERSATIONS}/${id}`, { method: 'PATCH', body: { title } });
    } catch (cause) {
      toast.error('The conversation was not renamed', cause);
    }
    await mutate();
  }

  async function restore(id: string): Promise<void> {
    try {
      await api(`${CONVERSATIONS}/${id}/restore`, { method: 'POST' });
    } catch (cause) {
      toast.error('The conversation could not be restored', cause);
    }
    await mutate();
  }

  async function remove(conversation: ConversationView): Promise<void> {
    const { id, title } = conversation;
    void change((all) => all.filter((c) => c.id !== id));
    try {
      await api(`${CONVERSATIONS}/${id}`, { method: 'DELETE' });
      toast.undo(`Deleted “${title}”`, () => void restore(id));
    } catch (cause) {
      toast.error('The conversation was not deleted', cause);
    }
    await mutate();
  }

  return {
    rows,
    total,
    search,
    setSearch,
    searching: wanted !== '',
    loading: isLoading,
    error,
    more: rows.length < total ? () => void setSize(size + 1) : null,
    refresh: () => void mutate(),
    rename,
    remove,
  };
}

export type ConversationsState = ReturnType<typeof useConversations>;
