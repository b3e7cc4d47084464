import {
  foldService,
  LanguageSupport,
  matchBrackets,
  StreamLanguage,
  type StringStream,
} from '@codemirror/language';
import { tags } from '@lezer/highlight';
import { CONTROLS, DECLARATIONS, ROOTS } from '@/components/dsl/words';

type State = {
  /** What ends the text or comment that is open. */
  open: '"' | "'" | '"""' | '*/' | null;
  /** Inside `{{ … }}` of that text. */
  inside: boolean;
  depth: number;
  /** A name follows: of a declaration, a variable or a branch. */
  naming: boolean;
  /** What stood before: a value follows a colon. */
  value: boolean;
};

const NAMED = new Set([
  'workflow',
  'job',
  'agent',
  'integration',
  'entity',
  'function',
  'event',
  'var',
  'let',
  'branch',
]);
const KEYWORDS = new Set([
  ...Object.keys(DECLARATIONS),
  ...Object.keys(CONTROLS),
  'let',
  'steps',
  'trigger',
  'else',
  'in',
  'with',
  'branch',
  'case',
  'default',
]);
const WORD = /^[A-Za-z_$][\w$]*(?:-[\w$]+)*/;
const NUMBER = /^(?:(?:\d+(?:\.\d+)?(?:ms|[smhdw]))+|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w-])/;
const PATH = /^\/(?![/*])[^\s,]*/;

function text(stream: StringStream, state: State): string {
  if (state.inside) {
    const [, before] = (stream.match(/^([\s\S]*?)\}\}/, false) as RegExpMatchArray | null) ?? [];
    if (before === undefined) stream.skipToEnd();
    else stream.match(/^[\s\S]*?\}\}/);
    state.inside = before === undefined && state.open === '"""';
    return 'template';
  }
  const end = state.open as string;
  while (!stream.eol()) {
    if (stream.match(end)) {
      state.open = null;
      return 'string';
    }
    if (stream.match('{{', false)) {
      // What stands before is drawn first, then what is inside the braces.
      state.inside = true;
      return 'string';
    }
    if (end !== '"""' && stream.peek() === '\\') stream.next();
    stream.next();
  }
  // Only a text in three quotes goes on over the line.
  if (end !== '"""') state.open = null;
  return 'string';
}

function word(stream: StringStream, state: State, found: string): string {
  const { naming, value } = state;
  state.naming = false;
  state.value = false;
  if (stream.match(/^\s*:/, false)) return 'key';
  if (naming) return 'name';
  if (value && /^(?:true|false|null)$/.test(found)) return 'atom';
  if (Object.hasOwn(ROOTS, found) && stream.match(/^\./, false)) {
    stream.match(/^(?:\.[A-Za-z_$][\w$-]*)+/);
    return 'reference';
  }
  if (stream.match(/^\s*\(/, false)) return 'call';
  if (value) return 'word';
  if (KEYWORDS.has(found)) {
    state.naming = NAMED.has(found);
    // Its kind follows: `trigger event`.
    state.value = found === 'trigger';
    return 'keyword';
  }
  return /^(?:true|false|null)$/.test(found) ? 'atom' : 'key';
}

const parser = StreamLanguage.define<State>({
  name: 'fleet',
  startState: () => ({ open: null, inside: false, depth: 0, naming: false, value: false }),
  token(stream, state) {
    if (state.open === '*/') {
      if (stream.match(/^[\s\S]*?\*\//)) state.open = null;
      else stream.skipToEnd();
      return 'comment';
    }
    if (state.open) return text(stream, state);
    if (stream.eatSpace()) return null;
    if (stream.match('//') || stream.match('#')) {
      stream.skipToEnd();
      return 'comment';
    }
    if (stream.match('/*')) {
      state.open = '*/';
      return 'comment';
    }
    for (const quote of ['"""', '"', "'"] as const)
      if (stream.match(quote)) {
        Object.assign(state, { open: quote, naming: false, value: false });
        return text(stream, state);
      }
    if (stream.match(NUMBER)) {
      state.value = false;
      return 'number';
    }
    const found = stream.match(WORD) as RegExpMatchArray | null;
    if (found) return word(stream, state, found[0]);
    if (stream.match(PATH)) return 'route';
    const sign = stream.next() ?? '';
    if ('{[('.includes(sign)) state.depth++;
    if ('}])'.includes(sign)) state.depth = Math.max(0, state.depth - 1);
    state.value = sign === ':' || sign === '=' || (sign === '(' && !state.naming);
    state.naming = false;
    if (sign === '{' || sign === '}') return 'brace';
    if (sign === '[' || sign === ']') return 'list';
    if (sign === '(' || sign === ')') return 'paren';
    return 'sign';
  },
  indent: ({ depth }, after, { unit }) =>
    unit * Math.max(0, depth - (/^\s*[}\])]/.test(after) ? 1 : 0)),
  tokenTable: {
    comment: tags.comment,
    keyword: tags.keyword,
    key: tags.propertyName,
    name: tags.className,
    call: tags.typeName,
    word: tags.typeName,
    string: tags.string,
    template: tags.special(tags.string),
    reference: tags.variableName,
    atom: tags.atom,
    number: tags.number,
    route: tags.string,
    brace: tags.brace,
    list: tags.squareBracket,
    paren: tags.paren,
    sign: tags.punctuation,
  },
  languageData: {
    commentTokens: { line: '//', block: { open: '/*', close: '*/' } },
    closeBrackets: { brackets: ['{', '[', '(', '"', "'"] },
    indentOnInput: /^\s*[}\])]$/,
  },
});

/** From a brace at a line's end to the one that closes it. */
const folding = foldService.of((state, start, end) => {
  const line = state.sliceDoc(start, end);
  const at = start + line.trimEnd().length - 1;
  if (!/[{[(]\s*$/.test(line)) return null;
  const found = matchBrackets(state, at, 1, { maxScanDistance: 200_000 });
  return found?.matched && found.end && found.end.from > end
    ? { from: at + 1, to: found.end.from }
    : null;
});

/** The config language for CodeMirror: colours, indentation, folding, comments. */
export const fleet = () => new LanguageSupport(parser, [folding]);
