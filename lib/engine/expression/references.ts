import { children, type Node } from './ast';

/** A path that an expression reads: `steps.a.output.x` is root `steps`, path `['a','output','x']`. */
export type Reference = { root: string; path: string[]; at: number };

/** Every path an expression reads, lambdas' own names left out. */
export function references(node: Node, locals: readonly string[] = []): Reference[] {
  const found: Reference[] = [];
  collect(node, locals, found);
  return found;
}

function collect(node: Node, locals: readonly string[], found: Reference[]): void {
  const path = fullPath(node);
  if (path) {
    if (!locals.includes(path.root)) found.push(path);
    return;
  }
  const names = node.t === 'fn' ? [...locals, ...node.p] : locals;
  for (const child of children(node)) collect(child, names, found);
}

function fullPath(node: Node): Reference | null {
  if (node.t === 'name') return { root: node.n, path: [], at: node.at };
  if (node.t !== 'get') return null;
  const head = fullPath(node.o);
  return head && { ...head, path: [...head.path, node.k] };
}

/** What the seeds' spellings are turned into: `isStep` tells `variables.<step>` from a variable. */
export type Spellings = { isStep(id: string): boolean; isVar(name: string): boolean };

/** The tree with `workflow.input.x`, `variables.x` and `variables.<step>.output` in canonical form. */
export function canonical(node: Node, known: Spellings, locals: readonly string[] = []): Node {
  const inner = (it: Node, names = locals) => canonical(it, known, names);
  switch (node.t) {
    case 'name':
      return node.n === 'variables' && !locals.includes(node.n) ? { ...node, n: 'vars' } : node;
    case 'get':
      return respelled(node, known, locals) ?? { ...node, o: inner(node.o) };
    case 'idx':
      return { ...node, o: inner(node.o), i: inner(node.i) };
    case 'call':
      return { ...node, a: node.a.map((it) => inner(it)) };
    case 'un':
      return { ...node, x: inner(node.x) };
    case 'bin':
      return { ...node, l: inner(node.l), r: inner(node.r) };
    case 'cond':
      return { ...node, c: inner(node.c), y: inner(node.y), n: inner(node.n) };
    case 'arr':
      return { ...node, i: node.i.map((it) => inner(it)) };
    case 'obj':
      return { ...node, e: node.e.map(([key, it]) => [key, inner(it)]) };
    case 'fn':
      return { ...node, b: inner(node.b, [...locals, ...node.p]) };
    default:
      return node;
  }
}

const OF_WORKFLOW: Readonly<Record<string, string>> = {
  input: 'input',
  vars: 'vars',
  variables: 'vars',
  steps: 'steps',
  trigger: 'trigger',
  metadata: 'metadata',
  run: 'run',
};

function respelled(
  node: Node & { t: 'get' },
  known: Spellings,
  locals: readonly string[],
): Node | null {
  const { k, at } = node;
  const nested = node.o.t === 'get' && node.o.k === 'variables' ? node.o.o : null;
  const ofWorkflow =
    nested?.t === 'name' && nested.n === 'workflow' && !locals.includes('workflow');
  const o: Node = ofWorkflow ? { t: 'name', n: 'variables', at: node.o.at } : node.o;
  if (o.t !== 'name' || locals.includes(o.n)) return null;
  if (o.n === 'workflow' && Object.hasOwn(OF_WORKFLOW, k)) {
    return { t: 'name', n: OF_WORKFLOW[k] as string, at };
  }
  if (o.n === 'variables' && known.isStep(k) && !known.isVar(k)) {
    return { ...node, o: { t: 'name', n: 'steps', at: o.at } };
  }
  return null;
}
