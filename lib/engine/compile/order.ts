import type { Block, PlanStep } from '../plan';

/** The finished tables, as far as the order of steps needs them. */
export type Order = {
  steps: Readonly<Record<string, PlanStep>>;
  blocks: readonly Block[];
  /** The steps that go to a handler, by its block. */
  handled: ReadonlyMap<number, string[]>;
};

/** Tells of a step whether it may have run before some moment, on any path. */
export type Earlier = { has(id: string): boolean };

/** Which steps may have run before a step starts. What loops repeat is not visible outside of them. */
export class Before {
  private readonly order: Order;
  private readonly places = new Map<string, number>();
  private readonly outside = new Map<string, ReadonlySet<string>>();
  private readonly needed = new Map<string, ReadonlySet<string>>();

  constructor(order: Order) {
    this.order = order;
    for (const { steps } of order.blocks) {
      for (const [place, id] of steps.entries()) this.places.set(id, place);
    }
  }

  of(reader: string): Earlier {
    return { has: (id) => this.precedes(id, reader) };
  }

  /** A container's own expressions: a while's condition also reads what its body did. */
  ofCondition(id: string): Earlier {
    const inside = this.order.steps[id]?.type === 'while';
    return {
      has: (it) => (inside && it !== id && this.visibleFrom(it).has(id)) || this.precedes(it, id),
    };
  }

  /** All that the run's output may read. */
  atEnd(): Earlier {
    return {
      has: (id) => [...this.visibleFrom(id)].some((it) => this.order.steps[it]?.block === 0),
    };
  }

  private precedes(id: string, reader: string): boolean {
    const step = this.order.steps[reader];
    const block = step && this.order.blocks[step.block];
    if (!step || !block) return false;
    const visible = this.visibleFrom(id);
    for (const it of visible) if (this.earlier(it, step, block)) return true;
    if (block.role === 'handler') {
      const failed = this.order.handled.get(step.block) ?? [];
      const own = visible.has(reader);
      return failed.some((it) => (!own && visible.has(it)) || this.precedes(id, it));
    }
    if (block.owner === null) return false;
    const repeats = this.order.steps[block.owner]?.type === 'while';
    if ((repeats || block.role === 'compensate') && visible.has(block.owner)) return true;
    return this.precedes(id, block.owner);
  }

  /** A step, and all that contain it without a loop between: when they have ended, it can be read. */
  private visibleFrom(id: string): ReadonlySet<string> {
    const known = this.outside.get(id);
    if (known) return known;
    const out = new Set([id]);
    this.outside.set(id, out);
    const number = this.order.steps[id]?.block ?? -1;
    const block = this.order.blocks[number];
    const owners =
      block?.role === 'handler' ? (this.order.handled.get(number) ?? []) : [block?.owner ?? null];
    for (const owner of owners) {
      if (owner === null || block?.role === 'compensate') continue;
      if (this.order.steps[owner]?.type === 'loop' && block?.role !== 'handler') continue;
      for (const it of this.visibleFrom(owner)) out.add(it);
    }
    return out;
  }

  /** Whether a step of the same block ends before this one starts. */
  private earlier(id: string, step: PlanStep, block: Block): boolean {
    if (this.order.steps[id]?.block !== step.block) return false;
    if (block.dag) return this.needs(step).has(id);
    return (this.places.get(id) ?? 0) < (this.places.get(step.id) ?? 0);
  }

  private needs(step: PlanStep): ReadonlySet<string> {
    const known = this.needed.get(step.id);
    if (known) return known;
    const found = new Set<string>();
    const open = [...step.needs];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (found.has(id) || this.order.steps[id]?.block !== step.block) continue;
      found.add(id);
      open.push(...(this.order.steps[id]?.needs ?? []));
    }
    this.needed.set(step.id, found);
    return found;
  }
}

/** The first circle among a block's `needs`, as `a → b → a`; null when there is none. */
export function needsCycle(
  block: Block,
  steps: Readonly<Record<string, PlanStep>>,
): string[] | null {
  const state = new Map<string, 'open' | 'done'>();
  const own = new Set(block.steps);
  const visit = (id: string, trail: string[]): string[] | null => {
    if (state.get(id) === 'done' || !own.has(id)) return null;
    if (state.get(id) === 'open') return [...trail.slice(trail.indexOf(id)), id];
    state.set(id, 'open');
    for (const need of steps[id]?.needs ?? []) {
      const circle = visit(need, [...trail, id]);
      if (circle) return circle;
    }
    state.set(id, 'done');
    return null;
  };
  for (const id of block.steps) {
    const circle = visit(id, []);
    if (circle) return circle;
  }
  return null;
}

/** Steps that no path reaches: after an end, behind `if: false`, in a case that cannot be chosen. */
export function unreachable({ steps, blocks }: Order): Map<string, string> {
  const dead = new Map<string, string>();
  const kill = (id: string, why: string) => {
    if (dead.has(id)) return;
    dead.set(id, why);
    for (const { block } of steps[id]?.blocks ?? []) {
      for (const it of blocks[block]?.steps ?? []) kill(it, why);
    }
  };
  for (const block of blocks) {
    for (const [i, id] of block.steps.entries()) {
      const step = steps[id];
      if (!step) continue;
      if (constant(step.if) === false) kill(id, 'its if is always false');
      if (!ends(id, steps, blocks)) continue;
      const after = block.dag
        ? block.steps.filter((it) => it !== id && dependsOn(it, id, steps))
        : block.steps.slice(i + 1);
      for (const it of after) kill(it, `"${id}" always ends the run before`);
    }
  }
  for (const step of Object.values(steps)) {
    if (step.type !== 'conditional') continue;
    const value = constant(step.expressions.condition ?? null);
    if (value === undefined) continue;
    for (const { block } of step.blocks) {
      const role = blocks[block]?.role;
      if ((role === 'then') !== value) {
        for (const it of blocks[block]?.steps ?? []) kill(it, `the condition is always ${value}`);
      }
    }
  }
  return dead;
}

function constant(node: PlanStep['if']): boolean | undefined {
  return node?.t === 'lit' && typeof node.v === 'boolean' ? node.v : undefined;
}

function dependsOn(
  id: string,
  on: string,
  steps: Order['steps'],
  seen = new Set<string>(),
): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  return (steps[id]?.needs ?? []).some((it) => it === on || dependsOn(it, on, steps, seen));
}

function ends(id: string, steps: Order['steps'], blocks: readonly Block[]): boolean {
  const step = steps[id];
  if (!step || step.if) return false;
  if (step.type === 'stop' || step.type === 'fail') return true;
  const all = step.blocks.map(({ block }) => blocks[block]);
  const closed =
    (step.type === 'conditional' && all.length === 2) ||
    (step.type === 'switch' && all.at(-1)?.role === 'default');
  return closed && all.every((block) => block?.steps.some((it) => ends(it, steps, blocks)));
}
