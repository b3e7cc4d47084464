'use client';

import { ChevronUp, CircleCheck, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { cn } from '@/components/ui/cn';
import { plural } from '@/components/ui/format';
import type { Outline } from '@/components/workflows/edit/outline';
import { stepOf } from '@/components/workflows/editor/check';
import type { Checked } from '@/components/workflows/editor/use-problems';
import { sentence } from '@/components/workflows/form/form-context';
import type { Problem } from '@/lib/engine/compile/problems';

/** At the foot of the editor: whether it can run, and everything in its way. */
export function ProblemBar({
  checked: { problems, warnings },
  shape,
  onJump,
}: {
  checked: Checked;
  shape: Outline;
  onJump: (problem: Problem) => void;
}) {
  const [open, setOpen] = useState(false);
  const some = problems.length + warnings.length > 0;
  const words = problems.length > 0 ? plural(problems.length, 'problem') : 'No problems';
  return (
    <div className="shrink-0 border-t bg-surface">
      <span className="sr-only" role="status">
        {words}
      </span>
      <button
        aria-expanded={open && some}
        className="flex h-8 w-full items-center gap-2 px-3 text-sm disabled:cursor-default focus-visible:-outline-offset-2"
        disabled={!some}
        onClick={() => setOpen(!open)}
        type="button"
      >
        {problems.length > 0 ? (
          <TriangleAlert aria-hidden className="size-3.5 text-bad" />
        ) : (
          <CircleCheck aria-hidden className="size-3.5 text-good" />
        )}
        <span className={problems.length > 0 ? 'text-bad' : 'text-muted'}>{words}</span>
        {warnings.length > 0 && (
          <span className="text-warn">{plural(warnings.length, 'warning')}</span>
        )}
        {some && (
          <ChevronUp
            aria-hidden
            className={cn('ms-auto size-3.5 text-faint transition-transform', open && 'rotate-180')}
          />
        )}
      </button>
      {open && some && (
        <ul aria-label="Problems" className="max-h-44 overflow-y-auto border-t py-1">
          {[...problems, ...warnings].map((problem, index) => {
            const step = shape.steps.get(stepOf(problem, shape) ?? '');
            const warning = index >= problems.length;
            return (
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
                      warning ? 'bg-warn' : 'bg-bad',
                    )}
                  />
                  <span className="w-40 shrink-0 truncate font-strong">
                    {step?.name ?? 'Workflow'}
                  </span>
                  <span className="min-w-0 flex-1">
                    {sentence(problem.message)}{' '}
                    <span className="break-all font-mono text-faint text-xs">{problem.path}</span>
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
