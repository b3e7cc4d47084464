import { FORBIDDEN_NAMES } from '../json';
import { type BinaryOp, children, ExpressionError, KEYWORDS, type Node, PRECEDENCE } from './ast';
import { FUNCTIONS } from './functions';
import { Lexer, type Token } from './lexer';

export const MAX_EXPRESSION_LENGTH = 10_000;
const MAX_DEPTH = 100;

/** The tree of one expression. Throws an ExpressionError with the offset of what is wrong. */
export function parseExpression(source: string): Node {
  if (source.length > MAX_EXPRESSION_LENGTH) {
    throw new ExpressionError('syntax', 'The expression is longer than 10,000 characters.', 0);
  }
  const parser = new Parser(source, 0);
  const node = parser.expression();
  parser.expectEnd();
  return node;
}

/** The expression that starts at `from` inside a template; `end` is the offset after its `}}`. */
export function parseEmbedded(source: string, from: number): { node: Node; end: number } {
  const parser = new Parser(source, from);
  const node = parser.expression();
  return { node, end: parser.closing(from) };
}

class Parser {
  private readonly lexer: Lexer;
  private readonly depths = new WeakMap<Node, number>();
  private nesting = 0;

  constructor(source: string, from: number) {
    this.lexer = new Lexer(source, from);
  }

  expression(): Node {
    return this.nested(() => {
      const condition = this.binary(2);
      const mark = this.lexer.peek();
      if (!this.take('?')) return condition;
      const y = this.expression();
      this.expect(':');
      return this.made({ t: 'cond', c: condition, y, n: this.expression(), at: mark.at });
    });
  }

  expectEnd(): void {
    const token = this.lexer.peek();
    if (token.k !== 'end') this.unexpected(token);
  }

  closing(from: number): number {
    const token = this.lexer.peek();
    if (token.k === 'end') throw new ExpressionError('syntax', '{{ is never closed.', from - 2);
    if (token.v !== '}' || token.k !== 'op') this.unexpected(token);
    if (!this.lexer.textFrom(token.at).startsWith('}}')) {
      throw new ExpressionError('syntax', 'Expected }} here.', token.at);
    }
    return token.at + 2;
  }

  private binary(least: number): Node {
    let left = this.unary();
    for (;;) {
      const token = this.lexer.peek();
      const op = token.v as BinaryOp;
      const power = token.k === 'op' || token.v === 'in' ? PRECEDENCE[op] : undefined;
      if (token.k === 'str' || power === undefined || power < least) return left;
      this.lexer.next();
      left = this.made({ t: 'bin', op, l: left, r: this.binary(power + 1), at: token.at });
    }
  }

  private unary(): Node {
    const token = this.lexer.peek();
    if (token.k === 'op' && (token.v === '!' || token.v === '-')) {
      this.lexer.next();
      const op = token.v;
      return this.nested(() => this.made({ t: 'un', op, x: this.unary(), at: token.at }));
    }
    return this.postfix(this.primary());
  }

  private postfix(start: Node): Node {
    let node = start;
    for (;;) {
      const token = this.lexer.peek();
      if (token.k !== 'op') return node;
      if (token.v === '[' || token.v === '.' || token.v === '?.') {
        this.lexer.next();
        const opt = token.v === '?.';
        if (token.v === '[' || (opt && this.lexer.peek().v === '[' && this.take('['))) {
          const i = this.expression();
          this.expect(']');
          node = this.indexed(node, i, opt, token.at);
        } else {
          node = this.made({ t: 'get', o: node, k: this.member(node), opt, at: token.at });
        }
      } else if (token.v === '(') {
        throw new ExpressionError('syntax', notCallable(node), node.at);
      } else {
        return node;
      }
    }
  }

  private indexed(o: Node, i: Node, opt: boolean, at: number): Node {
    if (i.t !== 'lit' || typeof i.v !== 'string') return this.made({ t: 'idx', o, i, opt, at });
    this.allowed(i.v, i.at);
    return this.made({ t: 'get', o, k: i.v, opt, at });
  }

  /** The ids of steps may have hyphens: `steps.send-mail.output` can't mean a subtraction. */
  private member(of: Node): string {
    const token = this.lexer.next();
    const root = of.t === 'name' && (of.n === 'steps' || of.n === 'variables');
    if (token.k !== 'id') this.unexpected(token, 'a name');
    if (!root) return this.allowed(token.v, token.at);
    const hyphens = /^[\w$]+(?:-[\w$]+)*/.exec(this.lexer.textFrom(token.at))?.[0] ?? token.v;
    while (this.lexer.peek().at < token.at + hyphens.length && this.lexer.peek().k !== 'end') {
      this.lexer.next();
    }
    return this.allowed(hyphens, token.at);
  }

  private primary(): Node {
    const token = this.lexer.next();
    const { at, v } = token;
    if (token.k === 'num') return { t: 'lit', v: Number(v), at };
    if (token.k === 'str') return { t: 'lit', v, at };
    if (token.k === 'id') return this.named(v, at);
    if (token.k === 'op' && v === '(') {
      const node = this.expression();
      this.expect(')');
      return node;
    }
    if (token.k === 'op' && v === '[') {
      return this.made({ t: 'arr', i: this.list(']', () => this.expression()), at });
    }
    if (token.k === 'op' && v === '{') {
      return this.made({ t: 'obj', e: this.list('}', () => this.entry()), at });
    }
    return this.unexpected(token);
  }

  private named(v: string, at: number): Node {
    if (v === 'true' || v === 'false') return { t: 'lit', v: v === 'true', at };
    if (v === 'null') return { t: 'lit', v: null, at };
    if (KEYWORDS.has(v)) throw new ExpressionError('syntax', `Unexpected "${v}".`, at);
    if (this.lexer.peek().k === 'op' && this.take('(')) return this.call(v, at);
    return { t: 'name', n: this.allowed(v, at), at };
  }

  private call(f: string, at: number): Node {
    const spec = FUNCTIONS.get(f);
    if (!spec) throw new ExpressionError('name', `There is no function "${f}".`, at);
    const a = this.list(')', () => {
      const argument = this.lambda() ?? this.expression();
      return argument;
    });
    if (a.length < spec.min || a.length > spec.max) {
      throw new ExpressionError('syntax', `Write ${f}(${spec.params}).`, at);
    }
    for (const [i, argument] of a.entries()) {
      if ((argument.t === 'fn') !== (spec.lambda === true && i === 1)) {
        throw new ExpressionError('syntax', `Write ${f}(${spec.params}).`, argument.at);
      }
    }
    return this.made({ t: 'call', f, a, at });
  }

  private lambda(): Node | null {
    const { at } = this.lexer.peek();
    const form =
      /^(?:([A-Za-z_$][\w$]*)|\(\s*([A-Za-z_$][\w$]*)\s*(?:,\s*([A-Za-z_$][\w$]*)\s*)?\))\s*=>/;
    const match = form.exec(this.lexer.textFrom(at));
    if (!match) return null;
    while (this.lexer.next().v !== '=>');
    const p = match[1] ? [match[1]] : [match[2] as string, ...(match[3] ? [match[3]] : [])];
    for (const name of p) {
      this.allowed(name, at);
      if (KEYWORDS.has(name)) throw new ExpressionError('syntax', `Unexpected "${name}".`, at);
    }
    return this.made({ t: 'fn', p, b: this.expression(), at });
  }

  private entry(): [string, Node] {
    const key = this.lexer.next();
    if (key.k !== 'id' && key.k !== 'str' && key.k !== 'num') this.unexpected(key, 'a key');
    this.allowed(key.v, key.at);
    this.expect(':');
    return [key.v, this.expression()];
  }

  private list<T>(close: string, item: () => T): T[] {
    const items: T[] = [];
    while (!this.take(close)) {
      if (items.length) {
        this.expect(',');
        if (this.take(close)) break;
      }
      items.push(item());
    }
    return items;
  }

  private take(op: string): boolean {
    const token = this.lexer.peek();
    if (token.k !== 'op' || token.v !== op) return false;
    this.lexer.next();
    return true;
  }

  private expect(op: string): void {
    if (!this.take(op)) this.unexpected(this.lexer.peek(), `"${op}"`);
  }

  private allowed(name: string, at: number): string {
    if (!FORBIDDEN_NAMES.has(name)) return name;
    throw new ExpressionError('name', `The name "${name}" is not allowed.`, at);
  }

  private unexpected(token: Token, wanted?: string): never {
    const found = token.k === 'end' ? 'the end' : JSON.stringify(token.v);
    const message = wanted ? `Expected ${wanted}, found ${found}.` : `Unexpected ${found}.`;
    throw new ExpressionError('syntax', message, token.at);
  }

  private nested<T>(parse: () => T): T {
    if (++this.nesting > MAX_DEPTH) this.tooDeep(this.lexer.peek().at);
    try {
      return parse();
    } finally {
      this.nesting--;
    }
  }

  /** Long chains such as 1+1+1… are deep trees too, though nothing in them is nested. */
  private made(node: Node): Node {
    const depth = 1 + Math.max(0, ...children(node).map((child) => this.depths.get(child) ?? 1));
    if (depth > MAX_DEPTH * 2) this.tooDeep(node.at);
    this.depths.set(node, depth);
    return node;
  }

  private tooDeep(at: number): never {
    throw new ExpressionError('syntax', 'The expression is nested too deeply. Split it.', at);
  }
}

function notCallable(node: Node): string {
  if (node.t === 'get') return `Values have no methods. Write ${node.k}(value) if it exists.`;
  return 'Only functions of this language can be called.';
}
