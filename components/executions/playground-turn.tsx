'use client';

import Link from 'next/link';
import { LiveItems } from '@/components/executions/live-answer';
import type { LiveItem } from '@/components/executions/live-items';
import type { Live } from '@/components/executions/use-live';
import { formatCredits, formatDuration, formatNumber } from '@/components/ui/format';
import { JsonTree } from '@/components/ui/json-tree';
import { SkeletonText } from '@/components/ui/skeleton';
import { Status } from '@/components/ui/status';
import type { ExecutionView } from '@/lib/executions/contract';

/** One message and what came back; `execution` is there once it has ended. */
export type Turn = {
  /** The execution's id. */
  id: string;
  message: string;
  execution?: ExecutionView;
  /** What was shown live, kept for its tool calls. */
  items?: LiveItem[];
};

const answerOf = ({ execution }: Turn): string | null => {
  const output = execution?.output;
  if (!output) return null;
  return typeof output.message === 'string' ? output.message : JSON.stringify(output);
};

/** What was said so far, and the new message, as the API takes a conversation. */
export function conversation(turns: readonly Turn[], message: string) {
  const before = turns.flatMap((turn) => {
    const answer = answerOf(turn);
    // An unanswered message would make two user messages in a row: leave the pair out.
    return answer === null
      ? []
      : [
          { role: 'user', content: turn.message },
          { role: 'assistant', content: answer },
        ];
  });
  return [...before, { role: 'user', content: message }];
}

export function PlaygroundTurn({ turn, live }: { turn: Turn; live: Live | null }) {
  const { execution } = turn;
  return (
    <article className="flex flex-col gap-3">
      <p className="self-end whitespace-pre-wrap break-words rounded-lg bg-accent-soft px-3 py-2 text-sm">
        {turn.message}
      </p>
      <div aria-busy={!execution} aria-live="polite" className="text-sm">
        {execution ? (
          <Ended execution={execution} items={turn.items ?? []} />
        ) : live && live.items.length > 0 ? (
          <LiveItems items={live.items} />
        ) : (
          <SkeletonText lines={2} />
        )}
      </div>
      {execution && <Figures execution={execution} />}
    </article>
  );
}

function Ended({ execution, items }: { execution: ExecutionView; items: LiveItem[] }) {
  const { output, error, status } = execution;
  const tools = items.filter((item) => item.kind === 'tool');
  return (
    <div className="flex flex-col gap-3">
      {tools.length > 0 && <LiveItems items={tools} />}
      {typeof output?.message === 'string' ? (
        <p className="whitespace-pre-wrap break-words">{output.message}</p>
      ) : (
        output && <JsonTree label="Answer" value={output} />
      )}
      {error && <p className="break-words text-bad">{error.message}</p>}
      {status === 'cancelled' && <Status state="cancelled">Stopped</Status>}
    </div>
  );
}

function Figures({ execution }: { execution: ExecutionView }) {
  const { model, model_used: used } = execution;
  return (
    <p className="flex flex-wrap items-center gap-x-3 text-faint text-xs">
      <span>
        <span className="num">{formatNumber(execution.total_tokens)}</span> tokens
      </span>
      <span>
        <span className="num">{formatCredits(execution.credits)}</span> credits
      </span>
      {execution.latency_ms !== null && (
        <span className="num">{formatDuration(execution.latency_ms)}</span>
      )}
      {used === 'sandbox' && model !== 'sandbox' && <span>the sandbox answered</span>}
      <Link
        className="rounded-sm underline decoration-line underline-offset-2 hover:text-ink"
        href={`/executions/${execution.id}`}
      >
        Open execution
      </Link>
    </p>
  );
}
