import { crc32, deflateRawSync } from 'node:zlib';
import { parse } from 'yaml';

/** One entry of a zip made by hand. Whatever is left out is what an honest writer would put there. */
export type ZipPart = {
  name: string | Buffer;
  data?: string | Buffer;
  method?: number;
  flags?: number;
  /** unix mode with its type bits, such as 0o120777 for a symbolic link */
  mode?: number;
  extra?: Buffer;
  /** writes the sizes behind the data, as programs that stream do */
  streamed?: boolean;
  /** lies of the table of contents */
  central?: Partial<{
    name: string | Buffer;
    size: number;
    packed: number;
    crc: number;
    offset: number;
    flags: number;
    method: number;
    extra: Buffer;
  }>;
  /** lies of the header in front of the data */
  local?: Partial<{ name: string | Buffer; size: number; packed: number; crc: number }>;
  /** the packed bytes as they are */
  packed?: Buffer;
  /** bytes put behind the data */
  after?: Buffer;
};

export type ZipEnd = Partial<{
  comment: string | Buffer;
  before: Buffer;
  /** also shifts every offset, so that the data in front looks meant */
  shift: boolean;
  beforeDirectory: Buffer;
  trailing: Buffer;
  entries: number;
  directorySize: number;
  directory: number;
  disk: number;
  beforeEnd: Buffer;
}>;

const bytes = (value: string | Buffer) => (typeof value === 'string' ? Buffer.from(value) : value);
const DOS_TIME = [0x6000, 0x5a21] as const;

function record(signature: number, fields: [2 | 4, number][]): Buffer {
  const buffer = Buffer.alloc(4 + fields.reduce((sum, [width]) => sum + width, 0));
  buffer.writeUInt32LE(signature);
  let at = 4;
  for (const [width, value] of fields) {
    buffer.writeUIntLE(value, at, width);
    at += width;
  }
  return buffer;
}

/** A zip, byte by byte, honest unless told to lie. */
export function makeZip(parts: ZipPart[], end: ZipEnd = {}): Buffer {
  const chunks: Buffer[] = end.before ? [end.before] : [];
  const shift = end.before && !end.shift ? end.before.length : 0;
  let at = end.before?.length ?? 0;
  const directory: Buffer[] = [];
  const add = (chunk: Buffer) => {
    chunks.push(chunk);
    at += chunk.length;
  };
  for (const part of parts) {
    const name = bytes(part.name);
    const data = bytes(part.data ?? '');
    const method = part.method ?? (data.length > 0 ? 8 : 0);
    const packed = part.packed ?? (method === 8 ? deflateRawSync(data) : data);
    const flags = (part.flags ?? 0x800) | (part.streamed ? 8 : 0);
    const truth = { size: data.length, packed: packed.length, crc: crc32(data) };
    const local = {
      name,
      ...truth,
      ...(part.streamed && { size: 0, packed: 0, crc: 0 }),
      ...part.local,
    };
    const central = {
      name,
      offset: at - shift,
      flags,
      method,
      extra: part.extra ?? Buffer.alloc(0),
      ...truth,
      ...part.central,
    };
    const localName = bytes(local.name);
    const extra = part.extra ?? Buffer.alloc(0);
    add(
      record(0x04034b50, [
        [2, 20],
        [2, flags],
        [2, method],
        [2, DOS_TIME[0]],
        [2, DOS_TIME[1]],
        [4, local.crc],
        [4, local.packed],
        [4, local.size],
        [2, localName.length],
        [2, extra.length],
      ]),
    );
    add(localName);
    add(extra);
    add(packed);
    if (part.streamed)
      add(
        record(0x08074b50, [
          [4, truth.crc],
          [4, truth.packed],
          [4, truth.size],
        ]),
      );
    if (part.after) add(part.after);
    const centralName = bytes(central.name);
    directory.push(
      record(0x02014b50, [
        [2, 0x0314],
        [2, 20],
        [2, central.flags],
        [2, central.method],
        [2, DOS_TIME[0]],
        [2, DOS_TIME[1]],
        [4, central.crc],
        [4, central.packed],
        [4, central.size],
        [2, centralName.length],
        [2, central.extra.length],
        [2, 0],
        [2, 0],
        [2, 0],
        [4, ((part.mode ?? 0o100644) << 16) >>> 0],
        [4, central.offset],
      ]),
      centralName,
      central.extra,
    );
  }
  if (end.beforeDirectory) add(end.beforeDirectory);
  const start = at - shift;
  const toc = Buffer.concat(directory);
  add(toc);
  if (end.beforeEnd) add(end.beforeEnd);
  const comment = bytes(end.comment ?? '');
  add(
    record(0x06054b50, [
      [2, end.disk ?? 0],
      [2, end.disk ?? 0],
      [2, end.entries ?? parts.length],
      [2, end.entries ?? parts.length],
      [4, end.directorySize ?? toc.length],
      [4, end.directory ?? start],
      [2, comment.length],
    ]),
  );
  add(comment);
  if (end.trailing) add(end.trailing);
  return Buffer.concat(chunks);
}

/** A native manifest that is good as it is; `changes` replace fields. */
export const nativeManifest = (changes: Record<string, unknown> = {}) => ({
  name: 'support-triage',
  version: '1.2.0',
  display_name: 'Support triage',
  description: 'Sorts incoming tickets by urgency.',
  author: 'FleetPrompt',
  license: 'MIT',
  category: 'support',
  tags: ['support', 'email'],
  pricing_model: 'free',
  skills: [{ name: 'Plain language', instructions: 'Write short sentences.' }],
  agents: [
    {
      name: 'Triage',
      system_prompt: 'You sort support tickets by urgency.',
      config: { model: 'claude-sonnet-4', max_tokens: 1024, temperature: 0.2 },
      skills: ['Plain language'],
      tools: ['current_time'],
    },
  ],
  workflows: [
    {
      name: 'Triage a ticket',
      steps: [{ name: 'sort', type: 'agent', config: { agentId: 'Triage' } }],
    },
  ],
  permissions: { hosts: ['api.example.com'], connector_actions: ['slack.send_message'] },
  config_schema: { type: 'object', properties: { language: { type: 'string' } } },
  ...changes,
});

export const nativeParts = (changes: Record<string, unknown> = {}): ZipPart[] => [
  { name: 'manifest.json', data: JSON.stringify(nativeManifest(changes)) },
  { name: 'README.md', data: '# Support triage\n' },
  { name: 'CHANGELOG.md', data: '## 1.2.0\n' },
];

/** A native package that is accepted; give `version` and what else differs. */
export const nativePackage = (
  changes: Record<string, unknown> = {},
  more: ZipPart[] = [],
): Buffer => makeZip([...nativeParts(changes), ...more]);

export const AGENT_YAML = `version: "1.0"
name: greeter
display_name: Greeter
description: Greets whoever it is told about
author: FleetPrompt
license: MIT
entrypoint: src.main:handler
runtime: python3.11
capabilities:
  - greeting
environment:
  GREETING: Hello
dependencies:
  - requests>=2.28.0
metadata:
  version: 0.1.0
  tags:
    - example
`;

const folder = (name: string): ZipPart => ({ name, mode: 0o040775 });

/** `.pixell/package.json`: the kit's copy of the manifest; none for YAML that can't be read. */
function kitCopy(yaml: string): ZipPart[] {
  if (yaml.length > 2_000) return [];
  try {
    const manifest = parse(yaml, { maxAliasCount: 10, logLevel: 'silent' });
    const copy = { format_version: '1.0', created_by: 'pixell-kit', manifest };
    return [folder('.pixell/'), { name: '.pixell/package.json', data: JSON.stringify(copy) }];
  } catch {
    return [];
  }
}

/**
 * The files of a package as `pixell build` 0.4.12 writes them: folders as entries of their own, the project's .env at
 * the root, deflate, unix modes, no extra fields.
 */
export const pixellParts = (
  yaml: string = AGENT_YAML,
  env = 'GREETER_TOKEN=not-a-secret\n',
): ZipPart[] => [
  folder('src/'),
  folder('dist/'),
  { name: '.env', data: env },
  { name: 'requirements.txt', data: 'requests>=2.28.0\n' },
  { name: 'setup.py', data: 'from setuptools import setup\n\nsetup(name="greeter")\n' },
  { name: 'agent.yaml', data: yaml },
  {
    name: 'deploy.json',
    data: '{"expose": [], "ports": {}, "multiplex": true, "environment": {}}',
  },
  { name: 'src/main.py', data: 'def handler(context):\n    return {"text": "Hello"}\n' },
  { name: 'src/__init__.py', data: '' },
  ...kitCopy(yaml),
];

/** A Pixell package that is accepted. */
export const pixellPackage = (yaml?: string, env?: string, more: ZipPart[] = []): Buffer =>
  makeZip([...pixellParts(yaml, env), ...more]);
