import type { Plan, PlanStep } from './plan';
import { kindOf, type StepKind, type StepTypeName } from './step-types';

/** What a canvas draws. Positions are the canvas's own; groups say what stands inside of what. */
export type Graph = { nodes: GraphNode[]; edges: GraphEdge[] };
export type GraphNode = {
  id: string;
  name: string;
  type: StepTypeName;
  kind: StepKind;
  /** The container that it stands in; null at the top. */
  parent: string | null;
  /** The branch, case or role in its container: `then`, `case 2`, a branch's id, `handler`. */
  lane: string | null;
  path: string;
  optional: boolean;
};
export type GraphEdge = {
  from: string;
  to: string;
  kind: 'next' | 'error' | 'undo';
};

/** Nodes in the definition's order, edges by what runs after what. */
export function graph(plan: Plan): Graph {
  const nodes = Object.values(plan.steps).map((step) => node(plan, step));
  const edges: GraphEdge[] = [];
  for (const { steps, dag } of plan.blocks) {
    for (const [i, to] of steps.entries()) {
      const before = dag ? (plan.steps[to]?.needs ?? []) : steps.slice(Math.max(0, i - 1), i);
      for (const from of before) edges.push({ from, to, kind: 'next' });
    }
  }
  for (const { id, onError, compensate } of Object.values(plan.steps)) {
    if (onError.kind === 'goto') edges.push({ from: id, to: onError.step, kind: 'error' });
    if (compensate) edges.push({ from: id, to: compensate, kind: 'undo' });
  }
  return { nodes, edges };
}

function node(plan: Plan, step: PlanStep): GraphNode {
  const block = plan.blocks[step.block];
  const container = block && !['root', 'handler', 'compensate'].includes(block.role);
  return {
    id: step.id,
    name: step.name,
    type: step.type,
    kind: kindOf(step.type),
    parent: container ? block.owner : null,
    lane: lane(plan, step),
    path: step.path,
    optional: step.if !== null,
  };
}

function lane(plan: Plan, step: PlanStep): string | null {
  const block = plan.blocks[step.block];
  if (!block || block.role === 'root' || block.role === 'body') return null;
  if (block.role === 'branch') return block.name ?? null;
  if (block.role !== 'case' || !block.owner) return block.role;
  const cases = plan.steps[block.owner]?.blocks ?? [];
  return `case ${cases.findIndex((it) => it.block === step.block) + 1}`;
}
