import type { Lane, StepNode } from '@/components/workflows/edit/outline';

export const SIZES = {
  node: { width: 248, height: 56 },
  start: { width: 248, height: 44 },
  end: { width: 64, height: 28 },
  empty: { width: 148, height: 32 },
  /** Between a step and the next one: room for the plus. */
  gap: 44,
  laneGap: 28,
  pad: 12,
  /** Between a container's card and its branches: room for their names. */
  head: 84,
  tail: 44,
  side: 56,
} as const;

/** Where a step can be put: before the one of that index. */
export type Slot = { lane: Lane; index: number };

export type Box = {
  id: string;
  kind: 'start' | 'end' | 'step' | 'frame' | 'join' | 'empty';
  x: number;
  y: number;
  width: number;
  height: number;
  step?: StepNode;
  slot?: Slot;
};

export type Edge = {
  id: string;
  from: string;
  to: string;
  /** An SVG path. */
  path: string;
  role: 'next' | 'error' | 'undo';
  label: string | null;
  labelAt: { x: number; y: number };
  slot?: Slot;
  slotAt: { x: number; y: number };
  /** A link of a DAG, which can be taken away. */
  link?: { lane: Lane; from: number; to: number };
};

export type Layout = { boxes: Box[]; edges: Edge[]; width: number; height: number };

type Point = { x: number; y: number };
type Wanted = {
  from: Box;
  to: Box;
  /** Where it turns: near its start, near its end, or to the side. */
  bend: 'head' | 'tail' | 'side';
  label?: string | null;
  role?: 'error' | 'undo';
  slot?: Slot;
  through?: Point[];
  link?: Edge['link'];
};

/** Collects boxes and lines; lines are drawn at the end, when every box has its place. */
export class Drawing {
  private readonly boxes: Box[] = [];
  private readonly wanted: Wanted[] = [];
  private readonly cards = new Map<StepNode, Box>();
  private readonly joins = new Map<StepNode, Box>();

  box(given: Omit<Box, 'id'>): Box {
    const box: Box = { ...given, id: this.idOf(given) };
    this.boxes.push(box);
    this.note(box);
    return box;
  }

  /** A box whose place is known only later. */
  boxLater(kind: Box['kind']): Box {
    const box: Box = { id: '', kind, x: 0, y: 0, width: 0, height: 0 };
    this.boxes.push(box);
    return box;
  }

  settle(box: Box, place: Omit<Box, 'id' | 'kind'>): void {
    Object.assign(box, place);
    box.id = this.idOf(box);
    this.note(box);
  }

  private idOf({ kind, step, slot }: Omit<Box, 'id'>): string {
    if (kind === 'step') return step?.key ?? '';
    if (step) return `${kind}:${step.key}`;
    if (slot) return `empty:${slot.lane.address.join('.')}`;
    return `$${kind}`;
  }

  private note(box: Box): void {
    if (box.step && box.kind === 'step') this.cards.set(box.step, box);
    if (box.step && box.kind === 'join') this.joins.set(box.step, box);
  }

  topOf(step: StepNode): Box {
    return this.cards.get(step) as Box;
  }

  /** Where what follows begins: under a container's frame, else under the card. */
  bottomOf(step: StepNode): Box {
    return this.joins.get(step) ?? this.topOf(step);
  }

  edge(edge: Wanted): void {
    this.wanted.push(edge);
  }

  finish(): Layout {
    const edges = this.wanted.map((one) => finished(one));
    const x = this.boxes.map((box) => box.x);
    const right = this.boxes.map((box) => box.x + box.width);
    const bottom = this.boxes.map((box) => box.y + box.height);
    return {
      boxes: this.boxes.sort((a, b) => Number(b.kind === 'frame') - Number(a.kind === 'frame')),
      edges,
      width: Math.max(...right) - Math.min(...x),
      height: Math.max(...bottom),
    };
  }
}

/** Lines into a frame end at its card; out of it they begin at its bottom. */
function finished({ from, to, bend, label, role, slot, through, link }: Wanted): Edge {
  const shared = {
    id: `${from.id}>${to.id}`,
    from: from.id,
    to: to.id,
    role: role ?? ('next' as const),
    label: label ?? null,
    slot,
    link,
  };
  if (bend === 'side') {
    const a = { x: from.x + from.width, y: from.y + from.height / 2 };
    const b = { x: to.x, y: to.y + to.height / 2 };
    const middle = { x: (a.x + b.x) / 2, y: b.y };
    return { ...shared, path: turn(a, b, 'x'), labelAt: middle, slotAt: middle };
  }
  const a = { x: from.x + from.width / 2, y: from.y + from.height };
  const b = { x: to.x + to.width / 2, y: to.kind === 'join' ? to.y + to.height : to.y };
  if (through?.length) {
    const points = [a, ...through, b];
    const middle = points[Math.floor(points.length / 2)] ?? b;
    return { ...shared, path: curve(points), labelAt: middle, slotAt: middle };
  }
  const y =
    bend === 'head' ? Math.min(a.y + 22, (a.y + b.y) / 2) : Math.max(b.y - 22, (a.y + b.y) / 2);
  const straight = Math.abs(a.x - b.x) < 1;
  return {
    ...shared,
    path: straight ? `M${a.x} ${a.y}L${b.x} ${b.y}` : elbow(a, b, y),
    labelAt: { x: b.x, y: a.y + 40 },
    slotAt:
      bend === 'tail'
        ? { x: a.x, y: straight ? (a.y + b.y) / 2 : Math.min(a.y + 22, y) }
        : { x: b.x, y: label ? b.y - 22 : straight ? (a.y + b.y) / 2 : (y + b.y) / 2 },
  };
}

const R = 8;

/** Down, across at `y`, down again, with rounded corners. */
function elbow(a: Point, b: Point, y: number): string {
  const s = Math.sign(b.x - a.x);
  const r = Math.min(R, Math.abs(b.x - a.x) / 2, Math.abs(y - a.y), Math.abs(b.y - y));
  return `M${a.x} ${a.y}L${a.x} ${y - r}Q${a.x} ${y} ${a.x + s * r} ${y}L${b.x - s * r} ${y}Q${b.x} ${y} ${b.x} ${y + r}L${b.x} ${b.y}`;
}

function turn(a: Point, b: Point, _axis: 'x'): string {
  if (Math.abs(a.y - b.y) < 1) return `M${a.x} ${a.y}L${b.x} ${b.y}`;
  const x = a.x + (b.x - a.x) / 2;
  const s = Math.sign(b.y - a.y);
  const r = Math.min(R, Math.abs(b.y - a.y) / 2, Math.abs(b.x - a.x) / 2);
  return `M${a.x} ${a.y}L${x - r} ${a.y}Q${x} ${a.y} ${x} ${a.y + s * r}L${x} ${b.y - s * r}Q${x} ${b.y} ${x + r} ${b.y}L${b.x} ${b.y}`;
}

/** Through points that stand apart, each entered and left straight down. */
function curve(points: Point[]): string {
  return points.reduce((path, point, i) => {
    const before = points[i - 1];
    if (!before) return `M${point.x} ${point.y}`;
    const half = (point.y - before.y) / 2;
    return `${path}C${before.x} ${before.y + half} ${point.x} ${point.y - half} ${point.x} ${point.y}`;
  }, '');
}
