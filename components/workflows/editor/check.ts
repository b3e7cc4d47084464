import { z } from 'zod';
import type { Doc } from '@/components/workflows/edit/address';
import type { Outline } from '@/components/workflows/edit/outline';
import { compile } from '@/lib/engine/compile';
import type { Problem } from '@/lib/engine/compile/problems';

// Our pages forbid eval, which zod would use to compile its schemas.
z.config({ jitless: true });

/** Everything that is wrong with a definition, as far as it can be told without the server. */
export const check = (doc: Doc): readonly Problem[] => compile(doc).problems;

/** The step that a problem is about: it says so, or its path leads into it. */
export function stepOf(problem: Problem, { steps }: Outline): string | null {
  if (problem.step && steps.has(problem.step)) return problem.step;
  let best: string | null = null;
  let longest = 0;
  for (const { key, path } of steps.values()) {
    const within = problem.path === path || problem.path.startsWith(`${path}.`);
    if (within && path.length > longest) {
      best = key;
      longest = path.length;
    }
  }
  return best;
}

/** How many problems each step has; '' has the workflow's own. */
export function countsOf(problems: readonly Problem[], shape: Outline): Map<string, number> {
  const counts = new Map<string, number>();
  for (const problem of problems) {
    const key = stepOf(problem, shape) ?? '';
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
