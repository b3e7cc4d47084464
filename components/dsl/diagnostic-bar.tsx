'use client';

import { ProblemBar } from '@/components/ui/problem-bar';
import type { Diagnostic } from '@/lib/engine/dsl/ast';

const isWarning = ({ severity }: Diagnostic) => severity !== 'error';

/** The foot of an editor of the config language: what is wrong, by line and column. */
export function DiagnosticBar({
  diagnostics,
  ...rest
}: {
  diagnostics: readonly Diagnostic[];
  /** Nothing was written yet. */
  empty?: boolean;
  onJump: (problem: Diagnostic) => void;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}) {
  return (
    <ProblemBar isWarning={isWarning} problems={diagnostics} {...rest}>
      {(problem) => (
        <>
          <span className="num w-16 shrink-0 text-faint text-xs">
            <span className="sr-only">Line </span>
            {problem.span.line}:{problem.span.column}
          </span>
          <span className="min-w-0 flex-1 break-words">
            {isWarning(problem) && <span className="sr-only">Warning: </span>}
            {problem.message.charAt(0).toUpperCase() + problem.message.slice(1)}
          </span>
        </>
      )}
    </ProblemBar>
  );
}
