import { readdirSync, readFileSync } from 'node:fs';

/** One method of the SDK, read from its source. */
export interface SdkMethod {
  /** `agents.create`; `createAgent` for one of the client's own */
  name: string;
  /** `id, body, options?` */
  signature: string;
  says: string;
  /** the first operation that it calls */
  operation?: string;
  /** how, where it does nothing else */
  kind?: 'call' | 'list' | 'stream';
  /** the arguments in order, without the options */
  takes: string[];
  /** the resource's method that it calls, `agents.create` */
  handsOn?: string;
}

const CALL =
  /(?:this\.http\.(call|list)|(stream)(?:<[\s\S]*?>)?)\(\s*(?:this\.http,\s*)?'(\w+)',\s*(\{[\s\S]*?\}|given)(?:,|\s*\))/;

/** The parameters of a signature, split where no bracket is open. */
function parametersOf(text: string): { name: string; optional: boolean }[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const char of text.replace(/=>/g, '')) {
    if ('<({['.includes(char)) depth += 1;
    if ('>)}]'.includes(char)) depth -= 1;
    if (char === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [, name] = /^(\w+)/.exec(part) ?? [];
      return { name: name ?? 'options', optional: !name || /^\w+\?|=/.test(part) };
    });
}

/** The text between the bracket that opens at `from` and the one that closes it. */
function bracketed(text: string, from: number): string {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return text.slice(from + 1, at);
  }
  throw new Error('A bracket does not close.');
}

function methodOf(prefix: string, name: string, text: string, says: string): SdkMethod {
  const given = bracketed(text, text.indexOf('('));
  const body = text.slice(text.indexOf('(') + given.length + 2);
  const parameters = parametersOf(given);
  const call = CALL.exec(body);
  const takes = parameters.map((one) => one.name).filter((one) => one !== 'options');
  const plain = takes.every(
    (one) => /^(query|body)$/.test(one) || new RegExp(`params: \\{[^}]*\\b${one}\\b`).test(body),
  );
  return {
    name: `${prefix}${name}`,
    signature: parameters.map((one) => `${one.name}${one.optional ? '?' : ''}`).join(', '),
    says,
    ...(call && { operation: call[3] }),
    ...(call && plain && { kind: (call[1] ?? call[2]) as 'call' }),
    takes,
    handsOn: /this\.(\w+\.\w+)\(/.exec(body)?.[1],
  };
}

/** Reads line by line: the formatter puts a method's head and end at two spaces. */
function methodsIn(source: string, prefix: string): SdkMethod[] {
  const found: SdkMethod[] = [];
  let comment: string[] = [];
  let open: { name: string; lines: string[]; says: string } | null = null;
  for (const line of source.split('\n')) {
    if (open) {
      open.lines.push(line);
      if (line === '  }') {
        const { name, lines, says } = open;
        if (name !== 'constructor') found.push(methodOf(prefix, name, lines.join('\n'), says));
        open = null;
        comment = [];
      }
      continue;
    }
    const [, name] = /^ {2}(?:async )?\*?(\w+)\(/.exec(line) ?? [];
    if (/^ {2,3}(\/\*\*|\*)/.test(line))
      comment.push(line.replace(/^\s*(\/\*\*|\*\/|\*)|\*\/$/g, ''));
    else if (name && !/\{\}$/.test(line)) {
      const says = comment.map((one) => one.replace('*/', '').trim()).filter(Boolean);
      open = { name, lines: [line], says: says.join(' ') };
    } else comment = [];
  }
  return found;
}

/** Every method of the SDK by resource, as the client names them; its own come under ''. */
export function sdkMethods(): Map<string, SdkMethod[]> {
  const client = readFileSync('sdk/src/client.ts', 'utf8');
  const resources = [...client.matchAll(/^ {2}readonly (\w+): (\w+);$/gm)];
  const classes = new Map<string, string>();
  for (const file of readdirSync('sdk/src/resources')) {
    const source = readFileSync(`sdk/src/resources/${file}`, 'utf8');
    for (const [, name, body] of source.matchAll(/^export class (\w+) \{\n([\s\S]*?)^\}/gm))
      classes.set(name as string, body as string);
  }
  const own = /^export class FleetPromptClient \{\n([\s\S]*?)^\}/m.exec(client)?.[1] ?? '';
  const found = new Map([['', methodsIn(own, '')]]);
  for (const [, property, name] of resources)
    found.set(property as string, methodsIn(classes.get(name as string) ?? '', `${property}.`));
  const all = [...found.values()].flat();
  // The client's short names hand on to a resource.
  for (const method of found.get('') ?? [])
    method.operation ??= all.find((one) => one.name === method.handsOn)?.operation;
  return found;
}
