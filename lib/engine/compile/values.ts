import { ExpressionError, type Node } from '../expression/ast';
import { parseExpression } from '../expression/parser';
import { canonical, references, type Spellings } from '../expression/references';
import { parseTemplate, type SecretRef, type Template } from '../expression/template';
import { FORBIDDEN_NAMES, isObject, type Json } from '../json';
import { literalSecret } from './literal-secrets';
import { join, type Problems } from './problems';

/** Something that an expression reads, and where in the definition it does. */
export type Use = { root: string; read: string[]; at: number; place: string };

const MAX_DEPTH = 50;

/** Compiles the values of one place of a definition and keeps what their expressions read. */
export class Values {
  readonly uses: Use[] = [];
  private readonly problems: Problems;
  private readonly spellings: Spellings;
  private readonly secretsAllowed: boolean;

  constructor(problems: Problems, spellings: Spellings, secretsAllowed = false) {
    this.problems = problems;
    this.spellings = spellings;
    this.secretsAllowed = secretsAllowed;
  }

  /** A field that is an expression by itself; `{{ … }}` around it is accepted. Null when bad. */
  expression(value: unknown, path: string): Node | null {
    if (typeof value === 'boolean' || typeof value === 'number' || value === null) {
      return { t: 'lit', v: value, at: 0 };
    }
    if (typeof value !== 'string') {
      const template = this.template(value, path);
      return asNode(template);
    }
    try {
      const parts = value.includes('{{') ? parseTemplate(value.trim()) : [parseExpression(value)];
      const [only] = parts;
      if (parts.length === 1 && typeof only === 'object') return this.use(only, path);
      this.problems.add(
        path,
        'bad_expression',
        'Write one expression here, without text around it.',
      );
    } catch (error) {
      this.problems.expression(path, error);
    }
    return null;
  }

  template(value: unknown, path: string, depth = 0): Template {
    if (depth > MAX_DEPTH) {
      this.problems.add(path, 'too_deep', `Values are nested more than ${MAX_DEPTH} levels deep.`);
      return { k: 'lit', v: null };
    }
    if (typeof value === 'string') return this.text(value, path);
    if (Array.isArray(value)) {
      const items = value.map((item, i) => this.template(item, join(path, i), depth + 1));
      return items.every((it) => it.k === 'lit')
        ? { k: 'lit', v: items.map((it) => it.v) }
        : { k: 'arr', i: items };
    }
    if (!isObject(value)) return { k: 'lit', v: value as Json };
    const entries: [string, Template][] = [];
    for (const [key, item] of Object.entries(value)) {
      if (FORBIDDEN_NAMES.has(key)) {
        this.problems.add(join(path, key), 'unknown_key', `The key "${key}" is not allowed.`);
      } else {
        entries.push([key, this.template(item, join(path, key), depth + 1)]);
      }
    }
    return entries.every(([, it]) => it.k === 'lit')
      ? {
          k: 'lit',
          v: Object.fromEntries(entries.map(([key, it]) => [key, (it as { v: Json }).v])),
        }
      : { k: 'obj', e: entries };
  }

  /** Notes a literal that looks like a secret. */
  scan(value: string, path: string): void {
    const secret = literalSecret(value, path.split('.').at(-1) ?? '');
    if (!secret) return;
    const message = `This looks like ${secret}. Save it as a credential and name that here.`;
    this.problems.add(path, 'literal_secret', message);
  }

  private text(value: string, path: string): Template {
    this.scan(value, path);
    if (!value.includes('{{')) return { k: 'lit', v: value };
    try {
      const parts = parseTemplate(value).map((it) =>
        typeof it === 'string' ? it : this.part(it, path),
      );
      const [only] = parts;
      if (parts.some((it) => typeof it === 'object' && 'secret' in it))
        return { k: 'secret', p: parts };
      if (parts.length > 1) return { k: 'text', p: parts as (string | Node)[] };
      if (typeof only === 'string') return { k: 'lit', v: only };
      return { k: 'expr', e: only as Node };
    } catch (error) {
      this.problems.expression(path, error);
      return { k: 'lit', v: '' };
    }
  }

  private part(node: Node, path: string): Node | SecretRef {
    if (node.t === 'get' && node.o.t === 'name' && node.o.n === 'secrets') {
      if (this.secretsAllowed) return { secret: node.k };
      const message = 'Secrets are read in the fields of connector and http_request steps only.';
      this.problems.add(path, 'secret_not_here', message, node.at);
      return node;
    }
    return this.use(node, path);
  }

  private use(raw: Node, path: string): Node {
    const node = canonical(raw, this.spellings);
    for (const { root, path: read, at } of references(node)) {
      this.uses.push({ root, read, at, place: path });
    }
    return node;
  }
}

/** A literal list or object where an expression is expected: `items: ["a", "{{ input.b }}"]`. */
function asNode(template: Template): Node {
  switch (template.k) {
    case 'lit':
      return literal(template.v);
    case 'expr':
      return template.e;
    case 'arr':
      return { t: 'arr', i: template.i.map(asNode), at: 0 };
    case 'obj':
      return { t: 'obj', e: template.e.map(([key, it]) => [key, asNode(it)]), at: 0 };
    case 'text':
      return template.p
        .map((it): Node => (typeof it === 'string' ? { t: 'lit', v: it, at: 0 } : it))
        .reduce((l, r): Node => ({ t: 'bin', op: '+', l, r, at: 0 }), { t: 'lit', v: '', at: 0 });
    case 'secret':
      throw new ExpressionError('name', 'Secrets cannot be computed with.', 0);
  }
}

function literal(value: Json): Node {
  if (Array.isArray(value)) return { t: 'arr', i: value.map(literal), at: 0 };
  if (isObject(value)) {
    return { t: 'obj', e: Object.entries(value).map(([key, it]) => [key, literal(it)]), at: 0 };
  }
  return { t: 'lit', v: value, at: 0 };
}
