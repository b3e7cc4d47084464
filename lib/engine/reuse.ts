import type { Plan } from './plan';
import type { RunState } from './state';

/**
 * Which keys of a former run a new one may reuse when it goes on from `from` (a step's id; null: from
 * where it failed). `completed` are the keys recorded as completed. Left out are `from` and all that
 * may have come after it, what was undone since, and what handled or undid the former failure.
 */
export function reusableKeys(
  plan: Plan,
  former: RunState,
  completed: readonly string[],
  from: string | null,
): string[] {
  const root = plan.blocks[0];
  const top = from === null ? null : topOf(plan, from);
  const after = new Set(root && top ? later(plan, root.steps, root.dag, top) : []);
  const undone = new Set(former.rollback?.outcomes.map((it) => it.key));
  return completed.filter((key) => {
    const step = plan.steps[key.slice(key.lastIndexOf('/') + 1)];
    if (!step || undone.has(key) || key.includes('~')) return false;
    return plan.blocks[step.block]?.role !== 'compensate' && !after.has(topOf(plan, step.id));
  });
}

function later(plan: Plan, steps: string[], dag: boolean, from: string): string[] {
  if (!dag) return steps.slice(Math.max(0, steps.indexOf(from)));
  const found = [from];
  for (const it of found) {
    found.push(...steps.filter((id) => !found.includes(id) && plan.steps[id]?.needs.includes(it)));
  }
  return found;
}

/** The step of the definition's own list that a step stands inside of. */
function topOf(plan: Plan, id: string): string {
  let at = id;
  for (let hops = 0; hops < 100; hops++) {
    const step = plan.steps[at];
    const block = step && plan.blocks[step.block];
    const owner = block?.role === 'handler' ? ownerOfHandler(plan, step?.block) : block?.owner;
    if (!owner) return at;
    at = owner;
  }
  return at;
}

function ownerOfHandler(plan: Plan, block: number | undefined): string | undefined {
  return Object.values(plan.steps).find(
    ({ onError }) => onError.kind === 'goto' && onError.block === block,
  )?.id;
}
