'use client';

import { useSearchParams } from 'next/navigation';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import useSWR, { SWRConfig, useSWRConfig } from 'swr';
import { AgentPicker } from '@/components/chat/agent-picker';
import { ChatHeader } from '@/components/chat/chat-header';
import { ListSkeleton } from '@/components/chat/chat-skeleton';
import { Composer, type ComposerHandle } from '@/components/chat/composer';
import { kept, LAST_AGENT } from '@/components/chat/kept';
import {
  type Conversations,
  chatPath,
  conversationKey,
  type Messages,
  messagesKey,
} from '@/components/chat/keys';
import { Thread } from '@/components/chat/thread';
import { type Outgoing, useChat } from '@/components/chat/use-chat';
import { useConversations } from '@/components/chat/use-conversations';
import { Callout } from '@/components/ui/callout';
import { Sheet } from '@/components/ui/sheet';
import type { AgentChoice, Attachment, ConversationView } from '@/lib/chat/contract';

// Drawn by the server; it comes alive after the composer, which is what people reach for first.
const ConversationList = lazy(async () => ({
  default: (await import('@/components/chat/conversation-list')).ConversationList,
}));

const EmptyChat = lazy(async () => ({
  default: (await import('@/components/chat/empty-chat')).EmptyChat,
}));
const SandboxNote = lazy(async () => ({
  default: (await import('@/components/chat/sandbox-note')).SandboxNote,
}));
const ProblemNote = lazy(async () => ({
  default: (await import('@/components/chat/problem-note')).ProblemNote,
}));

export interface ChatPageProps {
  agents: AgentChoice[];
  agentTotal: number;
  conversations: Conversations;
  /** The conversation of the address, when it is one of the reader's. */
  opened: { conversation: ConversationView; messages: Messages } | null;
  canWrite: boolean;
  /** When the server rendered, in milliseconds since 1970. */
  now: number;
}

/** The chat: conversations on the left, messages and composer on the right. */
export function ChatPage(props: ChatPageProps) {
  const { opened } = props;
  const fallback = opened
    ? {
        [messagesKey(opened.conversation.id)]: opened.messages,
        [conversationKey(opened.conversation.id)]: opened.conversation,
      }
    : {};
  return (
    <SWRConfig value={{ fallback }}>
      <ChatView {...props} />
    </SWRConfig>
  );
}

const isOverlayOpen = () =>
  document.querySelector('dialog[open], [popover]:popover-open:not([role=tooltip])') !== null;

function ChatView({ agents, agentTotal, conversations, canWrite, now }: ChatPageProps) {
  const address = useSearchParams();
  const addressed = address.get('c');
  const asked = address.get('agent');
  const composer = useRef<ComposerHandle>(null);
  const [begun, setBegun] = useState<string | null>(null);
  // The router learns of a new conversation a moment later than we do.
  const [ahead, setAhead] = useState(false);
  const conversationId = ahead ? begun : addressed;
  useEffect(() => {
    if (addressed === begun) setAhead(false);
  }, [addressed, begun]);
  const [drawer, setDrawer] = useState(false);
  const [editing, setEditing] = useState<string | null>(null);
  const [attached, setAttached] = useState<Attachment[]>([]);
  const [said, setSaid] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const { mutate } = useSWRConfig();
  const list = useConversations(conversations);
  const { refresh } = list;
  const { data: conversation } = useSWR<ConversationView>(
    conversationId && conversationKey(conversationId),
    { keepPreviousData: false, revalidateIfStale: false },
  );

  const chat = useChat(conversationId, {
    begun(id) {
      if (id !== conversationId) {
        setBegun(id);
        setAhead(true);
        window.history.replaceState(null, '', chatPath(id));
      }
      // Its agent may be another one from now on.
      void mutate(conversationKey(id));
      refresh();
    },
    answered(text) {
      setSaid(text.slice(0, 4000) || 'The answer ended without words.');
      refresh();
    },
  });

  // `?agent=` names one; else the last used, known to this browser only, so it is chosen after drawing.
  const active = agents.filter((a) => a.status === 'active');
  useEffect(() => setChosen(asked ?? (kept.get(LAST_AGENT) || null)), [asked]);
  const usual = active.find((a) => a.id === chosen) ?? active[0];
  const [switched, setSwitched] = useState<{ in: string | null; to: string } | null>(null);
  // A name means that the agent still exists.
  const row = list.rows.find((c) => c.id === conversationId);
  const about = conversation ?? row;
  const held = about?.agent_name ? about.agent_id : null;
  const ownAgent = conversationId ? held : (usual?.id ?? null);
  const agentId = switched && switched.in === conversationId ? switched.to : ownAgent;
  const agent = agents.find((a) => a.id === agentId) ?? null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: each conversation begins afresh
  useEffect(() => {
    setEditing(null);
    setAttached([]);
  }, [conversationId]);

  const open = useCallback((id: string | null) => {
    setDrawer(false);
    setAhead(false);
    window.history.pushState(null, '', chatPath(id));
    requestAnimationFrame(() => composer.current?.focus());
  }, []);

  async function send(outgoing: Partial<Outgoing>) {
    if (chat.busy) return;
    setEditing(null);
    setSaid('');
    if (outgoing.message && !outgoing.edit) setAttached([]);
    if (agentId) kept.set(LAST_AGENT, agentId);
    const sent = await chat.send({ ...outgoing, agentId });
    if (sent || !outgoing.message || outgoing.edit) return;
    composer.current?.refill(outgoing.message);
    setAttached(outgoing.attachments ?? []);
  }

  const { busy, stop } = chat;
  useEffect(() => {
    if (!busy) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || isOverlayOpen()) return;
      event.preventDefault();
      stop();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  });

  const title = conversationId ? (row?.title ?? conversation?.title ?? 'Chat') : 'New chat';
  const sandboxed = chat.live?.warning
    ? (agent?.model ?? 'the model')
    : [...chat.messages].find((m) => m.execution)?.execution?.model_used === 'sandbox'
      ? (chat.messages.find((m) => m.execution)?.execution?.model ?? null)
      : undefined;
  const disabledReason =
    chat.error && chat.messages.length === 0
      ? 'This conversation is not open'
      : !agentId
        ? 'Choose an agent first'
        : agent && agent.status !== 'active'
          ? `${agent.name} is not deployed`
          : null;
  const sidebar = (
    <Suspense fallback={<ListSkeleton />}>
      <ConversationList
        canWrite={canWrite}
        current={conversationId}
        list={list}
        now={now}
        onOpen={open}
      />
    </Suspense>
  );

  return (
    <div className="fills-window flex h-[calc(100dvh-3rem)] md:h-dvh">
      <aside aria-label="Conversations" className="hidden w-66 shrink-0 border-e lg:block">
        {sidebar}
      </aside>
      <Sheet bare onOpenChange={setDrawer} open={drawer} side="left" title="Conversations">
        {sidebar}
      </Sheet>
      <div className="flex min-w-0 flex-1 flex-col">
        <ChatHeader
          canRename={canWrite && conversationId !== null && !chat.error}
          onNew={() => open(null)}
          onRename={(next) => conversationId && void list.rename(conversationId, next)}
          onShowList={() => setDrawer(true)}
          title={title}
        />
        <Thread
          canWrite={canWrite}
          chat={chat}
          conversationId={conversationId}
          editing={editing}
          empty={
            <EmptyChat
              agent={agent}
              agents={agents}
              onSend={(text) => void send({ message: text })}
            />
          }
          onEdit={(id) => {
            setEditing(id);
            if (!id) composer.current?.focus();
          }}
          onRetry={(id) => void send({ regenerate: id })}
          onSave={(id, text) => {
            void send({ message: text, edit: id });
            composer.current?.focus();
          }}
        />
        <div className="mx-auto w-full max-w-[46rem] px-4 pb-[max(1rem,env(safe-area-inset-bottom))]">
          {sandboxed !== undefined && (
            <Suspense>
              <SandboxNote model={sandboxed} />
            </Suspense>
          )}
          {chat.problem && (
            <div className="mb-2">
              <Suspense>
                <ProblemNote
                  onDismiss={chat.dismiss}
                  onRetry={() => {
                    if (chat.problem) void send(chat.problem.outgoing);
                  }}
                  problem={chat.problem}
                />
              </Suspense>
            </div>
          )}
          {canWrite ? (
            agents.length > 0 && (
              <Composer
                attached={attached}
                begun={begun}
                busy={busy}
                conversationId={conversationId}
                disabledReason={disabledReason}
                onAttached={setAttached}
                onEditLast={() => {
                  const mine = chat.messages.find((m) => m.role === 'user');
                  if (mine && !busy) setEditing(mine.id);
                }}
                onSend={(text) => void send({ message: text, attachments: attached })}
                onStop={stop}
                picker={
                  <AgentPicker
                    agents={agents}
                    name={about?.agent_name}
                    onChange={(id) => {
                      setSwitched({ in: conversationId, to: id });
                      kept.set(LAST_AGENT, id);
                      composer.current?.focus();
                    }}
                    total={agentTotal}
                    value={agentId}
                  />
                }
                ref={composer}
                stopping={chat.live?.stopping ?? false}
              />
            )
          ) : (
            <Callout tone="idle">
              You can read here. To chat, ask an owner or admin to make you a member.
            </Callout>
          )}
        </div>
      </div>
      <div aria-live="polite" className="sr-only">
        {said}
      </div>
    </div>
  );
}
