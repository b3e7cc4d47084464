import type { IToken } from 'chevrotain';
import { unquoted } from '@/lib/engine/dsl/quotes';
import { Block, lexer, Text, Word } from '@/lib/engine/dsl/tokens';

/** What the innermost braces around a place hold. */
export type Frame = {
  kind:
    | 'top'
    | 'workflow'
    | 'steps'
    | 'switch'
    | 'call'
    | 'activity'
    | 'input'
    | 'retry'
    | 'concurrency'
    | 'job'
    | 'endpoint'
    | 'entity'
    | 'agent'
    | 'integration'
    | 'args'
    | 'object';
  /** What is called or done there: `http_request`, `slack.send_message`; empty when it has no name. */
  of: string;
};

export type Place = {
  frame: Frame;
  /** Around the frame, outermost first. */
  around: Frame[];
  /** Tokens before the caret, without the one that is being written. */
  before: IToken[];
  /** Where what is being written begins. */
  from: number;
  written: string;
  /** In quotes. */
  quoted: boolean;
};

const DECLARED: Record<string, Frame['kind']> = {
  workflow: 'workflow',
  function: 'steps',
  job: 'job',
  agent: 'agent',
  integration: 'integration',
  endpoint: 'endpoint',
  entity: 'entity',
};
const HEADS = ['if', 'for', 'while', 'parallel', 'switch', 'case', 'default', 'else', 'branch'];

const isWord = ({ tokenType }: IToken) =>
  tokenType === Word || (tokenType.CATEGORIES ?? []).includes(Word);
export const isText = ({ tokenType }: IToken) => tokenType === Text || tokenType === Block;

/** Where the caret is; null in a comment. The document may be as broken as it likes. */
export function placeAt(source: string, at: number): Place | null {
  const begin = beginning(source, at);
  const { tokens, groups } = lexer.tokenize(source.slice(begin, at));
  const comment = groups.comments?.at(-1);
  const last = tokens.at(-1);
  const ends = (token: IToken | undefined) => begin + (token?.endOffset ?? -2) + 1 === at;
  if (comment && ends(comment) && !/\n$|\*\/$/.test(comment.image)) return null;
  const quoted = last !== undefined && ends(last) && isText(last) && isOpen(last);
  const writing = last !== undefined && ends(last) && (quoted || isWord(last));
  const before = writing ? tokens.slice(0, -1) : tokens;
  const start = last && (last.image.startsWith('"""') ? 3 : 1);
  const from = writing ? begin + last.startOffset + (quoted ? (start as number) : 0) : at;
  const around = framesOf(before);
  const frame = around.pop() as Frame;
  return { frame, around, before, from, written: source.slice(from, at), quoted };
}

const FAR = 20_000;
const DECLARATION = /\n(?:workflow|job|agent|integration|entity|endpoint|function|event)[ \t]/g;

/** Where reading begins: far down a document at its last declaration, so that each key stays quick. */
function beginning(source: string, at: number): number {
  if (at < FAR) return 0;
  const near = source.slice(Math.max(0, at - FAR), at);
  const last = [...near.matchAll(DECLARATION)].at(-1);
  return last ? at - near.length + last.index + 1 : 0;
}

/** Whether a text goes on at its end. */
function isOpen({ image }: IToken): boolean {
  const quote = image.startsWith('"""') ? '"""' : (image[0] as string);
  if (image.length < quote.length * 2 || !image.endsWith(quote)) return true;
  return quote.length === 1 && (/\\*$/.exec(image.slice(1, -1))?.[0].length ?? 0) % 2 === 1;
}

function framesOf(tokens: readonly IToken[]): Frame[] {
  const frames: Frame[] = [{ kind: 'top', of: '' }];
  /** For each frame the word that its next braces belong to: `for`, `endpoint`. */
  const heads: (string | null)[] = [null];
  for (const [i, token] of tokens.entries()) {
    const { image } = token;
    const frame = frames.at(-1) as Frame;
    const depth = frames.length - 1;
    if (image === '{') {
      const [opened, done] = braced(frame, heads[depth] ?? null, tokens, i);
      if (done) heads[depth] = null;
      frames.push(opened);
      heads.push(null);
    } else if (image === '[' || image === '(') {
      frames.push({ kind: image === '(' ? 'args' : 'object', of: tokens[i - 1]?.image ?? '' });
      heads.push(null);
    } else if ('}])'.includes(image) && image.length === 1) {
      if (depth > 0) {
        frames.pop();
        heads.pop();
      }
    } else if (frame.kind === 'top' && Object.hasOwn(DECLARED, image) && !heads[depth])
      heads[depth] = image;
    else if (frame.kind === 'activity' && isText(token) && tokens[i - 1]?.image === 'activity')
      frame.of = unquoted(image);
    else if (
      HEADS.includes(image) &&
      ['workflow', 'steps', 'switch'].includes(frame.kind) &&
      tokens[i + 1]?.image !== ':' &&
      (image !== 'if' || !heads[depth]) &&
      !triggers(tokens, i)
    )
      heads[depth] = image;
  }
  return frames;
}

/** `trigger event "…" if "…"`: its if has no braces. */
const triggers = (tokens: readonly IToken[], i: number) =>
  tokens.slice(Math.max(0, i - 3), i).some(({ image }) => image === 'trigger');

/** The frame that this brace opens, and whether what stood before it is done with. */
function braced(
  { kind, of }: Frame,
  head: string | null,
  tokens: readonly IToken[],
  i: number,
): [Frame, boolean] {
  const [one, two] = [tokens[i - 1], tokens[i - 2]];
  const key = one ? unquoted(one.image) : '';
  const frame = (to: Frame['kind'], name = ''): Frame => ({ kind: to, of: name });
  if (kind === 'top') return [frame(DECLARED[head ?? ''] ?? 'object'), true];
  const hasSteps = kind === 'workflow' || kind === 'steps' || kind === 'switch';
  if (hasSteps) {
    if (key === 'with') return [frame('object', head ?? ''), false];
    if (head) return [frame(head === 'switch' ? 'switch' : 'steps'), true];
    if (key === 'steps' && kind === 'workflow') return [frame('steps'), true];
    if (two?.image === ':') return [frame('call', key), true];
    if (one?.image === ')') return [frame('call', calleeOf(tokens, i - 1)), true];
    if (key === 'retry') return [frame('retry'), true];
    if (kind === 'workflow') {
      if (key === 'concurrency') return [frame('concurrency'), true];
      if (['variables', 'input', 'output', 'ui'].includes(key)) return [frame('object', key), true];
    }
    return [frame('activity'), true];
  }
  if (key === 'retry' && (kind === 'job' || kind === 'activity')) return [frame('retry'), true];
  if (kind === 'activity' && key === 'input') return [frame('input', of), true];
  return [frame('object', two?.image === ':' ? '' : key), true];
}

function calleeOf(tokens: readonly IToken[], close: number): string {
  let depth = 0;
  for (let i = close; i >= 0; i--) {
    if (tokens[i]?.image === ')') depth++;
    if (tokens[i]?.image === '(' && --depth === 0) return tokens[i - 1]?.image ?? '';
  }
  return '';
}
