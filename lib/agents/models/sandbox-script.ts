/**
 * What a prompt tells the sandbox model to do. Two ways:
 *
 * Plain words, one call per step in the order they stand:
 *   use tool calculator {"expression":"2+2"}     always called, offered or not
 *   call http_request {"url":"https://…"}        only when that tool is offered
 *
 * Test controls, `[[sandbox: key=value …]]`, in the last user message or the system prompt
 * (the user's win):
 *   tool=NAME         call this tool; input={…} its arguments, else made up from its schema
 *   tools=A,B         call these in one step
 *   steps=N           do so in N steps in a row, then answer (1 to 1000)
 *   words=N           an answer of N words (1 to 20000)
 *   json={…}          answer exactly this JSON
 *   delay=MS          wait before every chunk (0 to 5000); ends at once when aborted
 *   fail=429|500|timeout|malformed   fail so; at=N only in step N (from 1); times=N only the
 *                     first N calls of this model object, so that a retry succeeds
 */
export interface Directives {
  tools: string[];
  input?: string;
  steps: number;
  words?: number;
  json?: string;
  delay: number;
  fail?: '429' | '500' | 'timeout' | 'malformed';
  at?: number;
  times?: number;
}

export interface ToolOrder {
  name: string;
  /** JSON text as it was written, which may be broken. */
  input?: string;
  /** `use tool` insists; `call` needs the tool to be offered. */
  insists: boolean;
}

/** The JSON value that starts at `start`, or as much of the line as is there when it is broken. */
function jsonAt(text: string, start: number): string {
  let depth = 0;
  let quoted = false;
  for (let i = start; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '\\') i++;
      else if (c === '"') quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === '{' || c === '[') depth++;
    else if ((c === '}' || c === ']') && --depth === 0) return text.slice(start, i + 1);
  }
  const line = text.indexOf('\n', start);
  return text.slice(start, line < 0 ? undefined : line).trimEnd();
}

const OPEN = '[[sandbox:';

/** The key-value pairs of every directive, and the text without them. */
export function readDirectives(text: string): { values: Map<string, string>; rest: string } {
  const values = new Map<string, string>();
  let rest = '';
  let at = 0;
  for (;;) {
    const open = text.indexOf(OPEN, at);
    if (open < 0) break;
    rest += text.slice(at, open);
    at = open + OPEN.length;
    while (at < text.length && !text.startsWith(']]', at)) {
      const pair = /\s*([a-z]+)=/y;
      pair.lastIndex = at;
      const match = pair.exec(text);
      if (!match) {
        at++;
        continue;
      }
      at = pair.lastIndex;
      const structured = text[at] === '{' || text[at] === '[';
      const value = structured ? jsonAt(text, at) : (/[^\s\]]*/.exec(text.slice(at))?.[0] ?? '');
      values.set(match[1] as string, value);
      at += value.length;
    }
    at = Math.min(at + 2, text.length);
  }
  return { values, rest: (rest + text.slice(at)).trim() };
}

function bounded(value: string | undefined, low: number, high: number): number | undefined {
  const number = Number(value);
  if (value === undefined || !Number.isFinite(number)) return undefined;
  return Math.min(high, Math.max(low, Math.trunc(number)));
}

/** Later maps win. */
export function directives(...sources: Map<string, string>[]): Directives {
  const all = new Map(sources.flatMap((source) => [...source]));
  const fail = all.get('fail');
  const named = all.get('tools') ?? all.get('tool') ?? '';
  return {
    tools: named.split(',').filter(Boolean).slice(0, 20),
    input: all.get('input'),
    steps: bounded(all.get('steps'), 1, 1000) ?? 1,
    words: bounded(all.get('words'), 1, 20_000),
    json: all.get('json'),
    delay: bounded(all.get('delay'), 0, 5000) ?? 0,
    fail: (['429', '500', 'timeout', 'malformed'] as const).find((kind) => kind === fail),
    at: bounded(all.get('at'), 1, 1000),
    times: bounded(all.get('times'), 1, 1000),
  };
}

/** The tool calls that a text asks for in plain words, in order. */
export function toolOrders(text: string): ToolOrder[] {
  const orders: ToolOrder[] = [];
  const pattern = /\b(?:(use tool)\s+([\w-]{1,64})\s*|call\s+([\w-]{1,64})\s*(?=\{))/gi;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const order: ToolOrder = { name: (match[2] ?? match[3]) as string, insists: !!match[1] };
    if (text[pattern.lastIndex] === '{') {
      order.input = jsonAt(text, pattern.lastIndex);
      pattern.lastIndex += order.input.length;
    }
    orders.push(order);
    if (orders.length === 50) break;
  }
  return orders;
}
