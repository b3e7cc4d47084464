import { AGENT_YAML, makeZip, pixellPackage, pixellParts } from '@/lib/testing/apkg';
import {
  bad,
  FORMAT,
  noise,
  type Odd,
  ok,
  patched,
  yamlWith,
} from '@/lib/testing/odd-packages/make';

/** Packages of the Pixell Agent Kit. */
export const PIXELL: Odd[] = [
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
