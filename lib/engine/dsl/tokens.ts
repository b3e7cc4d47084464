import { createToken, type IToken, Lexer, type TokenType } from 'chevrotain';

// What is opened and never closed is a token too, to its line's or the document's end: told once, and never
// searched for an end again from each of its characters.
export const Comment = createToken({
  name: 'comment',
  pattern: /(?:\/\/|#)[^\n\r]*|\/\*[\s\S]*?(?:\*\/|(?![\s\S]))/,
  group: 'comments',
  line_breaks: true,
});
const Space = createToken({ name: 'space', pattern: /\s+/, group: Lexer.SKIPPED });

/** Text over several lines, taken as it stands between the quotes. */
export const Block = createToken({
  name: 'text in three quotes',
  pattern: /"""[\s\S]*?(?:"""|(?![\s\S]))/,
  line_breaks: true,
});
export const Text = createToken({
  name: 'text in quotes',
  pattern:
    /"(?:[^"\\\n\r]|\\[^\n\r])*(?:"|\\?(?=[\n\r])|\\?(?![\s\S]))|'(?:[^'\\\n\r]|\\[^\n\r])*(?:'|\\?(?=[\n\r])|\\?(?![\s\S]))/,
});
export const Duration = createToken({
  name: 'duration',
  pattern: /(?:\d{1,15}(?:\.\d{1,6})?(?:ms|[smhdw])){1,10}(?![\w-])/,
});
export const Numeral = createToken({
  name: 'number',
  pattern: /-?\d{1,300}(?:\.\d{1,300})?(?:[eE][+-]?\d{1,3})?(?![\w])/,
});
/** What begins like a number and is none, in one piece: nothing of it is tried again from its middle. */
const Odd = createToken({ name: 'no number', pattern: /\d[\w.]*/ });
/** Shell is not run here; the whole block is one token, because anything may stand in it. */
export const Exec = createToken({
  name: 'exec',
  pattern: /exec\s*\{[^}]*(?:\}|(?![\s\S]))/,
  line_breaks: true,
});
export const Route = createToken({
  name: 'path',
  pattern: /\/(?![/*])(?:[\w\-.~:@!$&()*+;=%]|\/(?!\/)|\{[\w-]+\})*/,
});
export const Word = createToken({ name: 'name', pattern: /[A-Za-z_$][\w$]*(?:-[\w$]+)*/ });

const word = (name: string) =>
  createToken({
    name,
    pattern: new RegExp(`${name}(?![\\w$-])`),
    longer_alt: Word,
    categories: Word,
  });

const WORDS = [
  'workflow',
  'job',
  'agent',
  'function',
  'endpoint',
  'entity',
  'event',
  'integration',
  'var',
  'let',
  'variables',
  'steps',
  'trigger',
  'if',
  'else',
  'for',
  'in',
  'while',
  'parallel',
  'branch',
  'switch',
  'case',
  'default',
  'with',
  'env',
  'text',
  'true',
  'false',
  'null',
] as const;

/** Words with a meaning of their own; each is a name too where a name is asked for. */
export const K = Object.fromEntries(WORDS.map((it) => [it, word(it)])) as Record<
  (typeof WORDS)[number],
  TokenType
>;

const sign = (name: string) => createToken({ name, pattern: name });
export const S = {
  open: sign('{'),
  close: sign('}'),
  openList: sign('['),
  closeList: sign(']'),
  openArgs: sign('('),
  closeArgs: sign(')'),
  colon: sign(':'),
  comma: sign(','),
  dot: sign('.'),
  equals: sign('='),
  maybe: sign('?'),
};

export const TOKENS: TokenType[] = [
  Space,
  Comment,
  Block,
  Text,
  Duration,
  Numeral,
  Odd,
  Exec,
  Route,
  ...Object.values(K),
  Word,
  ...Object.values(S),
];

export const lexer = new Lexer(TOKENS, { positionTracking: 'full' });

/** What a token that was opened lacks at its end; null when it is whole. */
export function unclosed({ tokenType, image }: IToken): string | null {
  if (tokenType === Text)
    return isClosed(image) ? null : 'the text is not closed: a quote is missing';
  if (tokenType === Block)
    return image.length >= 6 && image.endsWith('"""') ? null : 'the text in """ is not closed';
  if (tokenType === Comment)
    return image.startsWith('/*') && !(image.length >= 4 && image.endsWith('*/'))
      ? 'the comment is not closed: */ is missing'
      : null;
  return null;
}

function isClosed(image: string): boolean {
  if (image.length < 2 || image.at(-1) !== image[0]) return false;
  const escapes = /\\*$/.exec(image.slice(1, -1))?.[0].length ?? 0;
  return escapes % 2 === 0;
}
