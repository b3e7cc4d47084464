import { ExpressionError } from './ast';

export type Token = {
  k: 'num' | 'str' | 'id' | 'op' | 'end';
  v: string;
  at: number;
  end: number;
};

/** Longest first, so that `===` is not read as `==` and `=`. */
const OPERATORS = [
  ...['===', '!==', '==', '!=', '<=', '>=', '=>', '&&', '||', '??', '?.'],
  ...['+', '-', '*', '/', '%', '<', '>', '!', '?', ':', '.', ',', '(', ')', '[', ']', '{', '}'],
];
const ESCAPES: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  '\\': '\\',
  '/': '/',
  '"': '"',
  "'": "'",
};
const NUMBER = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const IDENTIFIER = /[A-Za-z_$][\w$]*/y;
const SPACE = /[ \t\r\n]*/y;

/** One token at a time, so that a template can stop at the braces that close it. */
export class Lexer {
  private ahead: Token | null = null;
  private position: number;
  private readonly source: string;

  constructor(source: string, position = 0) {
    this.source = source;
    this.position = position;
  }

  peek(): Token {
    this.ahead ??= this.read();
    return this.ahead;
  }

  next(): Token {
    const token = this.peek();
    this.ahead = null;
    this.position = token.end;
    return token;
  }

  /** Two tokens further: tells `(x) => …` from a group. Gives the text from a position. */
  textFrom(at: number): string {
    return this.source.slice(at, at + 200);
  }

  private read(): Token {
    SPACE.lastIndex = this.position;
    SPACE.exec(this.source);
    const at = SPACE.lastIndex;
    const char = this.source[at];
    if (char === undefined) return { k: 'end', v: '', at, end: at };
    if (char === '"' || char === "'") return this.text(at, char);
    NUMBER.lastIndex = at;
    const number = NUMBER.exec(this.source);
    if (number) return this.number(number[0], at);
    IDENTIFIER.lastIndex = at;
    const name = IDENTIFIER.exec(this.source);
    if (name) return { k: 'id', v: name[0], at, end: at + name[0].length };
    const op = OPERATORS.find((it) => this.source.startsWith(it, at));
    if (op === '?.' && /\d/.test(this.source[at + 2] ?? '')) {
      return { k: 'op', v: '?', at, end: at + 1 };
    }
    if (!op) throw new ExpressionError('syntax', hint(char), at);
    return { k: 'op', v: op === '===' ? '==' : op === '!==' ? '!=' : op, at, end: at + op.length };
  }

  private number(text: string, at: number): Token {
    const end = at + text.length;
    if (!Number.isFinite(Number(text))) {
      throw new ExpressionError('syntax', 'The number is too large.', at);
    }
    if (/[\w$]/.test(this.source[end] ?? '')) {
      throw new ExpressionError('syntax', 'A name cannot start with a digit.', at);
    }
    return { k: 'num', v: text, at, end };
  }

  private text(at: number, quote: string): Token {
    let value = '';
    let i = at + 1;
    for (; ; i++) {
      const char = this.source[i];
      if (char === undefined) {
        throw new ExpressionError('syntax', 'The text has no closing quote.', at);
      }
      if (char === quote) break;
      if (char !== '\\') {
        value += char;
        continue;
      }
      i++;
      const letter = this.source[i] ?? '';
      const hex = /^u([0-9a-fA-F]{4})/.exec(this.source.slice(i, i + 5));
      if (hex) {
        value += String.fromCharCode(Number.parseInt(hex[1] as string, 16));
        i += 4;
      } else if (Object.hasOwn(ESCAPES, letter)) {
        value += ESCAPES[letter];
      } else {
        throw new ExpressionError('syntax', `\\${letter} is not an escape.`, i - 1);
      }
    }
    return { k: 'str', v: value, at, end: i + 1 };
  }
}

function hint(char: string): string {
  if (char === '=') return 'There is no assignment. Compare with ==.';
  if (char === '`') return 'Backticks are not used here. Write text in quotes and join it with +.';
  if (char === '&' || char === '|') return `Write ${char}${char}.`;
  if (char === ';') return 'One expression only, without a semicolon.';
  return `Unexpected character ${JSON.stringify(char)}.`;
}
