'use client';

import { EdgeLabelRenderer, type EdgeProps, type Edge as FlowEdge } from '@xyflow/react';
import { Plus, X } from 'lucide-react';
import { memo } from 'react';
import { cn } from '@/components/ui/cn';
import { useCanvas } from '@/components/workflows/canvas/canvas-context';
import type { Edge } from '@/components/workflows/canvas/drawing';

export type LineEdge = FlowEdge<{ line: Edge; lit: boolean }, 'line'>;

const roles = { next: '', error: 'on error', undo: 'to undo' } as const;
const at = ({ x, y }: { x: number; y: number }) => ({
  transform: `translate(-50%, -50%) translate(${x}px, ${y}px)`,
});

const Line = memo(function Line({ data, id }: EdgeProps<LineEdge>) {
  const { edit, target } = useCanvas();
  if (!data) return null;
  const { line, lit } = data;
  const label = line.role === 'next' ? line.label : roles[line.role];
  const { slot, link } = line;
  return (
    <>
      <path
        className={cn('flow-line', line.role, lit && 'lit', target === id && 'aimed')}
        d={line.path}
        fill="none"
        markerEnd={line.to.startsWith('join:') ? undefined : 'url(#flow-arrow)'}
      />
      <EdgeLabelRenderer>
        {label && (
          <span
            className="pointer-events-none absolute max-w-56 truncate rounded-full border bg-canvas px-2 py-px text-muted text-xs"
            style={at(line.labelAt)}
          >
            {label}
          </span>
        )}
        {edit && slot && (
          <button
            aria-label="Add a step here"
            className={cn('flow-plus', target === id && 'aimed')}
            onClick={() => edit.add(slot)}
            style={at(line.slotAt)}
            tabIndex={-1}
            type="button"
          >
            <Plus aria-hidden />
          </button>
        )}
        {edit && link && (
          <span className="flow-link nodrag nopan absolute flex gap-1" style={at(line.slotAt)}>
            <button
              aria-label="Add a step between"
              className="flow-plus"
              onClick={() => edit.add(link)}
              tabIndex={-1}
              type="button"
            >
              <Plus aria-hidden />
            </button>
            <button
              aria-label="Remove this link"
              className="flow-plus"
              onClick={() => edit.disconnect(link)}
              tabIndex={-1}
              type="button"
            >
              <X aria-hidden />
            </button>
          </span>
        )}
      </EdgeLabelRenderer>
    </>
  );
});

export const edgeTypes = { line: Line };
