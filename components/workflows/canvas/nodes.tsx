'use client';

import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { Plus, Zap } from 'lucide-react';
import { memo } from 'react';
import { cn } from '@/components/ui/cn';
import { START, useCanvas } from '@/components/workflows/canvas/canvas-context';
import type { Box } from '@/components/workflows/canvas/drawing';
import { SIZES } from '@/components/workflows/canvas/drawing';
import { StepCard } from '@/components/workflows/canvas/step-card';

export type BoxNode = Node<{ box: Box }, Box['kind']>;
type Props = NodeProps<BoxNode>;

function Ends({ live = false }: { live?: boolean }) {
  return (
    <>
      <Handle
        className={live ? 'flow-handle' : 'flow-handle-off'}
        isConnectable={live}
        position={Position.Top}
        type="target"
      />
      <Handle
        className={live ? 'flow-handle' : 'flow-handle-off'}
        isConnectable={live}
        position={Position.Bottom}
        type="source"
      />
    </>
  );
}

const Step = memo(function Step({ data }: Props) {
  const { chosen, choose, problems, states, running, edit } = useCanvas();
  const { step } = data.box;
  if (!step) return null;
  const state = states && (states.get(step.id) ?? (running ? undefined : null));
  return (
    <>
      <StepCard
        chosen={chosen === step.key}
        onClick={() => choose(step.key)}
        problems={problems.get(step.key) ?? 0}
        state={states ? state : undefined}
        step={step}
      />
      <Ends live={edit !== null} />
    </>
  );
});

const Frame = memo(function Frame({ data }: Props) {
  const { width, height } = data.box;
  return (
    <div className="rounded-lg border bg-sunken/55" style={{ width, height }}>
      <Ends />
    </div>
  );
});

const Join = memo(function Join() {
  return (
    <div className="size-2">
      <Ends />
    </div>
  );
});

const Start = memo(function Start() {
  const { starts, choose, chosen, problems } = useCanvas();
  const wrong = problems.get('') ?? 0;
  return (
    <>
      <button
        aria-pressed={chosen === START}
        className={cn(
          'flex items-center justify-center gap-2 rounded-full border bg-surface px-4 text-sm transition-colors',
          wrong > 0 && 'border-bad/60',
          chosen === START ? 'border-accent-ink ring-1 ring-accent-ink' : 'hover:border-edge',
        )}
        data-step={START}
        onClick={() => choose(START)}
        title={starts.join('\n')}
        style={SIZES.start}
        tabIndex={chosen === START || chosen === null ? 0 : -1}
        type="button"
      >
        <Zap aria-hidden className="size-4 shrink-0 text-accent-ink" />
        <span className="truncate">
          <span className="sr-only">Starts: </span>
          {starts[0]}
          {starts.length > 1 && <span className="text-faint"> and {starts.length - 1} more</span>}
        </span>
      </button>
      <Ends />
    </>
  );
});

const End = memo(function End() {
  return (
    <div
      className="grid place-items-center rounded-full border bg-sunken text-faint text-xs"
      style={SIZES.end}
    >
      End
      <Ends />
    </div>
  );
});

const Empty = memo(function Empty({ data, id }: Props) {
  const { edit, target } = useCanvas();
  const { slot } = data.box;
  return (
    <>
      {edit && slot ? (
        <button
          className={cn(
            'flex items-center justify-center gap-1.5 rounded-lg border border-dashed bg-canvas text-muted text-sm hover:border-edge hover:text-ink',
            target === id && 'border-accent-ink bg-accent-soft text-ink',
          )}
          onClick={() => edit.add(slot)}
          style={SIZES.empty}
          type="button"
        >
          <Plus aria-hidden className="size-3.5" />
          Add step
        </button>
      ) : (
        <div
          className="grid place-items-center rounded-lg border border-dashed text-faint text-xs"
          style={SIZES.empty}
        >
          Nothing to do
        </div>
      )}
      <Ends />
    </>
  );
});

export const nodeTypes = {
  step: Step,
  frame: Frame,
  join: Join,
  start: Start,
  end: End,
  empty: Empty,
};
