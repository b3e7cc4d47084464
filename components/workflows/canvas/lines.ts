import type { Box, Edge } from '@/components/workflows/canvas/drawing';
import type { LineEdge } from '@/components/workflows/canvas/edges';
import type { StepState } from '@/components/workflows/canvas/step-state';
import type { Outline } from '@/components/workflows/edit/outline';

type States = ReadonlyMap<string, StepState> | null;

/** The lines of a drawing, lit where the run that is shown has gone. */
export function linesOf(edges: readonly Edge[], { steps }: Outline, states: States): LineEdge[] {
  const done = (id: string) => {
    if (id.startsWith('$')) return true;
    const step = steps.get(id.replace(/^join:/, ''));
    return step !== undefined && states?.get(step.id)?.tone === 'good';
  };
  const reached = (id: string) => {
    if (id === '$end') return true;
    const step = steps.get(id.replace(/^join:/, ''));
    const tone = step && states?.get(step.id)?.tone;
    return tone !== undefined && tone !== 'idle';
  };
  return edges.map((line) => ({
    id: line.id,
    source: line.from,
    target: line.to,
    type: 'line',
    data: { line, lit: Boolean(states?.size) && done(line.from) && reached(line.to) },
  }));
}

const shades: Record<StepState['tone'], string> = {
  good: 'var(--color-good)',
  warn: 'var(--color-warn)',
  bad: 'var(--color-bad)',
  info: 'var(--color-info)',
  active: 'var(--color-info)',
  idle: 'var(--color-edge)',
};

/** Of a box on the small map. */
export function colorOf({ kind, step }: Box, states: States): string {
  if (kind === 'frame') return 'var(--color-sunken)';
  if (kind === 'join' || !step) return 'transparent';
  const state = states?.get(step.id);
  return state ? shades[state.tone] : 'var(--color-edge)';
}
