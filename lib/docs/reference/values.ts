import type { Operation } from '@/lib/docs/reference/operations';

/** What an example sends. */
export interface Values {
  params: Record<string, string>;
  query: Record<string, string>;
  body?: unknown;
}

const IRREGULAR: Record<string, string> = { deliveries: 'delivery', topup: 'top_up' };

const singular = (word: string): string => IRREGULAR[word] ?? word.replace(/s$/, '');

/** `AGENT_ID` for `agents/{id}`, `USER_ID` for `members/{userId}`. */
function placeholder(before: string, name: string): string {
  const words = name === 'id' ? `${singular(before)}_id` : name.replace(/([A-Z])/g, '_$1');
  return words.replaceAll('-', '_').toUpperCase();
}

/** What the page shows in an example: the declared body, and a word in capitals for each id. */
export function shownValues({ path, params, body }: Operation): Values {
  const segments = path.split('/');
  const shown = segments.flatMap((segment, i): [string, string][] => {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (!name) return [];
    const number = params.find((one) => one.name === name)?.type === 'integer';
    return [[name, number ? '1' : placeholder(segments[i - 1] ?? '', name)]];
  });
  return { params: Object.fromEntries(shown), query: {}, body: body?.example };
}

interface Style {
  indent: string;
  key: (name: string) => string;
  text: (value: string) => string;
  word: (value: boolean | null) => string;
  /** around what stands in braces on one line */
  pad: string;
}

const quotedBy =
  (quote: string) =>
  (value: string): string => {
    const inner = JSON.stringify(value).slice(1, -1);
    return quote === '"'
      ? `"${inner}"`
      : `'${inner.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  };

const plainKey = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quotedBy("'")(name));

export const STYLES = {
  json: {
    indent: '  ',
    key: (name: string) => JSON.stringify(name),
    text: (value: string) => JSON.stringify(value),
    word: String,
    pad: '',
  },
  ts: { indent: '  ', key: plainKey, text: quotedBy("'"), word: String, pad: ' ' },
  python: {
    indent: '    ',
    key: (name: string) => JSON.stringify(name),
    text: quotedBy('"'),
    word: (value: boolean | null) => (value === null ? 'None' : value ? 'True' : 'False'),
    pad: '',
  },
} satisfies Record<string, Style>;

const WIDE = 64;

/** A JSON value as a literal of a language, on one line where it is short. */
export function literal(value: unknown, style: Style, depth = 0, trailing = false): string {
  if (typeof value === 'string') return style.text(value);
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return style.word(value as boolean | null);
  const list = Array.isArray(value);
  const [open, close] = list ? '[]' : '{}';
  const items = Object.entries(value).map(([key, one]) => {
    const text = literal(one, style, depth + 1, trailing);
    return list ? text : `${style.key(key)}: ${text}`;
  });
  if (items.length === 0) return `${open}${close}`;
  const pad = list ? '' : style.pad;
  const line = `${open}${pad}${items.join(', ')}${pad}${close}`;
  if (!line.includes('\n') && line.length + depth * style.indent.length <= WIDE) return line;
  const inner = style.indent.repeat(depth + 1);
  const end = `${trailing ? ',' : ''}\n${style.indent.repeat(depth)}${close}`;
  return `${open}\n${inner}${items.join(`,\n${inner}`)}${end}`;
}

/** The address that an example calls. */
export function addressOf(base: string, { path }: Operation, { params, query }: Values): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? name),
  );
  const search = Object.keys(query).length > 0 ? `?${new URLSearchParams(query)}` : '';
  return `${base}${filled}${search}`;
}

/** The variable that holds the credentials of an operation; none where anyone may call. */
export const credentialOf = ({ auth, tag }: Operation): string | null => {
  if (tag === 'Cron') return 'CRON_SECRET';
  if (auth === 'public') return null;
  return auth === 'session' ? 'ACCESS_TOKEN' : 'FLEETPROMPT_API_KEY';
};

/** Answers nothing but server-sent events. */
export const streams = ({ answers }: Operation): boolean =>
  answers.some(({ types }) => types.length === 1 && types[0] === 'text/event-stream');

export const answersJson = ({ answers }: Operation): boolean =>
  answers.some(({ status, types }) => status < 400 && types.includes('application/json'));
