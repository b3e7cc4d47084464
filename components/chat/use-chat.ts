'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import { type Messages, messagesKey } from '@/components/chat/keys';
import { advance, type Live, liveAnswer, textOf } from '@/components/chat/live-parts';
import type { ServerEvent } from '@/components/chat/sse';
import { CURRENT } from '@/components/shell/current';
import { ApiError, api } from '@/components/ui/fetcher';
import { toast } from '@/components/ui/toast';
import type { Attachment, MessageView } from '@/lib/chat/contract';

/** Fetched while the first message is typed. */
const streaming = () => import('@/components/chat/follow-answer');

export interface Outgoing {
  agentId: string | null;
  message?: string;
  attachments?: Attachment[];
  regenerate?: string;
  edit?: string;
}

export interface Problem {
  error: ApiError;
  outgoing: Outgoing;
}

/** What of the list stays when `outgoing` replaces a part of it; newest first. */
function remaining(messages: readonly MessageView[], { edit, regenerate }: Outgoing) {
  if (edit) return messages.filter((m) => m.id < edit);
  if (!regenerate) return [...messages];
  const at = messages.find((m) => m.id === regenerate);
  return messages.filter((m) => (at?.role === 'user' ? m.id <= regenerate : m.id < regenerate));
}

const NONE = { rows: [] as MessageView[], loading: false };

/**
 * One conversation: its messages, the answer that is being written, sending and stopping. Leaving it does not
 * stop the answer; coming back attaches to it again.
 */
export function useChat(
  conversationId: string | null,
  on: {
    /** a message was accepted; of a new conversation, this is its id */
    begun: (id: string) => void;
    answered: (text: string) => void;
  },
) {
  const key = conversationId ? messagesKey(conversationId) : null;
  const { mutate } = useSWRConfig();
  const {
    data,
    error,
    isLoading,
    mutate: reload,
  } = useSWR<Messages, ApiError>(key, {
    keepPreviousData: false,
  });
  const [pending, setPending] = useState<Outgoing | null>(null);
  const [live, setLive] = useState<Live | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [older, setOlder] = useState<{ rows: MessageView[]; loading: boolean }>(NONE);
  const olderRows = useRef<MessageView[]>([]);
  olderRows.current = older.rows;
  // What runs now, outside of rendering: the stream outlives many renders.
  const run = useRef<{ stop: AbortController; hurry: AbortController; executionId: string | null }>(
    null,
  );
  const stopWanted = useRef(false);
  const mine = useRef<string | null>(conversationId);
  const latest = useRef(on);
  latest.current = on;

  const cancel = useCallback((executionId: string) => {
    setLive((now) => now && { ...now, stopping: true });
    api(`/api/v1/executions/${executionId}/cancel`, { method: 'POST' }).catch((cause) => {
      if (cause instanceof ApiError && cause.code === 'EXECUTION_ENDED') return;
      setLive((now) => now && { ...now, stopping: false });
      toast.error('The answer could not be stopped', cause);
    });
  }, []);

  const begun = useCallback(
    (id: string, data: Record<string, unknown>, outgoing: Outgoing) => {
      const asked = data.user_message as MessageView;
      const answer = data.assistant_message as MessageView;
      mine.current = id;
      void mutate<Messages>(
        messagesKey(id),
        (now) => {
          const all = [...(now?.data ?? []), ...olderRows.current];
          const before = remaining(all, outgoing).filter((m) => m.id !== asked.id);
          const messages = [answer, asked, ...before];
          const total = (now?.total ?? 0) - all.length + messages.length;
          return { data: messages, limit: messages.length, offset: 0, total };
        },
        { revalidate: false },
      );
      setOlder(NONE);
      setPending(null);
      setLive(liveAnswer(answer.id, String(data.execution_id)));
      latest.current.begun(id);
    },
    [mutate],
  );

  const ended = useCallback(
    async (id: string, data: Record<string, unknown>, parts: () => string) => {
      const message = data.message as MessageView | undefined;
      if (message)
        await mutate<Messages>(
          messagesKey(id),
          (now) =>
            now && { ...now, data: now.data.map((m) => (m.id === message.id ? message : m)) },
          { revalidate: false },
        );
      else await mutate(messagesKey(id)).catch(() => {});
      setLive(null);
      latest.current.answered(message?.content || parts());
    },
    [mutate],
  );

  /** Follows an answer until it ends, another one begins or the reader goes elsewhere. */
  const follow = useCallback(
    async (
      id: string | null,
      first: Response | null,
      executionId: string | null,
      outgoing: Outgoing,
    ) => {
      const own = { stop: new AbortController(), hurry: new AbortController(), executionId };
      run.current?.stop.abort();
      run.current = own;
      let conversation = id;
      let end: Promise<void> | undefined;
      let now: Live | null = null;
      const onEvent = (event: ServerEvent) => {
        if (own.stop.signal.aborted) return;
        const d = event.data as Record<string, unknown>;
        if (event.event === 'conversation') conversation = String(d.id);
        else if (event.event === 'message' && conversation) {
          own.executionId = String(d.execution_id);
          begun(conversation, d, outgoing);
          if (stopWanted.current) cancel(own.executionId);
        } else if (event.event === 'done' && conversation) {
          void mutate(CURRENT);
          end = ended(conversation, d, () => textOf(now?.parts ?? []));
        } else
          setLive((before) => {
            now = before && advance(before, event);
            return now;
          });
      };
      try {
        const { followAnswer } = await streaming();
        await followAnswer({
          first,
          executionId: () => own.executionId,
          onEvent,
          onConnection: (connected) => setLive((before) => before && { ...before, connected }),
          signal: own.stop.signal,
          hurry: () => own.hurry.signal,
        });
        await end;
      } finally {
        if (run.current === own) run.current = null;
      }
    },
    [begun, ended, cancel, mutate],
  );

  const send = useCallback(
    async (outgoing: Outgoing): Promise<boolean> => {
      setProblem(null);
      setPending(outgoing);
      stopWanted.current = false;
      const { agentId, message, attachments, regenerate, edit } = outgoing;
      try {
        const { openStream } = await streaming();
        const response = await openStream('/chat/send', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            conversation_id: conversationId ?? undefined,
            agent_id: agentId ?? undefined,
            message,
            attachments: attachments?.map((a) => a.id),
            regenerate,
            edit: edit && { message_id: edit },
          }),
        });
        await follow(conversationId, response, null, outgoing);
        return true;
      } catch (cause) {
        if (!(cause instanceof ApiError)) throw cause;
        setPending(null);
        setLive(null);
        setProblem({ error: cause, outgoing });
        // It may have been accepted before the connection broke.
        if (cause.status === 0) void reload();
        return false;
      }
    },
    [conversationId, follow, reload],
  );

  // Another conversation: stop reading, not answering.
  useEffect(() => {
    if (mine.current === conversationId) return;
    mine.current = conversationId;
    run.current?.stop.abort();
    run.current = null;
    setPending(null);
    setLive(null);
    setProblem(null);
    setOlder(NONE);
  }, [conversationId]);

  // An answer that was being written when the page came: attach to it.
  const open = data?.data.find(
    (m) => m.status === 'streaming' && m.conversation_id === conversationId,
  );
  const openExecution = open?.execution?.id;
  const openMessage = open?.id;
  useEffect(() => {
    if (!conversationId || !openExecution || !openMessage) return;
    if (run.current) return;
    setLive(liveAnswer(openMessage, openExecution));
    const nothing = { agentId: null };
    follow(conversationId, null, openExecution, nothing).catch((cause) => {
      setLive(null);
      toast.error('The answer cannot be followed', cause);
    });
  }, [conversationId, openExecution, openMessage, follow]);
  useEffect(
    () => () => {
      run.current?.stop.abort();
      run.current = null;
    },
    [],
  );

  const own = key ? data : undefined;
  const all = own ? [...own.data, ...older.rows] : [];
  const shown = pending ? remaining(all, pending) : all;
  async function loadOlder() {
    if (!conversationId || older.loading) return;
    setOlder({ ...older, loading: true });
    try {
      const { data: rows } = await api<Messages>(messagesKey(conversationId, all.length));
      const known = new Set(all.map((m) => m.id));
      setOlder({ rows: [...older.rows, ...rows.filter((m) => !known.has(m.id))], loading: false });
    } catch (cause) {
      setOlder({ ...older, loading: false });
      toast.error('The earlier messages did not load', cause);
    }
  }
  return {
    /** newest first */
    messages: shown,
    earlier: {
      count: Math.max(0, (own?.total ?? 0) - all.length),
      loading: older.loading,
      load: loadOlder,
    },
    loading: key !== null && isLoading && !own,
    error: key ? error : undefined,
    reload,
    pending,
    live,
    problem,
    busy: pending !== null || live !== null,
    send,
    stop() {
      stopWanted.current = true;
      if (run.current?.executionId) cancel(run.current.executionId);
    },
    reconnect() {
      const now = run.current;
      if (!now) return;
      now.hurry.abort();
      now.hurry = new AbortController();
    },
    dismiss: () => setProblem(null),
  };
}

export type Chat = ReturnType<typeof useChat>;
