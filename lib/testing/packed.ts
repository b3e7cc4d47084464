import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');

/** An empty project with `@fleetprompt/sdk` and `@fleetprompt/cli` installed from their tarballs. */
export interface PackedProject {
  folder: string;
  /** Runs a file of the project in Node, its folder being HOME. */
  node(file: string, ...args: string[]): Promise<{ stdout: string; stderr: string }>;
  remove(): Promise<void>;
}

/** npm as the one that runs us, if it does, else the one on the PATH; with nothing but a cache of its own. */
function npm(cache: string, cwd: string, ...args: string[]) {
  const path = process.env.npm_execpath;
  const own = path && /npm-cli\.[cm]?js$/.test(path);
  const env = { ...process.env, npm_config_cache: cache, npm_config_offline: 'true' };
  return run(own ? process.execPath : 'npm', [...(own ? [path] : []), ...args], { cwd, env });
}

/** Builds and packs both packages, and installs them; `env` is what its programs are told. */
export async function packedProject(env: () => Record<string, string>): Promise<PackedProject> {
  const folder = await mkdtemp(join(tmpdir(), 'packed-'));
  const cache = join(folder, 'cache');
  for (const name of ['sdk', 'cli']) {
    // As `prepack` does; whether npm runs scripts is a setting of the machine.
    await run(process.execPath, [join(root, name, 'build.mjs')]);
    await npm(cache, join(root, name), 'pack', '--ignore-scripts', '--pack-destination', folder);
  }
  await writeFile(join(folder, 'package.json'), '{"name":"empty","version":"1.0.0"}');
  const tarballs = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  const files = tarballs.map((name) => `./${name}`);
  await npm(cache, folder, 'install', '--no-audit', '--no-fund', ...files);
  return {
    folder,
    node: (file, ...args) =>
      run(process.execPath, [file, ...args], {
        cwd: folder,
        env: { ...process.env, HOME: folder, ...env() },
      }),
    remove: () => rm(folder, { recursive: true, maxRetries: 3 }),
  };
}
