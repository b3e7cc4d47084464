import type { KeyboardEvent } from 'react';
import { START } from '@/components/workflows/canvas/canvas-context';
import type { Outline } from '@/components/workflows/edit/outline';

/** Up and down go through the steps in order, Home and End to the first and last; Escape lets go. */
export function arrowKeys(
  event: KeyboardEvent,
  { steps }: Outline,
  chosen: string | null,
  choose: (key: string | null) => void,
) {
  const target = event.target as HTMLElement;
  if (event.metaKey || event.ctrlKey || event.altKey || target.closest('[role=menu], input'))
    return;
  const keys = [START, ...steps.keys()];
  const here = chosen === null ? 0 : keys.indexOf(chosen);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: keys.length - 1 }[event.key];
  if (event.key === 'Escape' && chosen !== null) {
    event.preventDefault();
    choose(null);
    return;
  }
  const next = to === undefined ? undefined : keys[Math.min(Math.max(to, 0), keys.length - 1)];
  if (next === undefined) return;
  event.preventDefault();
  choose(next);
  const section = event.currentTarget;
  requestAnimationFrame(() =>
    section.querySelector<HTMLElement>(`[data-step="${CSS.escape(next)}"]`)?.focus(),
  );
}
