'use client';

import { ChevronUp, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { cn } from '@/components/ui/cn';
import { plural } from '@/components/ui/format';
import type { Diagnostic } from '@/lib/engine/dsl/ast';

const SHOWN = 100;

/** At the foot of an editor of the config language: everything that is wrong, and the way to it. */
export function ProblemBar({
  diagnostics,
  empty,
  onJump,
  open,
  onOpenChange,
}: {
  diagnostics: readonly Diagnostic[];
  /** Nothing was written yet. */
  empty?: boolean;
  onJump: (problem: Diagnostic) => void;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}) {
  const [own, setOwn] = useState(false);
  const shown = open ?? own;
  const turn = onOpenChange ?? setOwn;
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const warnings = diagnostics.filter(({ severity }) => severity !== 'error');
  const some = diagnostics.length > 0;
  const words =
    errors.length > 0 ? plural(errors.length, 'problem') : empty ? 'Empty' : 'No problems';
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
        {errors.length > 0 ? (
          <TriangleAlert aria-hidden className="size-3.5 text-bad" />
        ) : empty ? (
          <Info aria-hidden className="size-3.5 text-faint" />
        ) : (
          <CircleCheck aria-hidden className="size-3.5 text-good" />
        )}
        <span className={errors.length > 0 ? 'text-bad' : 'text-muted'}>{words}</span>
        {warnings.length > 0 && (
          <span className="text-warn">{plural(warnings.length, 'warning')}</span>
        )}
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
          {diagnostics.slice(0, SHOWN).map((problem) => (
            <li key={`${problem.span.start} ${problem.message}`}>
              <button
                className="flex w-full items-baseline gap-3 px-3 py-1 text-start text-sm hover:bg-hover focus-visible:-outline-offset-2"
                onClick={() => onJump(problem)}
                type="button"
              >
                <span
                  className={cn(
                    'size-1.5 shrink-0 self-center rounded-full',
                    problem.severity === 'error' ? 'bg-bad' : 'bg-warn',
                  )}
                />
                <span className="num w-16 shrink-0 text-faint text-xs">
                  <span className="sr-only">Line </span>
                  {problem.span.line}:{problem.span.column}
                </span>
                <span className="min-w-0 flex-1 break-words">
                  {problem.severity !== 'error' && <span className="sr-only">Warning: </span>}
                  {sentence(problem.message)}
                </span>
              </button>
            </li>
          ))}
          {diagnostics.length > SHOWN && (
            <li className="px-3 py-1 text-faint text-sm">
              And {diagnostics.length - SHOWN} more. Mend these first.
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

const sentence = (message: string) => message.charAt(0).toUpperCase() + message.slice(1);
