'use client';

import '@/components/workflows/canvas/canvas.css';
import { MiniMap, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { Maximize, Minus, Plus } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { arrowKeys } from '@/components/workflows/canvas/arrow-keys';
import { CanvasContext, type CanvasEdit } from '@/components/workflows/canvas/canvas-context';
import { edgeTypes, type LineEdge } from '@/components/workflows/canvas/edges';
import { layout } from '@/components/workflows/canvas/layout';
import { colorOf, linesOf } from '@/components/workflows/canvas/lines';
import { type BoxNode, nodeTypes } from '@/components/workflows/canvas/nodes';
import type { StepState } from '@/components/workflows/canvas/step-state';
import { useDragging } from '@/components/workflows/canvas/use-dragging';
import type { Outline } from '@/components/workflows/edit/outline';

export type CanvasProps = {
  outline: Outline;
  label: string;
  starts: readonly string[];
  chosen: string | null;
  onChoose: (key: string | null) => void;
  problems?: ReadonlyMap<string, number>;
  states?: ReadonlyMap<string, StepState> | null;
  running?: boolean;
  edit?: CanvasEdit | null;
  /** Brings this step into view whenever `at` rises. */
  look?: { key: string; at: number } | null;
};

const none: ReadonlyMap<string, number> = new Map();
/** More steps than this are drawn only where they are seen. */
const MANY = 150;
/** From this many steps on, a small map helps. */
const MAPPED = 9;

/** A workflow drawn as a graph: chosen with pointer or arrow keys, and edited when `edit` is given. */
export default function Canvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <Drawn {...props} />
    </ReactFlowProvider>
  );
}

function Drawn({
  outline,
  label,
  starts,
  chosen,
  onChoose,
  problems = none,
  states = null,
  running = false,
  edit = null,
  look = null,
}: CanvasProps) {
  const frame = useRef<HTMLElement>(null);
  const drawn = useMemo(() => layout(outline), [outline]);
  const edges = useMemo(() => linesOf(drawn.edges, outline, states), [drawn, outline, states]);
  const { nodes, target, handlers } = useDragging(drawn, edit);
  const flow = useReactFlow<BoxNode, LineEdge>();
  const choose = useRef(onChoose);
  choose.current = onChoose;
  const view = useMemo(
    () => ({
      chosen,
      choose: (key: string | null) => choose.current(key),
      starts,
      problems,
      states,
      running,
      edit,
      target,
    }),
    [chosen, starts, problems, states, running, edit, target],
  );
  useFirstLook(frame, drawn.width, drawn.height);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it is asked for
  useEffect(() => {
    const box = look && drawn.boxes.find(({ id }) => id === look.key);
    if (!box) return;
    const zoom = Math.max(flow.getZoom(), 0.75);
    const x = box.x + box.width / 2;
    void flow.setCenter(x, box.y + box.height / 2, {
      zoom,
      duration: duration(),
      interpolate: 'linear',
    });
  }, [look?.at, look?.key]);

  // What is chosen by key, or just made, may be out of sight.
  useEffect(() => {
    const box = chosen && drawn.boxes.find(({ id }) => id === chosen);
    const { clientWidth = 0, clientHeight = 0 } = frame.current ?? {};
    if (!box || clientWidth === 0) return;
    const { x, y, zoom } = flow.getViewport();
    const [left, top] = [box.x * zoom + x, box.y * zoom + y];
    const [right, bottom] = [left + box.width * zoom, top + box.height * zoom];
    if (left >= 0 && top >= 0 && right <= clientWidth && bottom <= clientHeight) return;
    // The other way to get there zooms out on its way; many keys in a row would end far off.
    void flow.setCenter(box.x + box.width / 2, box.y + box.height / 2, {
      zoom,
      duration: duration(),
      interpolate: 'linear',
    });
  }, [chosen, drawn, flow]);

  return (
    <CanvasContext value={view}>
      <section
        aria-label={label}
        className="relative size-full overflow-hidden bg-canvas"
        onKeyDown={(event) => arrowKeys(event, outline, chosen, onChoose)}
        ref={frame}
      >
        <Arrow />
        <ReactFlow
          className="flow"
          deleteKeyCode={null}
          disableKeyboardA11y
          edges={edges}
          edgesFocusable={false}
          edgeTypes={edgeTypes}
          elementsSelectable={false}
          maxZoom={1.5}
          minZoom={0.1}
          multiSelectionKeyCode={null}
          nodes={nodes}
          nodesConnectable={edit !== null}
          nodesDraggable={edit !== null}
          nodesFocusable={false}
          nodeTypes={nodeTypes}
          onConnect={({ source, target }) => edit?.connect(source, target)}
          onlyRenderVisibleElements={drawn.boxes.length > MANY}
          onPaneClick={() => onChoose(null)}
          panOnScroll
          attributionPosition="top-right"
          selectionKeyCode={null}
          zoomActivationKeyCode={['Meta', 'Control']}
          zoomOnDoubleClick={false}
          {...handlers}
        >
          {outline.steps.size >= MAPPED && (
            <MiniMap<BoxNode>
              ariaLabel="Map of the workflow"
              className="flow-map max-md:hidden"
              nodeColor={(node) => colorOf(node.data.box, states)}
              nodeStrokeWidth={0}
              pannable
              style={{ width: 112, height: 128 }}
              zoomable
            />
          )}
        </ReactFlow>
        <div className="absolute bottom-3 left-3 flex flex-col rounded-lg border bg-surface">
          <IconButton
            icon={<Plus aria-hidden />}
            label="Zoom in"
            onClick={() => flow.zoomIn({ duration: duration() })}
            side="right"
            size="sm"
          />
          <IconButton
            icon={<Minus aria-hidden />}
            label="Zoom out"
            onClick={() => flow.zoomOut({ duration: duration() })}
            side="right"
            size="sm"
          />
          <IconButton
            icon={<Maximize aria-hidden />}
            label="Show all"
            onClick={() => flow.fitView({ duration: duration(), padding: 0.08, maxZoom: 1 })}
            side="right"
            size="sm"
          />
        </div>
      </section>
    </CanvasContext>
  );
}

const duration = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 180);

/** Everything when it can be read then, else its beginning. */
function useFirstLook(frame: React.RefObject<HTMLElement | null>, width: number, height: number) {
  const flow = useReactFlow();
  const [done, setDone] = useState(false);
  useEffect(() => {
    const element = frame.current;
    if (done || !element) return;
    const { clientWidth, clientHeight } = element;
    if (clientWidth === 0) return;
    const zoom = Math.min(1, (clientWidth - 48) / width, (clientHeight - 72) / height);
    const readable =
      zoom >= 0.55 ? zoom : Math.min(0.85, Math.max(0.75, (clientWidth - 32) / width));
    const y = zoom === readable ? Math.max(24, (clientHeight - height * readable) / 2 - 16) : 24;
    void flow.setViewport({ x: clientWidth / 2, y: Math.min(y, 64), zoom: readable });
    setDone(true);
  }, [done, flow, frame, width, height]);
}

function Arrow() {
  return (
    <svg aria-hidden="true" className="absolute size-0">
      <defs>
        <marker id="flow-arrow" markerHeight="8" markerWidth="8" orient="auto" refX="5" refY="3">
          <path d="M0.5 0.5 5 3 0.5 5.5" fill="none" stroke="context-stroke" />
        </marker>
      </defs>
    </svg>
  );
}
