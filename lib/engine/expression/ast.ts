import type { Json } from '../json';

/** `at` is the offset in the source, in UTF-16 units. A tree is JSON and is stored in the plan. */
export type Node =
  | { t: 'lit'; v: null | boolean | number | string; at: number }
  | { t: 'name'; n: string; at: number }
  | { t: 'get'; o: Node; k: string; opt: boolean; at: number }
  | { t: 'idx'; o: Node; i: Node; opt: boolean; at: number }
  | { t: 'call'; f: string; a: Node[]; at: number }
  | { t: 'un'; op: '!' | '-'; x: Node; at: number }
  | { t: 'bin'; op: BinaryOp; l: Node; r: Node; at: number }
  | { t: 'cond'; c: Node; y: Node; n: Node; at: number }
  | { t: 'arr'; i: Node[]; at: number }
  | { t: 'obj'; e: [string, Node][]; at: number }
  | { t: 'fn'; p: string[]; b: Node; at: number };

export type BinaryOp =
  | '??'
  | '||'
  | '&&'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%';

/** Higher binds tighter. The ternary is 1, unary operators 9, calls and paths 10. */
export const PRECEDENCE: Record<BinaryOp, number> = {
  '??': 2,
  '||': 3,
  '&&': 4,
  '==': 5,
  '!=': 5,
  '<': 6,
  '<=': 6,
  '>': 6,
  '>=': 6,
  in: 6,
  '+': 7,
  '-': 7,
  '*': 8,
  '/': 8,
  '%': 8,
};

export const KEYWORDS: ReadonlySet<string> = new Set(['true', 'false', 'null', 'in']);

/**
 * `syntax` and `name` are found when compiling; `missing` (nothing is there), `skipped` (a step
 * that did not run), `type` and `budget` when evaluating. `what` is the missing thing's path.
 */
export type ExpressionCode = 'syntax' | 'name' | 'missing' | 'skipped' | 'type' | 'budget';

export class ExpressionError extends Error {
  readonly code: ExpressionCode;
  readonly at: number;
  readonly what?: string;

  constructor(code: ExpressionCode, message: string, at: number, what?: string) {
    super(message);
    this.name = 'ExpressionError';
    this.code = code;
    this.at = at;
    this.what = what;
  }
}

/** Every node of a tree, parents first. */
export function* walk(node: Node): Generator<Node> {
  yield node;
  for (const child of children(node)) yield* walk(child);
}

export function children(node: Node): Node[] {
  switch (node.t) {
    case 'get':
      return [node.o];
    case 'idx':
      return [node.o, node.i];
    case 'call':
      return node.a;
    case 'un':
      return [node.x];
    case 'bin':
      return [node.l, node.r];
    case 'cond':
      return [node.c, node.y, node.n];
    case 'arr':
      return node.i;
    case 'obj':
      return node.e.map(([, value]) => value);
    case 'fn':
      return [node.b];
    default:
      return [];
  }
}

/** What an expression reads from: the roots and the steps of a run. Absent roots are undefined. */
export type Scope = {
  root(name: string): Json | undefined;
  /** One field of a step. Throws an ExpressionError (`skipped` or `missing`) when it did not run. */
  step(id: string, field: 'output' | 'status' | 'error', at: number): Json;
};
