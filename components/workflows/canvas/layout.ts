import { layout as dagre, graphlib } from '@dagrejs/dagre';
import { type Box, Drawing, type Layout, SIZES } from '@/components/workflows/canvas/drawing';
import type { Lane, Outline, StepNode } from '@/components/workflows/edit/outline';

/** Something measured, to be put with its axis (where lines come in and go out) at x. */
type Unit = {
  left: number;
  right: number;
  height: number;
  place: (x: number, y: number) => Box;
};

const { node, gap, laneGap, pad, head, tail, empty, side } = SIZES;

/**
 * Places every step: lists downwards, branches side by side in a frame, DAGs by dagre. All in
 * multiples of 4, the same definition always the same.
 */
export function layout({ root }: Outline): Layout {
  const draw = new Drawing();
  const start = draw.box({ kind: 'start', x: -SIZES.start.width / 2, y: 0, ...SIZES.start });
  const end = draw.boxLater('end');
  const block = laneUnit(draw, root, { from: start, to: end });
  block.place(0, SIZES.start.height + gap);
  const y = SIZES.start.height + gap + block.height + gap;
  draw.settle(end, { x: -SIZES.end.width / 2, y, ...SIZES.end });
  return draw.finish();
}

type Ends = { from: Box; to: Box };

function laneUnit(draw: Drawing, lane: Lane, ends: Ends): Unit {
  if (lane.steps.length === 0) return emptyUnit(draw, lane, ends);
  const units = lane.steps.map((step) => stepUnit(draw, step));
  return lane.dag && lane.steps.length > 1
    ? dagUnit(draw, lane, units, ends)
    : rowUnit(draw, lane, units, ends);
}

function emptyUnit(draw: Drawing, lane: Lane, { from, to }: Ends): Unit {
  return {
    left: empty.width / 2,
    right: empty.width / 2,
    height: empty.height,
    place: (x, y) => {
      const slot = { lane, index: 0 };
      const box = draw.box({ kind: 'empty', x: x - empty.width / 2, y, ...empty, slot });
      draw.edge({ from, to: box, bend: 'head', label: lane.label });
      draw.edge({ from: box, to, bend: 'tail' });
      return box;
    },
  };
}

function rowUnit(draw: Drawing, lane: Lane, units: Unit[], { from, to }: Ends): Unit {
  const height = units.reduce((sum, unit) => sum + unit.height, gap * (units.length - 1));
  return {
    left: Math.max(...units.map((unit) => unit.left)),
    right: Math.max(...units.map((unit) => unit.right)),
    height,
    place: (x, y) => {
      let at = y;
      let before = from;
      for (const [index, unit] of units.entries()) {
        const top = at;
        unit.place(x, at);
        const own = draw.topOf(lane.steps[index] as StepNode);
        const slot = lane.single ? undefined : { lane, index };
        const label = index === 0 ? lane.label : null;
        draw.edge({ from: before, to: own, bend: 'head', label, slot });
        before = draw.bottomOf(lane.steps[index] as StepNode);
        at = top + unit.height + gap;
      }
      const slot = lane.single ? undefined : { lane, index: units.length };
      draw.edge({ from: before, to, bend: 'tail', slot });
      return before;
    },
  };
}

/** Independent steps: dagre ranks them by what they wait for. */
function dagUnit(draw: Drawing, lane: Lane, units: Unit[], { from, to }: Ends): Unit {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: laneGap, ranksep: gap + 8, ranker: 'network-simplex' });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const [i, unit] of units.entries())
    graph.setNode(String(i), { width: unit.left + unit.right, height: unit.height });
  const at = new Map(lane.steps.map((step, i) => [step.id, i]));
  const links: [number, number][] = [];
  for (const [i, step] of lane.steps.entries())
    for (const need of step.needs) {
      const source = at.get(need);
      if (source === undefined || source === i) continue;
      links.push([source, i]);
      graph.setEdge(String(source), String(i));
    }
  dagre(graph);
  const placed = units.map((unit, i) => {
    const { x, y } = graph.node(String(i)) as { x: number; y: number };
    const left = x - (unit.left + unit.right) / 2;
    return { axis: snap(left + unit.left), top: snap(y - unit.height / 2) };
  });
  const least = Math.min(...placed.map(({ axis }, i) => axis - (units[i]?.left ?? 0)));
  const most = Math.max(...placed.map(({ axis }, i) => axis + (units[i]?.right ?? 0)));
  const bottom = Math.max(...placed.map(({ top }, i) => top + (units[i]?.height ?? 0)));
  const top = Math.min(...placed.map((one) => one.top));
  const axis = snap((least + most) / 2);
  return {
    left: axis - least,
    right: most - axis,
    height: bottom - top,
    place: (x, y) => {
      for (const [i, unit] of units.entries())
        unit.place(x + (placed[i]?.axis ?? 0) - axis, y + (placed[i]?.top ?? 0) - top);
      const top_ = (i: number) => draw.topOf(lane.steps[i] as StepNode);
      const bottom_ = (i: number) => draw.bottomOf(lane.steps[i] as StepNode);
      for (const i of units.keys()) {
        if (!links.some(([, target]) => target === i))
          draw.edge({ from, to: top_(i), bend: 'head', label: i === 0 ? lane.label : null });
        if (!links.some(([source]) => source === i))
          draw.edge({ from: bottom_(i), to, bend: 'tail' });
      }
      for (const [source, target] of links) {
        const points = (graph.edge(String(source), String(target)) as { points?: Point[] }).points;
        const between = (points ?? []).slice(1, -1).map((point) => ({
          x: x + point.x - axis,
          y: y + point.y - top,
        }));
        draw.edge({
          from: bottom_(source),
          to: top_(target),
          bend: 'tail',
          through: (points?.length ?? 0) > 3 ? between : undefined,
          link: { lane, from: source, to: target },
        });
      }
      return top_(0);
    },
  };
}

type Point = { x: number; y: number };
const snap = (value: number) => Math.round(value / 4) * 4;

function stepUnit(draw: Drawing, step: StepNode): Unit {
  const core = step.lanes.length > 0 ? frameUnit(draw, step) : cardUnit(draw, step);
  const sides = step.sides.map((one) => ({ ...one, unit: stepUnit(draw, one.step) }));
  if (sides.length === 0) return core;
  const width = Math.max(...sides.map(({ unit }) => unit.left + unit.right));
  const height = sides.reduce((sum, { unit }) => sum + unit.height + 24, -24);
  return {
    left: core.left,
    right: core.right + side + width,
    height: Math.max(core.height, height),
    place: (x, y) => {
      const box = core.place(x, y);
      let at = y;
      for (const { role, step: other, unit } of sides) {
        unit.place(x + core.right + side + unit.left, at);
        draw.edge({ from: draw.topOf(step), to: draw.topOf(other), bend: 'side', role });
        at += unit.height + 24;
      }
      return box;
    },
  };
}

function cardUnit(draw: Drawing, step: StepNode): Unit {
  return {
    left: node.width / 2,
    right: node.width / 2,
    height: node.height,
    place: (x, y) => draw.box({ kind: 'step', x: x - node.width / 2, y, ...node, step }),
  };
}

/** A container: its card on top of a frame with its branches, which meet again at the bottom. */
function frameUnit(draw: Drawing, step: StepNode): Unit {
  const ends = { from: draw.boxLater('step'), to: draw.boxLater('join') };
  const lanes = step.lanes.map((lane) => laneUnit(draw, lane, ends));
  const offsets: number[] = [];
  let width = 0;
  for (const lane of lanes) {
    offsets.push(width + lane.left);
    width += lane.left + lane.right + laneGap;
  }
  width -= laneGap;
  const axis = snap(((offsets[0] ?? 0) + (offsets.at(-1) ?? 0)) / 2);
  const left = Math.max(axis, node.width / 2) + pad;
  const right = Math.max(width - axis, node.width / 2) + pad;
  const inner = Math.max(...lanes.map((lane) => lane.height));
  const height = pad + node.height + head + inner + tail + pad;
  return {
    left,
    right,
    height,
    place: (x, y) => {
      draw.box({ kind: 'frame', x: x - left, y, width: left + right, height, step });
      const card = { x: x - node.width / 2, y: y + pad, ...node, step };
      draw.settle(ends.from, card);
      const join = { x: x - 4, y: y + height - 8, width: 8, height: 8, step };
      draw.settle(ends.to, join);
      for (const [i, lane] of lanes.entries())
        lane.place(x - axis + (offsets[i] ?? 0), y + pad + node.height + head);
      return ends.from;
    },
  };
}
