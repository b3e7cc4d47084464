'use client';

import { ArrowDown } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import type { MessagesProps } from '@/components/chat/messages';
import { useStick } from '@/components/chat/use-stick';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { Skeleton, SkeletonText } from '@/components/ui/skeleton';

// Not part of the first load of an empty chat; fetched while the first question is typed.
const load = () => import('@/components/chat/messages');
const Messages = lazy(load);

/** The messages, oldest on top, and the way back to the newest. */
export function Thread({
  conversationId,
  empty,
  ...props
}: MessagesProps & { conversationId: string | null; empty: ReactNode }) {
  const { chat } = props;
  const box = useRef<HTMLElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const { messages, pending, earlier } = chat;
  const { away, jump } = useStick(box, content, messages.at(-1)?.id);
  useEffect(() => void load(), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation or an own message goes to the end
  useEffect(() => jump(), [conversationId, pending !== null, jump]);
  const blank = messages.length === 0 && !pending && !chat.loading && !chat.error;

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
          {blank && <Suspense>{empty}</Suspense>}
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
          {(messages.length > 0 || pending) && (
            <Suspense fallback={<ThreadSkeleton />}>
              <Messages {...props} />
            </Suspense>
          )}
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
