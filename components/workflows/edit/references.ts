import type { Doc } from '@/components/workflows/edit/address';
import type { Lane, Outline, StepNode } from '@/components/workflows/edit/outline';
import { inside } from '@/components/workflows/edit/steps';
import { isObject, type Json } from '@/lib/engine/json';

/** Something that an expression at a place can read. */
export type Reference = {
  /** `steps.fetch.output.data` */
  text: string;
  group: 'Input' | 'Steps' | 'Loop' | 'Variables' | 'Run';
  note: string;
};

/** What is known of values: a sample input, and what steps gave in the last run, by step id. */
export type Samples = { input?: Json; outputs?: ReadonlyMap<string, Json> };

const name = /^[A-Za-z_$][\w$]*$/;
const member = (path: string, key: string) =>
  name.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;

/** What a step can read: inputs, variables, steps that have run before it, its loops' items. */
export function referencesFor(
  doc: Doc,
  shape: Outline,
  key: string | null,
  samples: Samples = {},
): Reference[] {
  const found: Reference[] = [...inputs(doc, samples.input)];
  const { before, loops } = key === null ? atEnd(shape) : around(shape, key);
  for (const step of before) {
    const path = member('steps', step.id);
    found.push({ text: `${path}.output`, group: 'Steps', note: step.name });
    for (const field of fieldsOf(step, samples.outputs?.get(step.id)))
      found.push({ text: member(`${path}.output`, field), group: 'Steps', note: step.name });
  }
  for (const loop of loops) {
    if (loop.type === 'loop') {
      const as = typeof loop.config.as === 'string' && loop.config.as ? loop.config.as : 'item';
      found.push({ text: as, group: 'Loop', note: `Each of ${loop.name}` });
    }
    found.push({ text: 'index', group: 'Loop', note: 'Which pass, from 0' });
  }
  if (isObject(doc.vars))
    for (const one of Object.keys(doc.vars))
      found.push({ text: member('vars', one), group: 'Variables', note: 'Variable' });
  found.push(
    { text: 'trigger', group: 'Run', note: 'What started it' },
    { text: 'run.id', group: 'Run', note: 'This run' },
    { text: 'run.startedAt', group: 'Run', note: 'When it began' },
    { text: 'metadata', group: 'Run', note: 'As given at the start' },
  );
  return [...new Map(found.map((one) => [one.text, one])).values()];
}

function inputs(doc: Doc, sample: Json | undefined): Reference[] {
  const schema = isObject(doc.inputSchema) ? doc.inputSchema.properties : null;
  const keys = new Set([
    ...Object.keys(isObject(schema) ? schema : {}),
    ...Object.keys(isObject(sample) ? sample : {}),
  ]);
  const note = (key: string) => {
    const one = isObject(schema) ? schema[key] : null;
    return isObject(one) && typeof one.description === 'string' ? one.description : 'Input';
  };
  return [
    { text: 'input', group: 'Input', note: 'All of the input' },
    ...[...keys].map(
      (key): Reference => ({ text: member('input', key), group: 'Input', note: note(key) }),
    ),
  ];
}

/** What a step's output is known to have: from a run, else from its type. */
function fieldsOf(step: StepNode, output: Json | undefined): string[] {
  if (isObject(output)) return Object.keys(output).slice(0, 30);
  switch (step.type) {
    case 'http_request':
      return ['status', 'data', 'headers'];
    case 'approval':
      return ['decision', 'by', 'comment', 'data'];
    case 'conditional':
      return ['condition_result', 'result'];
    case 'set':
      return Object.keys(step.config);
    case 'llm':
    case 'agent': {
      const { schema } = step.config;
      return isObject(schema) && isObject(schema.properties) ? Object.keys(schema.properties) : [];
    }
    default:
      return [];
  }
}

const atEnd = ({ root }: Outline) => ({
  before: root.steps.flatMap((step) => [step, ...inside(step)]),
  loops: [] as StepNode[],
});

function around(shape: Outline, key: string): { before: StepNode[]; loops: StepNode[] } {
  const before: StepNode[] = [];
  const loops: StepNode[] = [];
  let at: string | null = key;
  for (let guard = 0; at !== null && guard < 50; guard++) {
    const home = shape.home.get(at);
    if (home) before.unshift(...earlier(home.lane, home.index).flatMap((s) => [s, ...inside(s)]));
    const owner = ownerOf(shape, at, home?.lane);
    if (!home && owner) before.push(owner);
    if (owner && (owner.type === 'loop' || owner.type === 'while') && home) loops.unshift(owner);
    at = owner?.key ?? null;
  }
  return { before, loops };
}

/** The step in whose branch, or beside which, another one is drawn. */
function ownerOf({ steps }: Outline, key: string, lane: Lane | undefined): StepNode | null {
  for (const step of steps.values()) {
    if (lane ? step.lanes.includes(lane) : step.sides.some((one) => one.step.key === key))
      return step;
  }
  return null;
}

function earlier(lane: Lane, index: number): StepNode[] {
  if (!lane.dag) return lane.steps.slice(0, index);
  const wanted = new Set<string>();
  const open = [...(lane.steps[index]?.needs ?? [])];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (wanted.has(id)) continue;
    wanted.add(id);
    open.push(...(lane.steps.find((step) => step.id === id)?.needs ?? []));
  }
  return lane.steps.filter(({ id }) => wanted.has(id));
}
