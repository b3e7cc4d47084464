'use client';

import { Paperclip } from 'lucide-react';
import { lazy, Suspense, useCallback } from 'react';
import { api } from '@/components/ui/fetcher';
import { IconButton } from '@/components/ui/icon-button';
import { Popover } from '@/components/ui/popover';
import { Skeleton } from '@/components/ui/skeleton';
import { StatusShape, toneOf } from '@/components/ui/status';
import { Time } from '@/components/ui/time';
import type { Attachment } from '@/lib/chat/contract';
import type { ExecutionView } from '@/lib/executions/contract';

const List = lazy(() => import('@/components/ui/combobox-list'));
export const MOST_ATTACHED = 5;

/** What was asked, in one line. */
function gist({ input }: ExecutionView): string {
  const turns = input.messages as { content?: string }[] | undefined;
  const text = turns?.at(-1)?.content ?? input.message ?? JSON.stringify(input);
  return String(text).replace(/\s+/g, ' ').slice(0, 120);
}

/** Picks one of the newest hundred executions; the search looks at all that is known of them. */
export function AttachButton({
  attached,
  onAttach,
}: {
  attached: readonly Attachment[];
  onAttach: (attachment: Attachment) => void;
}) {
  const search = useCallback(
    async (text: string, signal: AbortSignal) => {
      const { data } = await api<{ data: ExecutionView[] }>('/api/v1/executions?limit=100', {
        signal,
      });
      const words = text.toLowerCase().split(/\s+/);
      return data
        .filter((e) => !attached.some((a) => a.id === e.id))
        .filter((e) => {
          const all = JSON.stringify([e.id, e.agent_name, e.status, e.input]).toLowerCase();
          return words.every((word) => all.includes(word));
        })
        .slice(0, 30)
        .map((e) => ({
          value: e.id,
          label: `${e.agent_name ?? e.kind}: ${gist(e)}`,
          icon: <StatusShape tone={toneOf(e.status)} />,
          note: <Time at={e.created_at} />,
          execution: e,
        }));
    },
    [attached],
  );
  const full = attached.length >= MOST_ATTACHED;
  return (
    <Popover
      className="w-96 p-0!"
      label="Attach an execution"
      side="top"
      trigger={
        <IconButton
          disabled={full}
          icon={<Paperclip aria-hidden />}
          label={full ? `At most ${MOST_ATTACHED} executions` : 'Attach an execution'}
          side="top"
        />
      }
    >
      {(close) => (
        <Suspense fallback={<Skeleton className="m-2 h-28" />}>
          <List
            label="Executions"
            onPick={(option) => {
              const { execution } = option as typeof option & { execution: ExecutionView };
              const { id, agent_name, status } = execution;
              onAttach({ id, agent_name, status });
              close();
            }}
            options={[]}
            search={search}
            value={null}
          />
        </Suspense>
      )}
    </Popover>
  );
}
