import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

/** One line that opens to its detail: a tool call, a log entry, advanced settings. */
export function Disclosure({
  summary,
  trailing,
  open,
  children,
}: {
  summary: ReactNode;
  /** At the line's end: a duration, a cost, a status. */
  trailing?: ReactNode;
  open?: boolean;
  children: ReactNode;
}) {
  return (
    <details className="group/details" open={open}>
      <summary className="flex min-h-9 items-center gap-2 rounded-lg px-2 text-sm hover:bg-hover focus-visible:-outline-offset-2">
        <ChevronRight
          aria-hidden
          className="size-3.5 shrink-0 text-faint transition-transform group-open/details:rotate-90"
        />
        <span className="flex min-w-0 flex-1 items-center gap-2 truncate">{summary}</span>
        {trailing && (
          <span className="flex shrink-0 items-center gap-2 text-faint">{trailing}</span>
        )}
      </summary>
      <div className="px-2 pt-1 pb-3 ps-7.5">{children}</div>
    </details>
  );
}
