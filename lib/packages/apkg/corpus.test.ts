import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CORPUS } from '@/lib/testing/odd-packages/corpus';
import { bundle } from '@/lib/testing/process';

type Told = { ok: boolean; problems?: string[]; ms: number; peakMiB: number };

let folder: string;
let script: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fleetprompt-corpus-'));
  script = await bundle('lib/packages/apkg/read-one.fixture.ts');
});
afterAll(() => rm(folder, { recursive: true }));

/** Reads one file in a process of its own, so that its time and peak memory are its own. */
async function readAlone(file: Buffer): Promise<Told> {
  const path = join(folder, 'one.apkg');
  await writeFile(path, file);
  const child = spawn(process.execPath, [script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [out] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return JSON.parse(out) as Told;
}

describe('readApkg', () => {
  it('is tried on at least 40 odd files', () => {
    expect(CORPUS.length).toBeGreaterThanOrEqual(40);
    expect(new Set(CORPUS.map((odd) => odd.name)).size).toBe(CORPUS.length);
  });

  it.each(CORPUS)('judges $name within 2 s and 150 MB', async ({ make, problems }) => {
    const told = await readAlone(make());
    if (!problems) expect(told.problems ?? []).toEqual([]);
    expect(told.ok).toBe(problems === undefined);
    for (const problem of problems ?? [])
      if (typeof problem === 'string') expect(told.problems).toContain(problem);
      else expect(told.problems?.join('\n')).toMatch(problem);
    expect(told.ms).toBeLessThan(2_000);
    expect(told.peakMiB).toBeLessThan(150);
  });
});
