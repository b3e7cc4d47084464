'use client';

import { ArrowUp, RotateCcw, Square } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useSWRConfig } from 'swr';
import { conversation, PlaygroundTurn, type Turn } from '@/components/executions/playground-turn';
import { useLive } from '@/components/executions/use-live';
import { CURRENT } from '@/components/shell/current';
import { Button } from '@/components/ui/button';
import { ApiError, api } from '@/components/ui/fetcher';
import { IconButton } from '@/components/ui/icon-button';
import { Textarea } from '@/components/ui/textarea';
import type { ExecutionView } from '@/lib/executions/contract';

/** Talks to an agent as it stands in the form beside, saved or not. What it costs is real. */
export function Playground({
  agentId,
  overrides,
  ready,
}: {
  agentId: string;
  overrides: unknown;
  /** What is still missing before it can answer, if anything. */
  ready: string | null;
}) {
  const { mutate } = useSWRConfig();
  const [turns, setTurns] = useState<Turn[]>([]);
  const [message, setMessage] = useState('');
  const [failure, setFailure] = useState<Error | null>(null);
  const [starting, setStarting] = useState(false);
  const scroll = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const current = turns.at(-1);
  const running = current && !current.execution ? current.id : null;
  const live = useLive(running, {
    onDone: (execution, items) => {
      void mutate(CURRENT);
      setTurns((before) =>
        before.map((turn) => (turn.id === execution.id ? { ...turn, execution, items } : turn)),
      );
    },
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: what arrives moves the end
  useEffect(() => {
    const box = scroll.current;
    if (box) box.scrollTop = box.scrollHeight;
  }, [live.items, turns.length]);

  async function send() {
    const text = message.trim();
    if (!text || starting || running || ready) return;
    setStarting(true);
    setFailure(null);
    try {
      const { id } = await api<ExecutionView>(`/api/v1/agents/${agentId}/playground`, {
        method: 'POST',
        body: { input: { messages: conversation(turns, text) }, overrides },
      });
      setTurns((before) => [...before, { id, message: text }]);
      setMessage('');
    } catch (error) {
      setFailure(error as Error);
    }
    setStarting(false);
    input.current?.focus();
  }

  const stop = () =>
    api(`/api/v1/executions/${running}/cancel`, { method: 'POST' }).catch(setFailure);

  return (
    <section
      aria-label="Playground"
      id="playground"
      className="flex max-h-[calc(100dvh-4rem)] min-h-96 flex-col rounded-lg border bg-surface xl:sticky xl:top-6"
    >
      <header className="flex min-h-11 items-center justify-between gap-2 border-b ps-4 pe-2">
        <h2 className="font-strong text-base">Playground</h2>
        {turns.length > 0 && (
          <IconButton
            disabled={Boolean(running)}
            icon={<RotateCcw aria-hidden />}
            label="Start over"
            onClick={() => {
              setTurns([]);
              setFailure(null);
            }}
            size="sm"
          />
        )}
      </header>
      <div
        className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-4 focus-visible:-outline-offset-2"
        ref={scroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must take the keyboard
        tabIndex={0}
      >
        {turns.length === 0 && (
          <p className="text-muted text-sm">
            Try the agent as it stands in the form, before you save it. Each message is a real
            execution: it is listed, and its credits are spent.
          </p>
        )}
        {turns.map((turn) => (
          <PlaygroundTurn key={turn.id} live={turn.id === running ? live : null} turn={turn} />
        ))}
        <Failure error={failure} />
      </div>
      <form
        className="flex items-end gap-2 border-t p-3"
        method="post"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Textarea
          aria-describedby={ready ? 'playground-ready' : undefined}
          aria-label="Message to the agent"
          className="min-h-8! max-h-40!"
          onChange={(event) => setMessage(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            void send();
          }}
          placeholder="Say something to it"
          ref={input}
          rows={1}
          value={message}
        />
        {running ? (
          <Button icon={<Square aria-hidden />} onClick={stop}>
            Stop
          </Button>
        ) : (
          <Button
            disabled={Boolean(ready)}
            icon={<ArrowUp aria-hidden />}
            loading={starting}
            type="submit"
            variant="primary"
          >
            Send
          </Button>
        )}
      </form>
      {ready && (
        <p className="px-3 pb-3 text-muted text-sm" id="playground-ready">
          {ready}
        </p>
      )}
    </section>
  );
}

function Failure({ error }: { error: Error | null }) {
  if (!error) return null;
  const known = error instanceof ApiError ? error : null;
  const { required, available } = (known?.body ?? {}) as Record<string, unknown>;
  return (
    <p className="break-words text-bad text-sm" role="alert">
      {error.message}
      {known?.status === 402 &&
        ` It needs ${required} credits and ${available} are there. Top up, or lower its longest answer.`}
    </p>
  );
}
