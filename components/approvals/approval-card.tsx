'use client';

import { Clock } from 'lucide-react';
import { askerOf, progressOf } from '@/components/approvals/words';
import { cn } from '@/components/ui/cn';
import { Badge, Status } from '@/components/ui/status';
import { Time, useNow } from '@/components/ui/time';
import type { ApprovalView } from '@/lib/approvals/contract';

const SOON_MS = 24 * 3600_000;

/** When it is due, louder in the last day. */
export function Due({ at }: { at: string }) {
  const now = useNow();
  const soon = now !== null && Date.parse(at) - now < SOON_MS;
  return (
    <span className={cn('inline-flex items-center gap-1', soon ? 'text-warn' : 'text-muted')}>
      <Clock aria-hidden className="size-3.5" /> due <Time at={at} />
    </span>
  );
}

/** One line of the inbox. */
export function ApprovalCard({
  approval,
  selected,
  onSelect,
}: {
  approval: ApprovalView;
  /** `beside`: shown beside the list, where there is room for that */
  selected: boolean | 'beside';
  onSelect: () => void;
}) {
  const progress = progressOf(approval);
  return (
    <button
      aria-current={selected ? true : undefined}
      className={cn(
        'flex w-full flex-col gap-1 px-4 py-3 text-start text-sm transition-colors focus-visible:-outline-offset-2',
        selected === 'beside'
          ? 'max-lg:hover:bg-hover lg:bg-accent-soft'
          : selected
            ? 'bg-accent-soft'
            : 'hover:bg-hover',
      )}
      onClick={onSelect}
      type="button"
    >
      <span className="line-clamp-2 break-words font-strong">{approval.title}</span>
      <span className="truncate text-muted">{askerOf(approval)}</span>
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-xs">
        {approval.status !== 'pending' && <Status state={approval.status} />}
        <span>
          {approval.status === 'pending' && 'asked '}
          <Time at={approval.ended_at ?? approval.created_at} />
        </span>
        {approval.status === 'pending' && approval.due_at && <Due at={approval.due_at} />}
        {progress && <Badge>{progress}</Badge>}
      </span>
    </button>
  );
}
