import type { Plan } from './plan';

/**
 * Which keys of a former run a new one may reuse when it goes on from `from` (a step's id; null:
 * from where it failed). Left out are that step and all that may have come after it.
 */
export function reusableKeys(plan: Plan, keys: readonly string[], from: string | null): string[] {
  if (from === null) return [...keys];
  const top = topOf(plan, from);
  const root = plan.blocks[0];
  const after = new Set(root ? later(plan, root.steps, root.dag, top) : []);
  return keys.filter((key) => {
    const id = key.slice(key.lastIndexOf('/') + 1);
    return Object.hasOwn(plan.steps, id) && !after.has(topOf(plan, id));
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
