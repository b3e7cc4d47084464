import { type Address, type Doc, getAt, pathOf } from '@/components/workflows/edit/address';
import { lanesOf } from '@/components/workflows/edit/lanes';
import { Collector, slug } from '@/lib/engine/compile/collect';
import { Problems } from '@/lib/engine/compile/problems';
import { canonicalKeys, DefinitionSchema, StepSchema } from '@/lib/engine/definition';
import { isObject, type Json, type JsonObject } from '@/lib/engine/json';
import { type StepTypeName, stepType } from '@/lib/engine/step-types';

export type StepNode = {
  /** Its id; while that is missing or taken, the place where it stands. */
  key: string;
  id: string;
  name: string;
  /** null: the engine does not know the type. */
  type: StepTypeName | null;
  written: string;
  address: Address;
  /** As the engine's problems name it. */
  path: string;
  config: JsonObject;
  conditional: boolean;
  needs: string[];
  lanes: Lane[];
  /** Steps that run only when it fails, or when it is undone. */
  sides: { role: 'error' | 'undo'; step: StepNode }[];
};

export type Lane = {
  /** The list of steps; what is inserted goes there. */
  address: Address;
  label: string | null;
  steps: StepNode[];
  /** Independent steps run side by side: some step of it has `needs`. */
  dag: boolean;
  /** A branch that is one step by itself: nothing can be inserted. */
  single: boolean;
};

export type Outline = {
  root: Lane;
  steps: Map<string, StepNode>;
  /** Of a step, the list where it is drawn and its place there. */
  home: Map<string, { lane: Lane; index: number }>;
};

/**
 * The tree of steps as the canvas draws it. Takes any definition: what the compiler refuses is in
 * the tree as well, so that it can be mended there.
 */
export function outline(doc: Doc): Outline {
  const collector = new Collector(new Problems());
  const listKey = keyFor(doc, 'steps', DefinitionSchema.shape) ?? 'steps';
  const list = getAt(doc, [listKey]);
  if (Array.isArray(list)) collector.block(list, 'steps', null, 'root');
  const ids = new Map([...collector.drafts.values()].map(({ path, id }) => [path, id]));
  const steps = new Map<string, StepNode>();
  const walk = new Walk(doc, ids, steps);
  const root = walk.lane({ address: [listKey], label: null, single: false }, 0);
  walk.adopt(root);
  const home: Outline['home'] = new Map();
  const settle = (lane: Lane) => {
    lane.dag = lane.steps.some((step) => step.needs.length > 0);
    for (const [index, step] of lane.steps.entries()) {
      home.set(step.key, { lane, index });
      for (const inner of step.lanes) settle(inner);
    }
  };
  settle(root);
  for (const { sides } of steps.values())
    for (const { step } of sides) for (const inner of step.lanes) settle(inner);
  return { root, steps, home };
}

class Walk {
  /** Lists that name steps which stand elsewhere. */
  private readonly named: { lane: Lane; ids: string[] }[] = [];

  constructor(
    private readonly doc: Doc,
    private readonly ids: ReadonlyMap<string, string>,
    private readonly steps: Map<string, StepNode>,
  ) {}

  lane(
    { address, label, single }: { address: Address; label: string | null; single: boolean },
    depth: number,
  ): Lane {
    const lane: Lane = { address, label, single, steps: [], dag: false };
    if (depth > 20) return lane;
    const list = getAt(this.doc, address);
    const items: [Json, Address, string][] = single
      ? [[list ?? null, address, `${pathOf(address)}[0]`]]
      : (Array.isArray(list) ? list : []).map((item, i) => {
          const at = [...address, i];
          return [item, at, pathOf(at)];
        });
    const ids: string[] = [];
    for (const [item, at, path] of items) {
      if (typeof item === 'string') ids.push(item);
      else lane.steps.push(this.step(item, at, path, depth));
    }
    if (ids.length > 0) this.named.push({ lane, ids });
    return lane;
  }

  step(value: Json, address: Address, path: string, depth: number): StepNode {
    const raw = isObject(value) ? (canonicalKeys(value, StepSchema.shape) as JsonObject) : {};
    const config = isObject(raw.config) ? raw.config : {};
    const written = typeof raw.type === 'string' ? raw.type : '';
    const id =
      this.ids.get(path) ??
      (typeof raw.id === 'string' && raw.id
        ? raw.id
        : typeof raw.name === 'string'
          ? slug(raw.name)
          : pathOf(address));
    const key = this.steps.has(id) || !this.ids.has(path) ? `${id}@${path}` : id;
    const node: StepNode = {
      key,
      id,
      name: typeof raw.name === 'string' && raw.name ? raw.name : id,
      type: written ? stepType(written, config) : null,
      written,
      address,
      path,
      config,
      conditional: raw.if !== undefined,
      needs: strings(raw.needs),
      lanes: [],
      sides: [],
    };
    this.steps.set(key, node);
    node.lanes = lanesOf(node, value).map((lane) => this.lane(lane, depth + 1));
    return node;
  }

  /** Moves steps to where their owner runs them: named branches, handlers, compensations. */
  adopt(root: Lane): void {
    const taken = new Set<string>();
    const lanes = [root, ...[...this.steps.values()].flatMap((step) => step.lanes)];
    const take = (id: string, by: StepNode | null): StepNode | null => {
      const step = this.steps.get(id);
      if (!step || step === by || taken.has(id)) return null;
      taken.add(id);
      for (const lane of lanes) lane.steps = lane.steps.filter((one) => one !== step);
      return step;
    };
    for (const { lane, ids } of this.named) {
      for (const id of ids) {
        const step = take(id, null);
        if (step) lane.steps.push(step);
      }
    }
    for (const node of [...this.steps.values()]) {
      const raw = getAt(this.doc, node.address);
      const { onError, compensate } = isObject(raw)
        ? (canonicalKeys(raw, StepSchema.shape) as JsonObject)
        : {};
      if (isObject(onError) && typeof onError.goto === 'string') {
        const step = take(onError.goto, node);
        if (step) node.sides.push({ role: 'error', step });
      }
      if (typeof compensate === 'string') {
        const step = take(compensate, node);
        if (step) node.sides.push({ role: 'undo', step });
      } else if (isObject(compensate)) {
        const at = [...node.address, 'compensate'];
        node.sides.push({ role: 'undo', step: this.step(compensate, at, pathOf(at), 0) });
      }
    }
  }
}

/** The key that an object really has for a canonical name: `retryPolicy` for `retry`. */
export function keyFor(
  object: JsonObject,
  name: string,
  known: Readonly<Record<string, unknown>>,
): string | null {
  return Object.keys(object).find((key) => name in canonicalKeys({ [key]: 0 }, known)) ?? null;
}

const strings = (value: Json | undefined): string[] =>
  typeof value === 'string'
    ? [value]
    : Array.isArray(value)
      ? value.filter((one): one is string => typeof one === 'string')
      : [];
