import { makeZip, nativeManifest, nativePackage, nativeParts } from '@/lib/testing/apkg';
import {
  bad,
  FORMAT,
  MANIFEST,
  MiB,
  noise,
  type Odd,
  ok,
  withPart,
} from '@/lib/testing/odd-packages/make';

/** Manifests of the native layout, and their absence. */
export const MANIFESTS: Odd[] = [
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
