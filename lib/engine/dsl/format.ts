import type { IToken } from 'chevrotain';
import { lexer, Text, Word } from './tokens';

const INDENT = '  ';

/**
 * The document with every line indented, one space between words and at most one empty line; line breaks and
 * comments stay where the author put them. Null when it has characters that cannot be read.
 */
export function format(source: string): string | null {
  const { tokens, errors, groups } = lexer.tokenize(source);
  if (errors.length > 0) return null;
  const all = [...tokens, ...(groups.comments ?? [])].sort((a, b) => a.startOffset - b.startOffset);
  let out = '';
  let depth = 0;
  let before: IToken | null = null;
  for (const token of all) {
    const closes = '}])'.includes(token.image);
    if (closes) depth = Math.max(0, depth - 1);
    if (before) {
      const breaks = (token.startLine ?? 1) - (before.endLine ?? 1);
      const lineComment = isComment(before) && !before.image.startsWith('/*');
      if (breaks > 0 || lineComment) {
        const blank = breaks > 1 && !closes && !isOpen(before);
        out += (blank ? '\n\n' : '\n') + INDENT.repeat(depth);
      } else out += spaceBetween(before, token);
    }
    out += isComment(token) ? token.image.trimEnd() : token.image;
    if (isOpen(token)) depth++;
    before = token;
  }
  return out === '' ? '' : `${out}\n`;
}

const isComment = (token: IToken) => token.tokenType.name === 'comment';
const isOpen = ({ image }: IToken) => image.length === 1 && '{[('.includes(image);

function spaceBetween(before: IToken, token: IToken): string {
  if (isComment(before) || isComment(token)) return ' ';
  const [a, b] = [before.image, token.image];
  if ([',', ':', ')', ']', '.', '?'].includes(b)) return '';
  if (['(', '[', '.'].includes(a)) return '';
  if (b === '(' && (isWord(before) || before.tokenType === Text)) return '';
  if (a === '{' && b === '}') return '';
  return ' ';
}

const isWord = ({ tokenType }: IToken) =>
  tokenType === Word || (tokenType.CATEGORIES ?? []).includes(Word);
