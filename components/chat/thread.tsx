'use client';

import { ArrowDown } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Answer, Waiting } from '@/components/chat/answer';
import { Question } from '@/components/chat/question';
import type { Chat } from '@/components/chat/use-chat';
import { useStick } from '@/components/chat/use-stick';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { Skeleton, SkeletonText } from '@/components/ui/skeleton';

/** The messages, oldest on top, and the way back to the newest. */
export function Thread({
  chat,
  conversationId,
  canWrite,
  editing,
  onEdit,
  onRetry,
  onSave,
  empty,
}: {
  chat: Chat;
  conversationId: string | null;
  canWrite: boolean;
  editing: string | null;
  onEdit: (id: string | null) => void;
  onRetry: (id: string) => void;
  onSave: (id: string, text: string) => void;
  empty: ReactNode;
}) {
  const box = useRef<HTMLElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const messages = chat.messages.toReversed();
  const { away, jump } = useStick(box, content, messages[0]?.id);
  const { pending, live, earlier } = chat;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation or an own message goes to the end
  useEffect(() => jump(), [conversationId, pending !== null, jump]);
  const blank = messages.length === 0 && !pending && !chat.loading && !chat.error;
  const last = messages.at(-1);

  return (
    <div className="relative min-h-0 flex-1">
      <section
        aria-label="Messages"
        className="h-full overflow-y-auto overscroll-contain [overflow-anchor:none] focus-visible:-outline-offset-2"
        ref={box}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must take the keyboard
        tabIndex={0}
      >
        <div
          className="mx-auto flex min-h-full max-w-[46rem] flex-col gap-5 px-4 pt-6 pb-4"
          ref={content}
        >
          {chat.loading && <ThreadSkeleton />}
          {chat.error && messages.length === 0 && (
            <ErrorState
              error={chat.error}
              onRetry={() => void chat.reload()}
              title={
                chat.error.status === 404
                  ? 'There is no such conversation of yours'
                  : 'The conversation did not load'
              }
            />
          )}
          {blank && empty}
          {earlier.count > 0 && (
            <Button
              className="self-center"
              loading={earlier.loading}
              onClick={() => void earlier.load()}
              size="sm"
            >
              Show earlier messages
            </Button>
          )}
          {messages.map((message) =>
            message.role === 'user' ? (
              <Question
                attachments={message.attachments}
                content={message.content}
                editing={editing === message.id}
                key={message.id}
                onEdit={canWrite && !chat.busy ? (on) => onEdit(on ? message.id : null) : undefined}
                onSave={(text) => onSave(message.id, text)}
              />
            ) : (
              <Answer
                canRetry={canWrite && !chat.busy}
                key={message.id}
                latest={message === last}
                live={live?.messageId === message.id ? live : null}
                message={message}
                onReconnect={chat.reconnect}
                onRetry={() => onRetry(message.id)}
              />
            ),
          )}
          {pending?.message && (
            <Question
              attachments={pending.attachments ?? []}
              content={pending.message}
              editing={false}
              onSave={() => {}}
            />
          )}
          {pending && <Waiting label="Sending" />}
        </div>
      </section>
      {away && (
        <div className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center">
          <Button
            className="pointer-events-auto shadow-float"
            icon={<ArrowDown aria-hidden />}
            onClick={() => jump(true)}
            size="sm"
          >
            Jump to latest
          </Button>
        </div>
      )}
    </div>
  );
}

function ThreadSkeleton() {
  return (
    <>
      <Skeleton className="h-9 w-56 self-end rounded-lg" />
      <SkeletonText lines={4} />
      <Skeleton className="h-9 w-40 self-end rounded-lg" />
      <SkeletonText lines={3} />
    </>
  );
}
