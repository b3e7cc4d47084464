'use client';

import { Wrench } from 'lucide-react';
import type { LiveItem } from '@/components/executions/live-items';
import type { Live } from '@/components/executions/use-live';
import { Disclosure } from '@/components/ui/disclosure';
import { JsonTree } from '@/components/ui/json-tree';
import { Section } from '@/components/ui/page';
import { SkeletonText } from '@/components/ui/skeleton';
import { Status } from '@/components/ui/status';
import type { ExecutionView } from '@/lib/executions/contract';

/** Text as it arrives, and each tool call as one line that opens. */
export function LiveItems({ items }: { items: readonly LiveItem[] }) {
  return (
    <div className="flex flex-col gap-3">
      {items.map((item, at) => {
        // Items are only ever added at the end, so their place is their identity.
        const key = `${at}-${item.kind}`;
        if (item.kind === 'tool') return <ToolCall item={item} key={key} />;
        if (item.kind === 'reasoning')
          return (
            <Disclosure key={key} summary={<span className="text-muted">Reasoning</span>}>
              <p className="whitespace-pre-wrap break-words text-muted text-sm">{item.text}</p>
            </Disclosure>
          );
        return (
          <p className="whitespace-pre-wrap break-words" key={key}>
            {item.text}
          </p>
        );
      })}
    </div>
  );
}

function ToolCall({ item }: { item: Extract<LiveItem, { kind: 'tool' }> }) {
  const state = item.error ? 'failed' : item.output === undefined ? 'running' : 'completed';
  return (
    <div className="rounded-lg border">
      <Disclosure
        summary={
          <>
            <Wrench aria-hidden className="size-3.5 shrink-0 text-faint" />
            <span className="num truncate">{item.name}</span>
          </>
        }
        trailing={<Status state={state} />}
      >
        <div className="flex flex-col gap-3">
          <JsonTree label={`Input of ${item.name}`} value={item.input ?? null} />
          {item.error ? (
            <p className="text-bad text-sm">{item.error}</p>
          ) : (
            item.output !== undefined && (
              <JsonTree label={`Output of ${item.name}`} value={item.output} />
            )
          )}
        </div>
      </Disclosure>
    </div>
  );
}

/** What a running execution says while it says it. */
export function LiveAnswer({ execution, live }: { execution: ExecutionView; live: Live }) {
  const waiting =
    execution.status === 'queued' ? 'A worker takes it in a moment.' : 'The model has not begun.';
  return (
    <Section
      actions={
        live.state === 'lost' && (
          <Status state="retrying" tone="warn">
            Connection lost, trying again
          </Status>
        )
      }
      title="Answer, as it comes"
    >
      <div aria-busy="true" className="min-h-24 rounded-lg border bg-surface p-4">
        {live.items.length > 0 ? (
          <LiveItems items={live.items} />
        ) : (
          <>
            <p className="text-muted text-sm">{waiting}</p>
            <SkeletonText lines={2} />
          </>
        )}
      </div>
    </Section>
  );
}
