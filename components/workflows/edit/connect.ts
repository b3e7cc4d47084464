import { type Doc, setAt } from '@/components/workflows/edit/address';
import type { Lane, Outline } from '@/components/workflows/edit/outline';

/**
 * Lets one step wait for another. The first link of a list makes its order explicit, because from
 * then on only `needs` say what runs after what. A sentence when it cannot be.
 */
export function connect(
  doc: Doc,
  shape: Outline,
  from: string,
  to: string,
): { doc: Doc } | { problem: string } {
  const [source, target] = [shape.home.get(from), shape.home.get(to)];
  if (!source || !target) return { problem: 'Error handlers run only after what they handle.' };
  if (source.lane !== target.lane)
    return { problem: 'Only steps of the same branch can wait for each other.' };
  const { lane } = source;
  const needs = explicit(lane);
  const [a, b] = [lane.steps[source.index], lane.steps[target.index]];
  if (!a || !b || a === b) return { problem: 'A step cannot wait for itself.' };
  const own = needs.get(b.id) ?? [];
  if (own.includes(a.id)) return { problem: `${b.name} waits for ${a.name} already.` };
  if (waitsFor(needs, a.id, b.id))
    return { problem: `${a.name} waits for ${b.name}: they would wait for each other.` };
  needs.set(b.id, [...own, a.id]);
  return { doc: written(doc, lane, needs) };
}

/** The step no longer waits for the other one; the two run side by side then. */
export function disconnect(doc: Doc, shape: Outline, from: string, to: string): Doc {
  const target = shape.home.get(to);
  const source = shape.steps.get(from);
  const step = shape.steps.get(to);
  if (!target || !source || !step) return doc;
  const needs = explicit(target.lane);
  needs.set(
    step.id,
    (needs.get(step.id) ?? []).filter((id) => id !== source.id),
  );
  return written(doc, target.lane, needs);
}

/** What each step of a list waits for, written out. */
function explicit(lane: Lane): Map<string, string[]> {
  return new Map(
    lane.steps.map((step, i) => [
      step.id,
      lane.dag ? step.needs : lane.steps.slice(Math.max(0, i - 1), i).map(({ id }) => id),
    ]),
  );
}

function waitsFor(needs: ReadonlyMap<string, string[]>, id: string, other: string): boolean {
  const open = [id];
  const seen = new Set<string>();
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === other) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...(needs.get(at) ?? []));
  }
  return false;
}

function written(doc: Doc, lane: Lane, needs: ReadonlyMap<string, string[]>): Doc {
  let out = doc;
  for (const step of lane.steps) {
    const own = needs.get(step.id) ?? [];
    out = setAt(out, [...step.address, 'needs'], own.length > 0 ? own : undefined);
  }
  return out;
}
