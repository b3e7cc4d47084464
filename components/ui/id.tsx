'use client';

import { Check, Copy } from 'lucide-react';
import { cn } from '@/components/ui/cn';
import { useCopy } from '@/components/ui/copy-button';

/** An id that is copied with one click. `short` shows its last 8 characters, the random ones. */
export function Id({
  value,
  short = false,
  className,
}: {
  value: string;
  short?: boolean;
  className?: string;
}) {
  const { copied, copy } = useCopy();
  const Icon = copied ? Check : Copy;
  return (
    <button
      className={cn(
        'group/id num relative inline-flex align-middle min-h-6 min-w-0 max-w-full items-center gap-1 rounded-sm text-muted text-xs hover:text-ink',
        className,
      )}
      onClick={() => copy(value)}
      title={value}
      type="button"
    >
      <span className="sr-only">{copied ? 'Copied' : 'Copy id'}</span>
      <span className="truncate">{short ? `…${value.slice(-8)}` : value}</span>
      <Icon
        aria-hidden
        className={cn(
          'size-3 shrink-0 transition-opacity',
          copied
            ? 'text-good'
            : 'text-faint opacity-0 group-hover/id:opacity-100 group-focus-visible/id:opacity-100 pointer-coarse:opacity-100',
        )}
      />
    </button>
  );
}
