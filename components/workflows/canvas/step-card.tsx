import { TriangleAlert } from 'lucide-react';
import { cn } from '@/components/ui/cn';
import { formatDuration, plural } from '@/components/ui/format';
import { StatusShape, type Tone } from '@/components/ui/status';
import { SIZES } from '@/components/workflows/canvas/drawing';
import { StepIcon } from '@/components/workflows/canvas/step-icon';
import type { StepState } from '@/components/workflows/canvas/step-state';
import { summaryOf } from '@/components/workflows/canvas/summary';
import type { StepNode } from '@/components/workflows/edit/outline';

const edges: Record<Tone, string> = {
  good: 'border-good/45',
  warn: 'border-warn/60',
  bad: 'border-bad/70',
  info: 'border-info/60',
  active: 'border-info/70 flow-working',
  idle: 'border-dashed',
};

/** One step on the canvas: its kind, name, what it does, and how it fares. */
export function StepCard({
  step,
  chosen,
  problems,
  state,
  onClick,
}: {
  step: StepNode;
  chosen: boolean;
  problems: number;
  /** While a run is shown; undefined: the run has not reached it. */
  state?: StepState | null;
  onClick?: () => void;
}) {
  const note = state?.passes
    ? `${state.passes.done}/${state.passes.all}`
    : state?.ms
      ? formatDuration(state.ms)
      : null;
  return (
    <button
      aria-pressed={chosen}
      className={cn(
        'flex items-center gap-2.5 rounded-lg border bg-surface px-2.5 text-start transition-colors focus-visible:outline-2 focus-visible:outline-ring',
        !chosen && 'hover:border-edge',
        problems > 0 && 'border-bad/60',
        state && edges[state.tone],
        state === null && 'border-dashed bg-transparent!',
        chosen && 'border-accent-ink! ring-1 ring-accent-ink',
      )}
      data-step={step.key}
      onClick={onClick}
      style={SIZES.node}
      tabIndex={chosen ? 0 : -1}
      type="button"
    >
      <span className="grid size-8 shrink-0 place-items-center rounded-md border bg-sunken text-muted">
        <StepIcon className="size-4" type={step.type} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-1.5">
          <span className="truncate font-strong text-sm leading-5">{step.name}</span>
          {step.conditional && (
            <span className="shrink-0 rounded-sm bg-hover px-1 text-faint text-xs leading-4">
              if
            </span>
          )}
        </span>
        <span className="block truncate text-faint text-xs">{summaryOf(step)}</span>
      </span>
      {problems > 0 && !state && (
        <span className="shrink-0">
          <TriangleAlert aria-hidden className="size-4 text-bad" />
          <span className="sr-only"> {plural(problems, 'problem')}</span>
        </span>
      )}
      {state && (
        <span className="flex shrink-0 flex-col items-end gap-0.5">
          <StatusShape tone={state.tone} />
          {note && <span className="num text-faint text-xs leading-4">{note}</span>}
          <span className="sr-only"> {state.word}</span>
        </span>
      )}
    </button>
  );
}
