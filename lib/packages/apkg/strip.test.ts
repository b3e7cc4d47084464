import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPromise } from 'yauzl';
import { readApkg } from '@/lib/packages/apkg/read';
import { stripEnv } from '@/lib/packages/apkg/strip';
import { makeZip, nativePackage, pixellPackage } from '@/lib/testing/apkg';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fleetprompt-strip-'));
});
afterAll(() => rm(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

describe('stripEnv', () => {
  it('takes every .env out and leaves the rest as it was', async () => {
    const blob = Buffer.alloc(700_000, 'some text that packs ');
    const zip = pixellPackage(undefined, 'TOKEN=hunter2-hunter2\n', [
      { name: 'src/.env.local', data: 'OTHER=hunter3\n' },
      { name: '.envs/', mode: 0o040755 },
      { name: '.envs/prod', data: 'hunter4' },
      { name: 'src/environment.py', data: 'kept' },
      { name: 'src/big.txt', data: blob, method: 0 },
      { name: 'bin/run', data: '#!/bin/sh\n', mode: 0o100755 },
    ]);
    await writeFile(at('in.apkg'), zip);
    const { removed } = await stripEnv(at('in.apkg'), at('out.apkg'));
    expect(removed).toEqual(['.env', 'src/.env.local', '.envs/', '.envs/prod']);

    const before = await readApkg(at('in.apkg'));
    const after = await readApkg(at('out.apkg'));
    if (!before.ok || !after.ok) throw new Error(JSON.stringify([before, after]));
    expect(before.envSettings).toEqual({ TOKEN: 'hunter2-hunter2', OTHER: 'hunter3' });
    expect(after).toMatchObject({ envSettings: {}, hasEnv: false });
    expect(after.contents).toEqual(before.contents);
    expect(after.files).toEqual(before.files.filter((file) => !removed.includes(file.path)));
    const bytes = await readFile(at('out.apkg'));
    for (const secret of ['hunter2', 'hunter3', 'hunter4', '.env.local'])
      expect(bytes.includes(secret), secret).toBe(false);
  });

  it('keeps names, folders and modes for other programs', async () => {
    const zip = pixellPackage(undefined, 'A=1\n', [
      { name: 'bin/run', data: '#!/bin/sh\n', mode: 0o100755 },
    ]);
    await writeFile(at('modes.apkg'), zip);
    await stripEnv(at('modes.apkg'), at('modes-out.apkg'));
    const listed = async (name: string) => {
      const found: [string, number][] = [];
      for await (const entry of (await openPromise(at(name))).eachEntry())
        found.push([entry.fileName, entry.externalFileAttributes >>> 16]);
      return found;
    };
    expect(await listed('modes-out.apkg')).toEqual(
      (await listed('modes.apkg')).filter(([name]) => name !== '.env'),
    );
  });

  it('copies a package without .env byte for byte, so that its signature stays good', async () => {
    const zip = nativePackage();
    await writeFile(at('plain.apkg'), zip);
    expect(await stripEnv(at('plain.apkg'), at('plain-out.apkg'))).toEqual({ removed: [] });
    expect((await readFile(at('plain-out.apkg'))).equals(zip)).toBe(true);
  });

  it('leaves no file when the package is not what it was', async () => {
    const lie = { name: 'a', data: 'xyz', central: { crc: 1 }, local: { crc: 1 } };
    await writeFile(at('lie.apkg'), makeZip([{ name: '.env', data: 'A=1' }, lie]));
    await expect(stripEnv(at('lie.apkg'), at('lie-out.apkg'))).rejects.toThrow('checksum');
    expect(existsSync(at('lie-out.apkg'))).toBe(false);
  });
});
