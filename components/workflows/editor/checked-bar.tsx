'use client';

import { ProblemBar } from '@/components/ui/problem-bar';
import type { Outline } from '@/components/workflows/edit/outline';
import { stepOf } from '@/components/workflows/editor/check';
import type { Checked } from '@/components/workflows/editor/use-problems';
import { sentence } from '@/components/workflows/form/form-context';
import type { Problem } from '@/lib/engine/compile/problems';

/** At the foot of the editor: whether it can run, and everything in its way, by step. */
export function CheckedBar({
  checked: { problems, warnings },
  shape,
  onJump,
}: {
  checked: Checked;
  shape: Outline;
  onJump: (problem: Problem) => void;
}) {
  return (
    <ProblemBar
      isWarning={(_, index) => index >= problems.length}
      onJump={onJump}
      problems={[...problems, ...warnings]}
    >
      {(problem) => (
        <>
          <span className="w-40 shrink-0 truncate font-strong">
            {shape.steps.get(stepOf(problem, shape) ?? '')?.name ?? 'Workflow'}
          </span>
          <span className="min-w-0 flex-1">
            {sentence(problem.message)}{' '}
            <span className="break-all font-mono text-faint text-xs">{problem.path}</span>
          </span>
        </>
      )}
    </ProblemBar>
  );
}
