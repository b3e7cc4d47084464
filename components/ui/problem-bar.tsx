'use client';

import { ChevronUp, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { cn } from '@/components/ui/cn';
import { plural } from '@/components/ui/format';

const SHOWN = 100;

/** At the foot of an editor: everything that is wrong, and the way to it. */
export function ProblemBar<Problem>({
  problems,
  isWarning,
  children,
  empty,
  onJump,
  open,
  onOpenChange,
}: {
  /** In the order of the list, warnings among them. */
  problems: readonly Problem[];
  isWarning: (problem: Problem, index: number) => boolean;
  /** A problem in the list: its place and its words, in one row. */
  children: (problem: Problem) => ReactNode;
  /** Nothing was written yet. */
  empty?: boolean;
  onJump: (problem: Problem) => void;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}) {
  const [own, setOwn] = useState(false);
  const shown = open ?? own;
  const turn = onOpenChange ?? setOwn;
  const warnings = problems.filter(isWarning).length;
  const errors = problems.length - warnings;
  const some = problems.length > 0;
  const words = errors > 0 ? plural(errors, 'problem') : empty ? 'Empty' : 'No problems';
  return (
    <div className="shrink-0 border-t bg-surface">
      <span className="sr-only" role="status">
        {words}
      </span>
      <button
        aria-expanded={shown && some}
        className="flex h-8 w-full items-center gap-2 px-3 text-sm disabled:cursor-default focus-visible:-outline-offset-2"
        disabled={!some}
        onClick={() => turn(!shown)}
        type="button"
      >
        {errors > 0 ? (
          <TriangleAlert aria-hidden className="size-3.5 text-bad" />
        ) : empty ? (
          <Info aria-hidden className="size-3.5 text-faint" />
        ) : (
          <CircleCheck aria-hidden className="size-3.5 text-good" />
        )}
        <span className={errors > 0 ? 'text-bad' : 'text-muted'}>{words}</span>
        {warnings > 0 && <span className="text-warn">{plural(warnings, 'warning')}</span>}
        {some && (
          <ChevronUp
            aria-hidden
            className={cn(
              'ms-auto size-3.5 text-faint transition-transform',
              shown && 'rotate-180',
            )}
          />
        )}
      </button>
      {shown && some && (
        <ul aria-label="Problems" className="max-h-44 overflow-y-auto border-t py-1">
          {problems.slice(0, SHOWN).map((problem, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two problems can be the same
            <li key={index}>
              <button
                className="flex w-full items-baseline gap-3 px-3 py-1 text-start text-sm hover:bg-hover focus-visible:-outline-offset-2"
                onClick={() => onJump(problem)}
                type="button"
              >
                <span
                  className={cn(
                    'size-1.5 shrink-0 self-center rounded-full',
                    isWarning(problem, index) ? 'bg-warn' : 'bg-bad',
                  )}
                />
                {children(problem)}
              </button>
            </li>
          ))}
          {problems.length > SHOWN && (
            <li className="px-3 py-1 text-faint text-sm">
              And {problems.length - SHOWN} more. Mend these first.
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
