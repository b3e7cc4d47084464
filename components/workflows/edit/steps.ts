import {
  type Address,
  addressOf,
  type Doc,
  getAt,
  pathOf,
  setAt,
} from '@/components/workflows/edit/address';
import {
  type Lane,
  type Outline,
  outline,
  type StepNode,
} from '@/components/workflows/edit/outline';
import { renamed } from '@/components/workflows/edit/rename';
import { isObject, type Json, type JsonObject } from '@/lib/engine/json';

/** What an edit gives: the next definition, and the step to look at then. */
export type Edit = { doc: Doc; key: string | null };

/** An id that no step has yet: `classify`, `classify_2` … */
export function freshId(taken: ReadonlySet<string>, wanted: string): string {
  const base = wanted
    .replace(/[^\w-]+/g, '_')
    .replace(/^(?![A-Za-z_])/, '_')
    .slice(0, 90);
  if (!taken.has(base)) return base;
  for (let n = 2; ; n++) if (!taken.has(`${base}_${n}`)) return `${base}_${n}`;
}

export const idsOf = ({ steps }: Outline) => new Set([...steps.values()].map(({ id }) => id));

/** Puts a step into a list. In a list with `needs` it comes after the one before it. */
export function insertStep(doc: Doc, lane: Lane, index: number, step: JsonObject): Edit {
  const given = getAt(doc, lane.address);
  const list = Array.isArray(given) ? [...given] : [];
  const before = lane.steps[index - 1];
  const after = lane.steps[index];
  // Drawn places and the list's own differ where steps that others own stand in between.
  const at = before
    ? placeIn(lane, before) + 1
    : after
      ? placeIn(lane, after)
      : index > 0
        ? list.length
        : 0;
  const value: JsonObject = lane.dag && before ? { ...step, needs: [before.id] } : step;
  list.splice(at, 0, value);
  return { doc: setAt(doc, lane.address, list), key: String(step.id ?? '') || null };
}

/** In a list with `needs`: a step between two that hang together. */
export function insertBetween(
  doc: Doc,
  lane: Lane,
  from: string,
  to: string,
  step: JsonObject,
): Edit {
  const target = lane.steps.find(({ key }) => key === to);
  const source = lane.steps.find(({ key }) => key === from);
  if (!target || !source) return insertStep(doc, lane, lane.steps.length, step);
  const needs = target.needs.map((id) => (id === source.id ? String(step.id) : id));
  const relinked = setAt(doc, [...target.address, 'needs'], needs);
  const index = lane.steps.indexOf(target);
  const edit = insertStep(relinked, { ...lane, dag: false }, index, {
    ...step,
    needs: [source.id],
  });
  return edit;
}

const placeIn = (lane: Lane, step: StepNode): number => {
  const last = step.address.at(-1);
  return step.address.length === lane.address.length + 1 && typeof last === 'number' ? last : -1;
};

/** Takes a step away, and every mention of it that would be left dangling. */
export function removeStep(doc: Doc, shape: Outline, key: string): Edit {
  const step = shape.steps.get(key);
  if (!step) return { doc, key: null };
  const home = shape.home.get(key);
  const next = home?.lane.steps[home.index + 1] ?? home?.lane.steps[home.index - 1];
  const gone = new Set([step, ...inside(step)].map(({ id }) => id));
  let out = doc;
  for (const other of shape.steps.values())
    if (!gone.has(other.id)) out = withoutMentions(out, other, gone, step.needs);
  return { doc: setAt(out, step.address, undefined), key: next?.key ?? null };
}

/** The steps that a step owns, at any depth. */
export const inside = (step: StepNode): StepNode[] =>
  step.lanes.flatMap(({ steps }) => steps.flatMap((one) => [one, ...inside(one)]));

/** Whoever needed what goes away now needs what that needed. */
function withoutMentions(
  doc: Doc,
  step: StepNode,
  gone: ReadonlySet<string>,
  instead: readonly string[],
): Doc {
  let out = doc;
  const raw = getAt(doc, step.address);
  if (!isObject(raw)) return doc;
  if (step.needs.some((id) => gone.has(id))) {
    const needs = [...new Set(step.needs.flatMap((id) => (gone.has(id) ? instead : [id])))];
    out = setAt(out, [...step.address, 'needs'], needs.length > 0 ? needs : undefined);
  }
  if (isObject(raw.onError) && gone.has(String(raw.onError.goto)))
    out = setAt(out, [...step.address, 'onError'], undefined);
  if (typeof raw.compensate === 'string' && gone.has(raw.compensate))
    out = setAt(out, [...step.address, 'compensate'], undefined);
  for (const { address } of step.lanes) {
    const list = getAt(out, address);
    if (Array.isArray(list) && list.some((one) => typeof one === 'string' && gone.has(one)))
      out = setAt(
        out,
        address,
        list.filter((one) => typeof one !== 'string' || !gone.has(one)),
      );
  }
  return out;
}

/** The same step again after itself, with ids of its own, inside it too. */
export function duplicateStep(doc: Doc, shape: Outline, key: string): Edit {
  const step = shape.steps.get(key);
  const home = shape.home.get(key);
  const raw = step && getAt(doc, step.address);
  if (!step || !home || home.lane.single || !isObject(raw)) return { doc, key: null };
  const taken = idsOf(shape);
  let copy: Json = structuredClone(raw);
  for (const one of [step, ...inside(step)]) {
    const id = freshId(taken, `${one.id}_copy`);
    taken.add(id);
    const at = one.address.slice(step.address.length);
    if (!one.path.startsWith(step.path)) continue;
    copy = renamed(setAt(copy as Doc, [...at, 'id'], id), one.id, id);
  }
  const name = (copy as JsonObject).name;
  const named =
    typeof name === 'string' ? { ...(copy as Doc), name: `${name} copy` } : (copy as Doc);
  return insertStep(doc, home.lane, home.index + 1, named);
}

/** Moves a step to another place; null where it cannot stand (inside itself). */
export function moveStep(
  doc: Doc,
  shape: Outline,
  key: string,
  lane: Lane,
  index: number,
): Edit | null {
  const step = shape.steps.get(key);
  const raw = step && getAt(doc, step.address);
  if (!step || !isObject(raw) || lane.single) return null;
  if (pathOf(lane.address).startsWith(`${pathOf(step.address)}.`)) return null;
  const from = shape.home.get(key);
  const same = from && pathOf(from.lane.address) === pathOf(lane.address);
  if (same && (index === from.index || index === from.index + 1)) return null;
  // A mark keeps its former place until the new one is taken, so that no address shifts in between.
  const { needs: _, ...bare } = raw;
  const moved = same ? raw : bare;
  const marked = setAt(doc, step.address, { ...MARK });
  const dag = lane.dag && !same;
  const { doc: placed } = insertStep(marked, { ...lane, dag }, index, moved as JsonObject);
  const clean = setAt(placed, markIn(placed) ?? [], undefined);
  const others = [...outline(clean).steps.values()];
  return { doc: clean, key: others.find(({ id }) => id === step.id)?.key ?? null };
}

const MARK: JsonObject = { $moving: true };

function markIn(value: Json, address: Address = []): Address | null {
  if (isObject(value) && value.$moving === true) return address;
  const entries: [string | number, Json][] = Array.isArray(value)
    ? [...value.entries()]
    : isObject(value)
      ? Object.entries(value)
      : [];
  for (const [key, inner] of entries) {
    const found = markIn(inner, [...address, key]);
    if (found) return found;
  }
  return null;
}

/** Another branch, case or side by side; null for steps that have none. */
export function addLane(doc: Doc, step: StepNode): Doc | null {
  const config = [...step.address, 'config'];
  if (step.type === 'switch') {
    const cases = getAt(doc, [...config, 'cases']);
    const list = Array.isArray(cases) ? cases : [];
    return setAt(
      doc,
      [...config, 'cases'],
      [...list, { when: 'input.kind == "other"', steps: [] }],
    );
  }
  if (step.type !== 'parallel' || step.lanes.some(({ single }) => single)) return null;
  const branches = getAt(doc, [...config, 'branches']);
  const list = Array.isArray(branches) ? branches : [];
  const taken = new Set(list.map((one) => (isObject(one) ? String(one.id ?? one.name) : '')));
  const id = freshId(taken, `branch_${list.length + 1}`);
  return setAt(doc, [...config, 'branches'], [...list, { id, steps: [] }]);
}

/** Sets what stands around or in a step; `undefined` takes it away. */
export const setField = (doc: Doc, step: StepNode, path: string, value: Json | undefined): Doc =>
  setAt(doc, [...step.address, ...addressOf(path)], value);
