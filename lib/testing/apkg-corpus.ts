import { deflateRawSync } from 'node:zlib';
import {
  AGENT_YAML,
  makeZip,
  nativeManifest,
  nativePackage,
  nativeParts,
  pixellPackage,
  pixellParts,
  type ZipPart,
} from '@/lib/testing/apkg';

/** One odd file. `problems` must all be among its problems; without any it is accepted. */
export type Odd = { name: string; make: () => Buffer; problems?: (string | RegExp)[] };

const FORMAT = 'Invalid APKG format';
const MANIFEST = 'Missing required manifest.json';
const MiB = 1024 * 1024;
const ok = (name: string, make: () => Buffer): Odd => ({ name, make });
const bad = (name: string, make: () => Buffer, ...problems: (string | RegExp)[]): Odd => ({
  name,
  make,
  problems,
});
/** A zip that is unsafe, whatever its manifest says. */
const unsafe = (name: string, make: () => Buffer, problem: RegExp): Odd =>
  bad(name, make, FORMAT, problem);
const withPart = (...parts: ZipPart[]) => makeZip([...nativeParts(), ...parts]);
const u16 = (n: number) => Buffer.from([n & 255, n >> 8]);
const field = (id: number, data: Buffer) => Buffer.concat([u16(id), u16(data.length), data]);
const patched = (yaml: string, from: string, to: string) => {
  if (!yaml.includes(from)) throw new Error(`The manifest has no ${from}.`);
  return yaml.replace(from, to);
};
const yamlWith = (from: string, to: string) => pixellPackage(patched(AGENT_YAML, from, to));

/** Zeros: a MiB of them packs to about a KiB. */
const zeros = (size: number) => deflateRawSync(Buffer.alloc(size), { level: 9 });

const NOT_ZIPS: Odd[] = [
  bad('an empty file', () => Buffer.alloc(0), FORMAT, /too small/),
  bad('text', () => Buffer.from('This is not a package. '.repeat(50)), FORMAT, /not a zip/),
  bad('a tar file', () => Buffer.alloc(10_240), FORMAT, /not a zip/),
  bad('a zip cut in half', () => half(nativePackage()), FORMAT, /cut off/),
  bad('a zip without entries', () => makeZip([]), FORMAT, /empty/),
  bad(
    'a zip with a false table',
    () => makeZip(nativeParts(), { directory: 7 }),
    FORMAT,
    /belongs to no file/,
  ),
  bad(
    'a zip whose table points outside',
    () => makeZip(nativeParts(), { directory: 2 ** 31 }),
    FORMAT,
    /points outside/,
  ),
  bad(
    'a zip of several disks',
    () => makeZip(nativeParts(), { disk: 1 }),
    FORMAT,
    /one part of several/,
  ),
  bad('a zip64 that is none', () => makeZip(nativeParts(), { entries: 0xffff }), FORMAT, /zip64/),
  bad('a zip64 locator', () => makeZip(nativeParts(), { beforeEnd: locator() }), FORMAT, /zip64/),
  bad(
    'more entries than there are',
    () => makeZip(nativeParts(), { entries: 4 }),
    FORMAT,
    /damaged/,
  ),
  bad('hidden entries', () => makeZip(nativeParts(), { entries: 2 }), FORMAT, /hidden entries/),
  bad(
    'data after the end',
    () => makeZip(nativeParts(), { trailing: Buffer.from('<?php') }),
    FORMAT,
    /after the end/,
  ),
  bad(
    'a program in front',
    () => makeZip(nativeParts(), { before: Buffer.from('#!/bin/sh\n') }),
    FORMAT,
    /in front/,
  ),
  bad(
    'a program in front, offsets adjusted',
    () => makeZip(nativeParts(), { before: Buffer.from('MZ program'), shift: true }),
    FORMAT,
    /in front/,
  ),
  bad(
    'a false first entry in front',
    () => makeZip(nativeParts(), { before: ghost(), shift: true }),
    FORMAT,
    /in front/,
  ),
  bad(
    'a huge comment',
    () => makeZip(nativeParts(), { comment: 'x'.repeat(60_000) }),
    FORMAT,
    /comment/,
  ),
  bad(
    'an archive in the comment',
    () => makeZip(nativeParts(), { comment: makeZip(nativeParts()) }),
    FORMAT,
    /two ends|after the end|in two ways/,
  ),
];

const half = (zip: Buffer) => zip.subarray(0, zip.length / 2);
const locator = () => Buffer.concat([Buffer.from('504b0607', 'hex'), Buffer.alloc(16)]);
const ghost = () => makeZip([{ name: 'ghost.py', data: 'x' }]).subarray(0, 39);

const NAMES: Odd[] = [
  unsafe(
    'a path that climbs',
    () => withPart({ name: '../../etc/passwd', data: 'x' }),
    /leaves the package/,
  ),
  unsafe(
    'a path that climbs later',
    () => withPart({ name: 'a/../../x', data: 'x' }),
    /leaves the package/,
  ),
  unsafe('an absolute path', () => withPart({ name: '/etc/passwd', data: 'x' }), /absolute/),
  unsafe('a drive letter', () => withPart({ name: 'C:/windows/x', data: 'x' }), /absolute/),
  unsafe('backslashes', () => withPart({ name: '..\\..\\x', data: 'x' }), /backslash/),
  unsafe('a NUL in a name', () => withPart({ name: 'a.txt\0.py', data: 'x' }), /NUL/),
  unsafe(
    'a name that reads backwards',
    () => withPart({ name: 'txt.\u202eyp', data: 'x' }),
    /control/,
  ),
  unsafe('an empty name', () => withPart({ name: '', data: 'x' }), /no name/),
  unsafe('an empty folder name', () => withPart({ name: 'a//b', data: 'x' }), /empty part/),
  unsafe(
    'a very long path',
    () => withPart({ name: `${'a'.repeat(400)}.py`, data: 'x' }),
    /longer than 255/,
  ),
  unsafe(
    'a very deep path',
    () => withPart({ name: `${'a/'.repeat(60)}x`, data: 'x' }),
    /deeper than/,
  ),
  unsafe(
    'a name that is not UTF-8',
    () => withPart({ name: Buffer.from('caf\xe9', 'latin1'), data: 'x' }),
    /UTF-8/,
  ),
  unsafe(
    'the same name twice',
    () => withPart({ name: 'README.md', data: 'other' }),
    /there twice/,
  ),
  unsafe(
    'the manifest twice',
    () => withPart({ name: 'manifest.json', data: '{}' }),
    /there twice/,
  ),
  unsafe(
    'names that differ by case',
    () => withPart({ name: 'Manifest.JSON', data: '{}' }),
    /same on some systems/,
  ),
  unsafe(
    'names that differ by composition',
    () => withPart({ name: 'é.md' }, { name: 'e\u0301.md' }),
    /same on some systems/,
  ),
  unsafe(
    'names that differ by a dot',
    () => withPart({ name: 'README.md.' }),
    /same on some systems/,
  ),
  unsafe(
    'a file that is also a folder',
    () => withPart({ name: 'a', data: 'x' }, { name: 'a/b', data: 'x' }),
    /both a file and a folder/,
  ),
  unsafe(
    'a second, Unicode name',
    () =>
      withPart({
        name: 'a.py',
        data: 'x',
        extra: field(0x7075, Buffer.from('\x01\0\0\0\0b.py', 'latin1')),
      }),
    /two different names/,
  ),
];

const KINDS: Odd[] = [
  unsafe(
    'a symbolic link',
    () => withPart({ name: 'link', data: '/etc/passwd', mode: 0o120777 }),
    /symbolic link/,
  ),
  unsafe(
    'a symbolic link in an extra field',
    () =>
      withPart({
        name: 'link',
        data: 'x',
        mode: 0,
        extra: field(
          0x756e,
          Buffer.concat([Buffer.alloc(4), u16(0o120777 & 0xffff), Buffer.alloc(8)]),
        ),
      }),
    /symbolic link/,
  ),
  unsafe('a device', () => withPart({ name: 'null', mode: 0o020666 }), /neither a file/),
  unsafe('an encrypted file', () => withPart({ name: 'x', data: 'x', flags: 0x801 }), /encrypted/),
  unsafe('strong encryption', () => withPart({ name: 'x', data: 'x', flags: 0x841 }), /encrypted/),
  unsafe(
    'a strange compression',
    () => withPart({ name: 'x', data: 'x', method: 12 }),
    /method 12/,
  ),
  unsafe('a folder with content', () => withPart({ name: 'x/', data: 'x' }), /folder with content/),
];

const LIES: Odd[] = [
  unsafe(
    'other names in front of the data',
    () => withPart({ name: 'a.py', data: 'x', local: { name: 'b.py' } }),
    /two different ways/,
  ),
  unsafe(
    'other sizes in front of the data',
    () => withPart({ name: 'a', data: 'xyz', local: { size: 1 } }),
    /two different ways/,
  ),
  unsafe(
    'other sizes behind the data',
    () => withPart({ name: 'a', data: 'xyz', streamed: true, central: { crc: 1 } }),
    /two different ways/,
  ),
  unsafe(
    'more than it declares',
    () => withPart({ name: 'a', data: 'xyz'.repeat(99), central: { size: 5 }, local: { size: 5 } }),
    /larger than/,
  ),
  unsafe('far more than it declares', () => bomb(), /larger than/),
  unsafe(
    'less than it declares',
    () => withPart({ name: 'a', data: 'xyz', central: { size: 500 }, local: { size: 500 } }),
    /smaller than/,
  ),
  unsafe(
    'a wrong checksum',
    () => withPart({ name: 'a', data: 'xyz', central: { crc: 1 }, local: { crc: 1 } }),
    /checksum/,
  ),
  unsafe(
    'data that is no deflate',
    () => withPart({ name: 'a', data: 'xyz', packed: Buffer.from('ffffff', 'hex') }),
    /cannot be unpacked/,
  ),
  unsafe(
    'bytes behind the deflated data',
    () =>
      withPart({
        name: 'a',
        data: 'xyz',
        packed: Buffer.concat([deflateRawSync(Buffer.from('xyz')), Buffer.alloc(50, 7)]),
      }),
    /hidden bytes/,
  ),
  unsafe(
    'bytes behind much deflated data',
    () => withPart(large(Buffer.alloc(90_000, 7))),
    /hidden/,
  ),
  unsafe('much deflated data cut off', () => withPart(large(-500)), /cannot be unpacked/),
  unsafe(
    'bytes between two files',
    () => makeZip([{ name: 'a', data: 'x', after: Buffer.from('hidden') }, ...nativeParts()]),
    /belong to no file/,
  ),
  unsafe(
    'bytes before the table',
    () => makeZip(nativeParts(), { beforeDirectory: Buffer.from('APK Sig Block') }),
    /belong to no file/,
  ),
  unsafe(
    'an entry that is not there',
    () => withPart({ name: 'a', data: 'x', central: { offset: 3 } }),
    /not where/,
  ),
  unsafe('entries that share data', () => overlapping(500), /overlaps/),
  unsafe(
    'a zip64 size',
    () =>
      withPart({
        name: 'a',
        data: 'x',
        central: { size: 0xffffffff, extra: field(1, Buffer.alloc(8, 0x7f)) },
      }),
    /damaged|unpacks|two different/,
  ),
];

/** Declares ten bytes, inflates to 200 MiB. */
const bomb = () => {
  const packed = zeros(200 * MiB);
  return withPart({ name: 'a', packed, method: 8, central: { size: 10 }, local: { size: 10 } });
};

/** A file of 300 KiB whose packed bytes have something behind them, or lack some. */
function large(change: Buffer | number): ZipPart {
  const data = noise(300 * 1024);
  const packed = deflateRawSync(data);
  const changed =
    typeof change === 'number' ? packed.subarray(0, change) : Buffer.concat([packed, change]);
  return { name: 'large', data, packed: changed };
}

/** Every entry names the same data, as in the non-recursive zip bombs. */
function overlapping(count: number): Buffer {
  const kernel: ZipPart = { name: 'kernel', data: Buffer.alloc(MiB, 65) };
  const at = makeZip([...nativeParts()]).readUInt32LE(makeZip(nativeParts()).length - 6);
  const packed = deflateRawSync(Buffer.alloc(MiB, 65));
  const copies = Array.from(
    { length: count },
    (_, i): ZipPart => ({
      name: `copy-${i}`,
      data: '',
      central: { offset: at, size: MiB, packed: packed.length, method: 8, crc: 0 },
    }),
  );
  return makeZip([...nativeParts(), kernel, ...copies]);
}

const SIZES: Odd[] = [
  unsafe(
    'a bomb that says so',
    () => withPart({ name: 'a', data: Buffer.alloc(64 * MiB) }),
    /100 times/,
  ),
  unsafe(
    'many small bombs',
    () => withPart(...many(300, 'b', Buffer.alloc(MiB))),
    /unpacks to more than/,
  ),
  unsafe(
    'small bombs below the limit',
    () => withPart(...many(200, 'b', Buffer.alloc(MiB))),
    /The package unpacks to more than 100 times/,
  ),
  unsafe(
    'more than 256 MiB declared',
    () => withPart(...many(5, 'c', Buffer.alloc(1), { size: 60 * MiB })),
    /unpacks to more than|100 times/,
  ),
  unsafe(
    'ten thousand files',
    () => withPart(...many(10_000, 'f', Buffer.alloc(0))),
    /at most 5000/,
  ),
  ok('four thousand files', () => withPart(...many(4_000, 'f', Buffer.from('print()\n')))),
  ok('twenty MiB that hardly pack', () => withPart({ name: 'model.bin', data: noise(20 * MiB) })),
  ok('archives in the archive, never unpacked', () =>
    withPart(
      { name: 'inner.zip', data: bomb() },
      { name: 'deep.zip', data: makeZip([{ name: '../x', data: 'x' }]) },
    ),
  ),
];

function many(count: number, prefix: string, data: Buffer, central = {}): ZipPart[] {
  const packed = deflateRawSync(data);
  const part = { data, packed, method: 8, central };
  return Array.from({ length: count }, (_, i) => ({ ...part, name: `${prefix}/${i}.py` }));
}

/** Repeatable bytes without pattern. */
function noise(size: number): Buffer {
  const made = Buffer.allocUnsafe(size);
  let state = 1;
  for (let i = 0; i + 4 <= size; i += 4) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    made.writeInt32LE(state ^ (state >>> 13), i);
  }
  return made;
}

const MANIFESTS: Odd[] = [
  {
    name: 'no manifest',
    make: () => makeZip([{ name: 'main.py', data: 'x' }]),
    problems: [MANIFEST],
  },
  bad(
    'everything in a folder',
    () => makeZip(nativeParts().map((p) => ({ ...p, name: `pkg/${p.name}` }))),
    MANIFEST,
    /inside of the folder "pkg"/,
  ),
  bad(
    'an unsafe zip without a manifest',
    () =>
      makeZip([
        { name: '../x', data: 'x' },
        { name: '/y', data: 'y' },
      ]),
    FORMAT,
    /"\.\.\/x"/,
    /"\/y"/,
    MANIFEST,
  ),
  bad(
    'a manifest that is no JSON',
    () => makeZip([{ name: 'manifest.json', data: '{name:' }]),
    'manifest.json is not valid JSON.',
  ),
  bad(
    'a manifest that is a list',
    () => makeZip([{ name: 'manifest.json', data: '[]' }]),
    'manifest.json must hold an object.',
  ),
  bad(
    'a manifest in UTF-16',
    () => makeZip([{ name: 'manifest.json', data: Buffer.from('\ufeff{}', 'utf16le') }]),
    /not valid UTF-8/,
  ),
  bad(
    'a manifest of three MiB',
    () => nativePackage({ description: noise(1.6 * MiB).toString('hex') }),
    /manifest.json.*larger than/,
  ),
  bad(
    'a manifest nested 100,000 deep',
    () =>
      makeZip([
        { name: 'manifest.json', data: `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}` },
      ]),
    /nested too deeply|not valid JSON/,
  ),
  bad(
    'a manifest with __proto__',
    () =>
      makeZip([
        {
          name: 'manifest.json',
          data: '{"__proto__": {"ok": true}, "name": "x", "version": "1.0.0"}',
        },
      ]),
    /__proto__/,
  ),
  bad('a NUL in a text', () => nativePackage({ description: 'a\0b' }), /NUL/),
  bad(
    'half a character',
    () => makeZip([{ name: 'manifest.json', data: '{"name":"\\ud800","version":"1.0.0"}' }]),
    /half of a character/,
  ),
  bad(
    'several wrong fields',
    () =>
      nativePackage({
        name: undefined,
        version: 'one',
        tags: 'x',
        pricing_model: 'gold',
        agents: [{ name: 'A' }, {}],
      }),
    'manifest.json: name is missing.',
    'manifest.json: version "one" is not like 1.2.3.',
    'manifest.json: tags must be an array.',
    /pricing_model must be one of: free/,
    'manifest.json: agents.1.name is missing.',
  ),
  bad(
    'no version',
    () => nativePackage({ version: undefined }),
    /version is missing, and no version was sent/,
  ),
  bad(
    'agents that share a name',
    () => nativePackage({ agents: [{ name: 'A' }, { name: 'A' }] }),
    /"A" more than once/,
  ),
  bad(
    'a million agents',
    () => nativePackage({ agents: Array.from({ length: 60_000 }, () => ({})) }),
    /more than 50000 values/,
  ),
  bad(
    'a workflow without steps',
    () => nativePackage({ workflows: [{ name: 'W' }] }),
    /has no steps/,
  ),
  bad(
    'a schema that is a string',
    () => nativePackage({ config_schema: 'x' }),
    'manifest.json: config_schema must be an object.',
  ),
  ok('a manifest with unknown fields, nulls and a BOM', () =>
    makeZip([
      {
        name: 'manifest.json',
        data: `\ufeff${JSON.stringify({ ...nativeManifest(), homepage: 'x', icon: null, license: null, 'x-y': [1] })}`,
      },
    ]),
  ),
  ok('a bare manifest', () =>
    makeZip([{ name: 'manifest.json', data: '{"name":"bare","version":"0.0.1"}' }]),
  ),
  ok('names that begin with ./', () =>
    makeZip(nativeParts().map((p) => ({ ...p, name: `./${p.name}` }))),
  ),
  ok('sizes behind the data', () => makeZip(nativeParts().map((p) => ({ ...p, streamed: true })))),
  ok('stored without compression', () => makeZip(nativeParts().map((p) => ({ ...p, method: 0 })))),
  ok('a short comment', () => makeZip(nativeParts(), { comment: 'made by hand' })),
  ok('names in every script', () => withPart({ name: 'docs/日本語/Überblick.md', data: 'x' })),
];

const PIXELL: Odd[] = [
  ok('a package of the kit', () => pixellPackage()),
  ok('a kit package without .pixell', () =>
    makeZip(pixellParts().filter((p) => !String(p.name).startsWith('.pixell'))),
  ),
  ok('only .pixell/package.json', () =>
    makeZip([
      {
        name: '.pixell/package.json',
        data: JSON.stringify({
          format_version: '1.0',
          manifest: { name: 'a', entrypoint: 'main:run', metadata: { version: '1.0.0' } },
        }),
      },
      { name: 'main.py', data: 'x' },
    ]),
  ),
  ok('a version of its own at the top', () =>
    pixellPackage(
      patched(patched(AGENT_YAML, 'version: "1.0"', 'version: 2.3.4'), '  version: 0.1.0\n', ''),
    ),
  ),
  ok('a version that YAML reads as a number', () => yamlWith('version: 0.1.0', 'version: 1.10')),
  ok('extra fields', () =>
    yamlWith('license: MIT', 'license: MIT\nmodel: gpt-4\nframework: {name: langgraph}'),
  ),
  ok('a surface instead of an entrypoint', () =>
    yamlWith('entrypoint: src.main:handler', 'rest:\n  entry: src.main:handler'),
  ),
  bad(
    'no entrypoint',
    () => yamlWith('entrypoint: src.main:handler\n', ''),
    /entrypoint is missing/,
  ),
  bad(
    'an entrypoint that is not there',
    () => yamlWith('src.main:handler', 'src.gone:handler'),
    /no such file/,
  ),
  bad(
    'an entrypoint of another form',
    () => yamlWith('src.main:handler', 'src/main.py'),
    /module:function/,
  ),
  bad(
    'a bad name',
    () => yamlWith('name: greeter', 'name: My Greeter'),
    /name must begin with a lower-case letter/,
  ),
  bad('YAML that is none', () => pixellPackage('name: [greeter\n  x: : y'), /not valid YAML/),
  bad('a YAML bomb', () => pixellPackage(yamlBomb()), /not valid YAML|nested too deeply|more than/),
  bad('deep YAML', () => pixellPackage(`name: ${'['.repeat(20_000)}`), /nested too deeply/),
  bad('large YAML', () => pixellPackage(noise(60_000).toString('base64')), /larger than 32768/),
  bad('YAML of many keys', () => pixellPackage(keys(2_400)), /name is missing|more than/),
  bad(
    'YAML of many lists',
    () => pixellPackage(`x: [${'[],'.repeat(10_900)}]`),
    /missing|more than/,
  ),
  bad('YAML of many lines', () => pixellPackage('- a\n'.repeat(8_100)), /must hold an object/),
  bad('YAML of many anchors', () => pixellPackage(anchors(1_000)), /missing|more than|not valid/),
  bad('YAML of quotes', () => pixellPackage(`x: ${'"a" '.repeat(8_100)}`), /not valid/),
  bad(
    'YAML that names a program',
    () =>
      yamlWith(
        'description: Greets whoever it is told about',
        'description: !!python/object/apply:os.system ["id"]',
      ),
    /description must be a string|not valid/,
  ),
  bad(
    'an entrypoint and a bad name at once, and a climbing path',
    () =>
      makeZip([
        ...pixellParts(
          patched(
            patched(AGENT_YAML, 'name: greeter', 'name: A B'),
            'author: FleetPrompt',
            'author: [1]',
          ),
        ),
        { name: '../x', data: 'x' },
      ]),
    FORMAT,
    /"\.\.\/x"/,
    /name must begin/,
    /author/,
  ),
];

const keys = (count: number) => Array.from({ length: count }, (_, i) => `key${i}: v`).join('\n');
const anchors = (count: number) =>
  Array.from({ length: count }, (_, i) => `a${i}: &a${i} x\nb${i}: *a${i}`).join('\n');

function yamlBomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 12; i++) lines.push(`a${i}: &a${i} [${`*a${i - 1}, `.repeat(8)}*a${i - 1}]`);
  return `${AGENT_YAML}${lines.join('\n')}\n`;
}

/** Odd and hostile files, each with its verdict. */
export const CORPUS: Odd[] = [
  ...NOT_ZIPS,
  ...NAMES,
  ...KINDS,
  ...LIES,
  ...SIZES,
  ...MANIFESTS,
  ...PIXELL,
];
