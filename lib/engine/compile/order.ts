import type { Block, PlanStep } from '../plan';

/** The finished tables, as far as the order of steps needs them. */
export type Order = {
  steps: Readonly<Record<string, PlanStep>>;
  blocks: readonly Block[];
  /** The steps that go to a handler, by its block. */
  handled: ReadonlyMap<number, string[]>;
};

/** Which steps may have run before a step starts, on any path. What loops repeat is not visible outside. */
export class Before {
  private readonly order: Order;
  private readonly known = new Map<string, Set<string>>();
  private readonly inside = new Map<string, Set<string>>();

  constructor(order: Order) {
    this.order = order;
  }

  of(id: string): ReadonlySet<string> {
    const known = this.known.get(id);
    if (known) return known;
    const out = new Set<string>();
    this.known.set(id, out);
    const step = this.order.steps[id];
    const block = step && this.order.blocks[step.block];
    if (!step || !block) return out;
    for (const it of earlier(step, block, this.order)) this.add(out, this.withInside(it));
    if (block.role === 'handler') {
      for (const failed of this.order.handled.get(step.block) ?? []) {
        this.add(out, this.of(failed));
        this.add(out, this.withInside(failed, true));
      }
    } else if (block.owner !== null) {
      this.add(out, this.of(block.owner));
      const owner = this.order.steps[block.owner];
      if (owner?.type === 'while') this.add(out, this.withInside(owner.id));
      if (block.role === 'compensate') this.add(out, this.withInside(block.owner));
    }
    return out;
  }

  /** A container's own expressions: a while's condition also reads what its body did. */
  ofCondition(id: string): ReadonlySet<string> {
    const step = this.order.steps[id];
    if (step?.type !== 'while') return this.of(id);
    const inside = [...this.withInside(id)].filter((it) => it !== id);
    return new Set([...this.of(id), ...inside]);
  }

  /** All that the run's output may read. */
  atEnd(): ReadonlySet<string> {
    const out = new Set<string>();
    for (const id of this.order.blocks[0]?.steps ?? []) this.add(out, this.withInside(id));
    return out;
  }

  /** A step with everything in it that can be read from outside: all but the bodies of loops. */
  private withInside(id: string, withoutHandler = false): Set<string> {
    const key = `${id} ${withoutHandler}`;
    const known = this.inside.get(key);
    if (known) return known;
    const out = new Set([id]);
    this.inside.set(key, out);
    const step = this.order.steps[id];
    if (!step) return out;
    if (step.type !== 'loop') {
      for (const { block } of step.blocks) {
        for (const it of this.order.blocks[block]?.steps ?? []) this.add(out, this.withInside(it));
      }
    }
    if (step.onError.kind === 'goto' && !withoutHandler)
      this.add(out, this.withInside(step.onError.step));
    return out;
  }

  private add(to: Set<string>, from: ReadonlySet<string>): void {
    for (const it of from) to.add(it);
  }
}

/** The steps of the same block that end before this one starts. */
function earlier(step: PlanStep, block: Block, { steps }: Order): string[] {
  if (!block.dag) return block.steps.slice(0, Math.max(0, block.steps.indexOf(step.id)));
  const found = new Set<string>();
  const open = [...step.needs];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id) || !block.steps.includes(id)) continue;
    found.add(id);
    open.push(...(steps[id]?.needs ?? []));
  }
  return [...found];
}

/** The first circle among a block's `needs`, as `a → b → a`; null when there is none. */
export function needsCycle(
  block: Block,
  steps: Readonly<Record<string, PlanStep>>,
): string[] | null {
  const state = new Map<string, 'open' | 'done'>();
  const visit = (id: string, trail: string[]): string[] | null => {
    if (state.get(id) === 'done' || !block.steps.includes(id)) return null;
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
