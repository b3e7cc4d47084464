import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

const DEEPEST = 48;
const MOST_NODES = 50_000;

type Parsed = { value: Record<string, unknown> } | { problem: string };

const textOf = (bytes: Buffer): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/** Parses a JSON object of a package; `name` begins the sentence of a problem. */
export function parseJson(name: string, bytes: Buffer): Parsed {
  const text = textOf(bytes);
  if (text === undefined) return { problem: `${name} is not valid UTF-8.` };
  try {
    return checked(name, JSON.parse(text));
  } catch {
    return { problem: `${name} is not valid JSON.` };
  }
}

/** Parses a YAML mapping of a package: plain data only, no tags, few aliases. Numbers that look like versions stay as written. */
export function parseYaml(name: string, bytes: Buffer): Parsed {
  const text = textOf(bytes);
  if (text === undefined) return { problem: `${name} is not valid UTF-8.` };
  if (nestsTooDeep(text)) return { problem: `${name} is nested too deeply.` };
  try {
    const lines = new LineCounter();
    const document = parseDocument(text, {
      schema: 'core',
      lineCounter: lines,
      merge: false,
      // Quoting the source for each of ten thousand errors would take minutes.
      prettyErrors: false,
      // It compares every key with every other; the last one wins, as in Python.
      uniqueKeys: false,
      logLevel: 'silent',
    });
    const [error] = document.errors;
    if (error) {
      const { line } = lines.linePos(error.pos[0]);
      return { problem: `${name} is not valid YAML (line ${line}).` };
    }
    for (const path of [['version'], ['metadata', 'version']]) keepSource(document, path);
    return checked(name, document.toJS({ maxAliasCount: 50 }));
  } catch {
    return { problem: `${name} is not valid YAML.` };
  }
}

/** `version: 1.10` is the number 1.1 to YAML. */
function keepSource(document: ReturnType<typeof parseDocument>, path: string[]): void {
  const node = document.getIn(path, true) as { value?: unknown; source?: string } | undefined;
  if (typeof node?.value === 'number' && node.source) node.value = node.source;
}

/** The parser recurses: brackets or indentation by the thousand would exhaust its stack or our patience. */
function nestsTooDeep(text: string): boolean {
  let brackets = 0;
  for (const char of text) {
    if (char === '[' || char === '{') brackets++;
    else if (char === ']' || char === '}') brackets = Math.max(0, brackets - 1);
    if (brackets > DEEPEST) return true;
  }
  return /^(?: *- *){48}/m.test(text) || /^ {200}/m.test(text);
}

function checked(name: string, value: unknown): Parsed {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { problem: `${name} must hold an object.` };
  const wrong = treeProblem(value);
  return wrong ? { problem: `${name} ${wrong}` } : { value: value as Record<string, unknown> };
}

/** What the database or a program further on would choke on. */
function treeProblem(root: object): string | undefined {
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  let nodes = 0;
  for (let item = open.pop(); item; item = open.pop()) {
    const { value, depth } = item;
    if (++nodes > MOST_NODES) return `holds more than ${MOST_NODES} values.`;
    if (depth > DEEPEST) return 'is nested too deeply.';
    if (typeof value === 'string') {
      if (value.includes('\0')) return 'holds a NUL character.';
      if (!value.isWellFormed()) return 'holds half of a character.';
    }
    if (typeof value === 'number' && !Number.isFinite(value)) return 'holds a number without end.';
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, child] of Object.entries(value)) {
      if (key === '__proto__') return 'uses the reserved name "__proto__".';
      open.push({ value: key, depth }, { value: child, depth: depth + 1 });
    }
  }
  return undefined;
}

const plural = (n: unknown, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;

const withArticle = (noun: string) => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

/** zod's issues as sentences about `file`. */
export function issueSentences(file: string, error: z.ZodError): string[] {
  return error.issues.map((issue) => {
    const path = issue.path.map(String).join('.');
    const subject = path ? `${file}: ${path}` : file;
    if (issue.code === 'invalid_type')
      return issue.message.endsWith('received undefined')
        ? `${subject} is missing.`
        : `${subject} must be ${withArticle(issue.expected === 'record' ? 'object' : issue.expected)}.`;
    if (issue.code === 'too_big' || issue.code === 'too_small') {
      const [bound, word] =
        issue.code === 'too_big' ? [issue.maximum, 'at most'] : [issue.minimum, 'at least'];
      const unit = { string: 'character', array: 'item' }[issue.origin as string];
      return unit
        ? `${subject} must have ${word} ${plural(bound, unit)}.`
        : `${subject} must be ${word} ${bound}.`;
    }
    if (issue.code === 'invalid_value')
      return `${subject} must be one of: ${issue.values.map(String).join(', ')}.`;
    if (issue.code === 'custom') return `${subject} ${issue.message}.`;
    return `${subject} is not valid.`;
  });
}
