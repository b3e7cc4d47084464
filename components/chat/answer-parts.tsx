'use client';

import { Brain, ChevronRight, Wrench } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { isDone } from '@/components/chat/live-parts';
import { cn } from '@/components/ui/cn';
import { formatDuration } from '@/components/ui/format';
import { JsonTree } from '@/components/ui/json-tree';
import { StatusShape } from '@/components/ui/status';
import type { Part, ToolPart } from '@/lib/chat/contract';

const Markdown = lazy(() => import('@/components/chat/markdown'));

/** Text while the renderer is on its way looks as it will for most texts: no jump when it comes. */
export function Prose({ text }: { text: string }) {
  return (
    <Suspense fallback={<p className="whitespace-pre-wrap break-words">{text}</p>}>
      <Markdown text={text} />
    </Suspense>
  );
}

/** One line that opens; what is inside is only made when it is looked at. */
function Fold({
  icon,
  summary,
  trailing,
  children,
}: {
  icon: ReactNode;
  summary: ReactNode;
  trailing?: ReactNode;
  children: () => ReactNode;
}) {
  const [open, setOpen] = useState(false);
  return (
    <details
      className="group/fold my-1.5 rounded-lg border bg-surface"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="flex h-9 items-center gap-2 rounded-lg px-2.5 text-sm hover:bg-hover focus-visible:-outline-offset-2">
        <span className="text-faint [&_svg]:size-3.5">{icon}</span>
        <span className="flex min-w-0 flex-1 items-center gap-2">{summary}</span>
        <span className="flex shrink-0 items-center gap-2 text-faint text-xs">{trailing}</span>
        <ChevronRight
          aria-hidden
          className="size-3.5 shrink-0 text-faint transition-transform group-open/fold:rotate-90"
        />
      </summary>
      {open && <div className="border-t p-2.5">{children()}</div>}
    </details>
  );
}

const preview = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') {
    const values = Object.values(value);
    if (values.length === 1 && typeof values[0] !== 'object') return String(values[0]);
    if (values.length === 0) return '';
  }
  return JSON.stringify(value).slice(0, 200);
};

function ToolLine({ part, over }: { part: ToolPart; over: boolean }) {
  const done = isDone(part);
  const state = part.error !== null ? 'failed' : done ? 'completed' : over ? 'stopped' : 'running';
  return (
    <Fold
      icon={<Wrench aria-hidden />}
      summary={
        <>
          <span className="shrink-0">{part.name.replaceAll('_', ' ')}</span>
          <span className="min-w-0 truncate font-mono text-faint text-xs">
            {preview(part.input)}
          </span>
        </>
      }
      trailing={
        <>
          {part.duration_ms ? (
            <span className="num">{formatDuration(part.duration_ms)}</span>
          ) : (
            state === 'running' && 'Running'
          )}
          <StatusShape
            tone={
              state === 'failed'
                ? 'bad'
                : state === 'completed'
                  ? 'good'
                  : state === 'running'
                    ? 'active'
                    : 'idle'
            }
          />
          <span className="sr-only">{state}</span>
        </>
      }
    >
      {() => (
        <div className="flex flex-col gap-3 text-sm">
          <div className="flex flex-col gap-1">
            <p className="text-faint text-xs">Input</p>
            <JsonTree label="Input" value={part.input} />
          </div>
          <div className="flex flex-col gap-1">
            <p className="text-faint text-xs">{part.error === null ? 'Output' : 'Error'}</p>
            {part.error !== null ? (
              <p className="text-bad">{part.error}</p>
            ) : done ? (
              <JsonTree label="Output" value={part.output} />
            ) : (
              <p className="text-muted">{over ? 'It was not finished.' : 'It is still running.'}</p>
            )}
          </div>
        </div>
      )}
    </Fold>
  );
}

/** An answer in the order it happened. `over`: nothing more will come. */
export function AnswerParts({ parts, over }: { parts: readonly Part[]; over: boolean }) {
  return parts.map((part, i) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: parts only grow at the end
    if (part.type === 'text') return <Prose key={i} text={part.text} />;
    if (part.type === 'tool') return <ToolLine key={part.id} over={over} part={part} />;
    const thinking = !over && i === parts.length - 1;
    return (
      <Fold
        icon={<Brain aria-hidden />}
        // biome-ignore lint/suspicious/noArrayIndexKey: parts only grow at the end
        key={i}
        summary={
          <span className={cn(thinking && 'animate-breathe')}>
            {thinking ? 'Thinking' : 'Reasoning'}
          </span>
        }
      >
        {() => <p className="whitespace-pre-wrap break-words text-muted text-sm">{part.text}</p>}
      </Fold>
    );
  });
}
