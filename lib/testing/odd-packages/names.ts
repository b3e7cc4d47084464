import { field, type Odd, unsafe, withPart } from '@/lib/testing/odd-packages/make';

/** Paths that must not be unpacked. */
export const NAMES: Odd[] = [
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
