'use client';

import { RotateCw } from 'lucide-react';
import Link from 'next/link';
import { AnswerMeta } from '@/components/chat/answer-meta';
import { AnswerParts } from '@/components/chat/answer-parts';
import { type Live, textOf } from '@/components/chat/live-parts';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { cn } from '@/components/ui/cn';
import { CopyButton } from '@/components/ui/copy-button';
import { IconButton } from '@/components/ui/icon-button';
import type { MessageView } from '@/lib/chat/contract';

/** What the reader waits for, while no words come. */
function waitingFor(live: Live): string {
  if (live.stopping) return 'Stopping';
  if (live.waitReason === 'execution') return 'Waiting for another agent';
  if (live.waitReason === 'approval') return 'Waiting for approval';
  if (live.status === 'queued') return 'Queued';
  const last = live.parts.at(-1);
  if (last?.type === 'tool') return 'Working';
  if (last?.type === 'text') return 'Writing';
  return 'Thinking';
}

/** Where the next words will appear. */
export function Waiting({ label }: { label: string }) {
  return (
    <p className="flex h-7 items-center gap-2 text-faint text-sm">
      <span aria-hidden className="h-4 w-1.5 animate-breathe rounded-sm bg-accent" />
      {label}
    </p>
  );
}

export function Answer({
  message,
  live,
  latest,
  canRetry,
  onRetry,
  onReconnect,
}: {
  message: MessageView;
  /** What is shown while the answer is being written. */
  live: Live | null;
  latest: boolean;
  canRetry: boolean;
  onRetry: () => void;
  onReconnect: () => void;
}) {
  const parts = live ? live.parts : message.parts;
  const over = message.status !== 'streaming';
  const { execution } = message;
  const text = textOf(parts) || message.content;
  return (
    <article aria-labelledby={`${message.id}-who`} className="group/answer min-w-0">
      <h2 className="sr-only" id={`${message.id}-who`}>
        {execution?.agent_name ?? 'The agent'} answered
      </h2>
      <AnswerParts over={over} parts={parts} />
      {live?.restart && (
        <p className="text-faint text-sm">Calling the model again: {live.restart}</p>
      )}
      {live?.waitReason === 'credits' && (
        <div className="my-2">
          <Callout title="Out of credits" tone="warn">
            The answer waits here and goes on by itself after a top-up. You can also stop it.
          </Callout>
        </div>
      )}
      {live && !live.connected && (
        <div className="my-2" role="status">
          <Callout
            action={
              <Button onClick={onReconnect} size="sm">
                Reconnect now
              </Button>
            }
            title="Connection lost"
            tone="warn"
          >
            The agent works on. What you miss is fetched as soon as you are back.
          </Callout>
        </div>
      )}
      {message.status === 'failed' && (
        <div className="my-2">
          <Callout
            action={
              canRetry && (
                <Button icon={<RotateCw aria-hidden />} onClick={onRetry} size="sm">
                  Try again
                </Button>
              )
            }
            title="The agent could not finish"
            tone="bad"
          >
            {execution?.error?.message ?? 'It ended without a reason.'}{' '}
            {execution && (
              <Link
                className="text-ink underline underline-offset-3"
                href={`/executions/${execution.id}`}
                prefetch={false}
              >
                See its log
              </Link>
            )}
          </Callout>
        </div>
      )}
      {/* The same height while it is written and after, so that the end moves nothing. */}
      <div className="-ms-1.5 flex h-8 items-center gap-0.5">
        {live && <div className="ms-1.5">{<Waiting label={waitingFor(live)} />}</div>}
        {over && (
          <>
            <span
              className={cn(
                'flex items-center gap-0.5 transition-opacity focus-within:opacity-100 group-hover/answer:opacity-100 pointer-coarse:opacity-100',
                !latest && 'opacity-0',
              )}
            >
              {text && <CopyButton label="Copy answer" text={text} />}
              {canRetry && (
                <IconButton
                  icon={<RotateCw aria-hidden />}
                  label="Retry"
                  onClick={onRetry}
                  size="sm"
                />
              )}
              {execution && <AnswerMeta execution={execution} />}
            </span>
            {message.status === 'stopped' && (
              <span className="px-1 text-faint text-xs">Stopped</span>
            )}
          </>
        )}
      </div>
    </article>
  );
}
