'use client';

import { applyNodeChanges, type NodeChange, type ReactFlowProps } from '@xyflow/react';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { CanvasEdit } from '@/components/workflows/canvas/canvas-context';
import type { Layout, Slot } from '@/components/workflows/canvas/drawing';
import type { LineEdge } from '@/components/workflows/canvas/edges';
import type { BoxNode } from '@/components/workflows/canvas/nodes';

type Handlers = Pick<
  ReactFlowProps<BoxNode, LineEdge>,
  'onNodesChange' | 'onNodeDrag' | 'onNodeDragStop'
>;

/** How near a dragged step must come to a gap to fall into it, in the drawing's own pixels. */
const NEAR = 130;

const nodesOf = ({ boxes }: Layout, editable: boolean): BoxNode[] =>
  boxes.map((box) => ({
    id: box.id,
    type: box.kind,
    position: { x: box.x, y: box.y },
    data: { box },
    width: box.width,
    height: box.height,
    measured: { width: box.width, height: box.height },
    draggable: editable && box.kind === 'step',
    selectable: false,
    zIndex: box.kind === 'frame' ? -1 : 0,
  }));

/** Lets a step be dragged to another gap; dropped anywhere else it goes back. */
export function useDragging(drawn: Layout, edit: CanvasEdit | null) {
  const still = useMemo(() => nodesOf(drawn, edit !== null), [drawn, edit]);
  const [moved, setMoved] = useState<{ from: BoxNode[]; nodes: BoxNode[] } | null>(null);
  const [target, setTarget] = useState<string | null>(null);
  const latest = useRef({ drawn, edit });
  latest.current = { drawn, edit };
  // A drag of a former drawing says nothing about this one.
  const nodes = moved?.from === still ? moved.nodes : still;

  const onNodesChange = useCallback(
    (changes: NodeChange<BoxNode>[]) => {
      const drags = changes.filter(({ type }) => type === 'position');
      if (drags.length === 0) return;
      setMoved((before) => ({
        from: still,
        nodes: applyNodeChanges(drags, before?.from === still ? before.nodes : still),
      }));
    },
    [still],
  );
  const handlers = useMemo<Handlers>(
    () => ({
      onNodeDrag: (_, node) => setTarget(nearest(latest.current.drawn, node)?.id ?? null),
      onNodeDragStop: (_, node) => {
        const gap = nearest(latest.current.drawn, node);
        setTarget(null);
        setMoved(null);
        if (gap) latest.current.edit?.move(node.id, gap.slot);
      },
    }),
    [],
  );
  return { nodes, target, handlers: { ...handlers, onNodesChange } };
}

function nearest({ edges, boxes }: Layout, node: BoxNode): { id: string; slot: Slot } | null {
  const x = node.position.x + node.data.box.width / 2;
  const y = node.position.y + node.data.box.height / 2;
  let best: { id: string; slot: Slot } | null = null;
  let least = NEAR;
  const look = (id: string, slot: Slot | undefined, at: { x: number; y: number }) => {
    const far = Math.hypot(at.x - x, at.y - y);
    if (!slot || far >= least) return;
    least = far;
    best = { id, slot };
  };
  for (const edge of edges) look(edge.id, edge.slot, edge.slotAt);
  for (const box of boxes)
    look(box.id, box.slot, { x: box.x + box.width / 2, y: box.y + box.height / 2 });
  return best;
}
