import { createTokenInstance, type IToken, type TokenType } from 'chevrotain';
import type { Diagnostic, Document, Span } from './ast';
import { GivenUp, grammar, MOST_PROBLEMS } from './grammar';
import { unquoted } from './quotes';
import { K, lexer, S, Text, unclosed } from './tokens';

/** The longest document, in UTF-16 units. */
export const MAX_SOURCE = 1024 * 1024;
/** Workflows of a document, and jobs: what one transaction puts into service in a few statements. */
export const MOST_DEPLOYED = 500;
const DEEPEST = 60;

export type Parsed = { document: Document; problems: Diagnostic[]; comments: IToken[] };

/** Reads a document. Never throws: what cannot be read is told, all of it at once, and the rest is read. */
export function parse(source: string): Parsed {
  const whole: Span = { start: 0, end: source.length, line: 1, column: 1 };
  const document: Document = { kind: 'document', declarations: [], span: whole };
  const refuse = (code: string, message: string, span: Span): Parsed => ({
    document,
    problems: [{ severity: 'error', code, message, span }],
    comments: [],
  });
  if (source.length > MAX_SOURCE) return refuse('too_large', 'a document is at most 1 MiB', whole);
  const { tokens, errors, groups } = lexer.tokenize(source);
  const problems: Diagnostic[] = errors.slice(0, MOST_PROBLEMS).map((it) => ({
    severity: 'error',
    code: 'parse',
    message: `unexpected character ${JSON.stringify(source.slice(it.offset, it.offset + 1))}`,
    span: {
      start: it.offset,
      end: it.offset + Math.max(it.length, 1),
      line: it.line ?? 1,
      column: it.column ?? 1,
    },
  }));
  for (const token of [...tokens, ...(groups.comments ?? [])]) {
    const lacks = unclosed(token) ?? unkeepable(token);
    if (lacks && problems.length < MOST_PROBLEMS)
      problems.push({ severity: 'error', code: 'parse', message: lacks, span: spanOf(token) });
  }
  const deep = tooDeep(tokens);
  if (deep) return refuse('too_deep', `nested more than ${DEEPEST} deep`, spanOf(deep));
  const last = tokens.at(-1);
  const missing = missingEnd(tokens);
  if (missing.length > 0 && last)
    problems.push({
      severity: 'error',
      code: 'parse',
      message: 'unexpected end',
      span: spanOf(last),
    });
  const given = read([...tokens, ...missing], document);
  for (const it of grammar.errors.slice(0, MOST_PROBLEMS)) {
    // The end of the document is a token without a place.
    const token = it.token.startOffset >= 0 ? it.token : last;
    problems.push({
      severity: 'error',
      code: 'parse',
      message: token === last && it.token !== last ? 'unexpected end' : unexpected(it.token),
      span: token ? spanOf(token) : whole,
    });
  }
  if (given && last)
    problems.push({
      severity: 'error',
      code: 'parse',
      message: 'too many mistakes to read on; mend these first',
      span: problems.at(-1)?.span ?? spanOf(last),
    });
  grammar.input = [];
  return { document, problems, comments: groups.comments ?? [] };
}

/** True when there were too many mistakes; nothing is kept then. */
function read(tokens: IToken[], document: Document): boolean {
  try {
    document.declarations = grammar.read(tokens) ?? [];
    return false;
  } catch (error) {
    if (error instanceof GivenUp) return true;
    throw error;
  }
}

const spanOf = (token: IToken): Span => ({
  start: token.startOffset,
  end: (token.endOffset ?? token.startOffset) + 1,
  line: token.startLine ?? 1,
  column: token.startColumn ?? 1,
});

const unexpected = ({ image }: IToken): string =>
  `unexpected token ${JSON.stringify(image.slice(0, 60))}`;

const CLOSES: Record<string, [TokenType, string]> = {
  '{': [S.close, '}'],
  '[': [S.closeList, ']'],
  '(': [S.closeArgs, ')'],
};

/**
 * What closes everything that is open at the end: with it the whole document is read, and all else that is
 * wrong is told too. Nothing when brackets cross each other.
 */
function missingEnd(tokens: readonly IToken[]): IToken[] {
  const open: [TokenType, string][] = [];
  for (const { image } of tokens) {
    if (Object.hasOwn(CLOSES, image)) open.push(CLOSES[image] as [TokenType, string]);
    else if (['}', ']', ')'].includes(image) && open.pop()?.[1] !== image) return [];
  }
  const last = tokens.at(-1);
  if (!last) return [];
  const at = (last.endOffset ?? last.startOffset) + 1;
  const [line, column] = [last.endLine ?? 1, (last.endColumn ?? 0) + 1];
  return open
    .reverse()
    .map(([type, image]) =>
      createTokenInstance(type, image, at, at - 1, line, line, column, column),
    );
}

/** Escapes can write what no database keeps. */
function unkeepable(token: IToken): string | null {
  if (token.tokenType !== Text || !token.image.includes('\\')) return null;
  const text = unquoted(token.image);
  return text.includes('\0') || !text.isWellFormed()
    ? 'the text has a character that cannot be kept: NUL or half of a pair'
    : null;
}

/**
 * Rules call each other: without a bound, brackets alone could exhaust the stack. So could a chain of `else if`,
 * which stands inside itself without brackets.
 */
function tooDeep(tokens: readonly IToken[]): IToken | null {
  const chains = [0];
  let links = 0;
  for (const [i, token] of tokens.entries()) {
    if (['{', '[', '('].includes(token.image)) chains.push(0);
    else if (['}', ']', ')'].includes(token.image) && chains.length > 1) links -= chains.pop() ?? 0;
    else if (token.tokenType === K.if) {
      const last = chains.length - 1;
      const before = chains[last] ?? 0;
      chains[last] = tokens[i - 1]?.tokenType === K.else ? before + 1 : 0;
      links += chains[last] - before;
    }
    if (chains.length - 1 + links > DEEPEST) return token;
  }
  return null;
}
