import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..', '..', '..');

/** Where programs of the docs run: a folder with the SDK and the CLI as npm would install them. */
export interface Bench {
  folder: string;
  /** A new, empty working folder beneath, for one program. */
  place(name: string): string;
  remove(): void;
}

/** Builds the SDK and the CLI, as their own builds do, into a folder of their own. */
export async function makeBench(): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'docs-'));
  const installed = (name: string, exported: object) => {
    const at = join(folder, 'node_modules', '@fleetprompt', name);
    mkdirSync(join(at, 'dist'), { recursive: true });
    const json = { name: `@fleetprompt/${name}`, version: '1.0.0', type: 'module', ...exported };
    writeFileSync(join(at, 'package.json'), JSON.stringify(json));
    return at;
  };
  const sdk = installed('sdk', { exports: './dist/index.js' });
  const cli = installed('cli', {});
  const common = { bundle: true, format: 'esm', logLevel: 'error' } as const;
  await build({
    ...common,
    entryPoints: [join(root, 'sdk', 'src', 'index.ts')],
    outfile: join(sdk, 'dist', 'index.js'),
    target: 'es2022',
    platform: 'neutral',
  });
  await build({
    ...common,
    entryPoints: [join(root, 'cli', 'src', 'fleet.ts')],
    outfile: join(cli, 'dist', 'fleet.js'),
    target: 'node20',
    platform: 'node',
    external: ['@fleetprompt/sdk'],
  });
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const fleet = join(bin, 'fleet');
  const script = join(cli, 'dist', 'fleet.js');
  writeFileSync(fleet, `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`);
  chmodSync(fleet, 0o755);
  let places = 0;
  return {
    folder,
    place(name) {
      places += 1;
      const at = join(folder, `${name.replace(/[^\w-]/g, '-')}-${places}`);
      mkdirSync(at);
      return at;
    },
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}

export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** Runs one program to its end; what it started ends with it. */
export function runProgram(
  command: string,
  args: string[],
  given: { cwd: string; env: Record<string, string>; bench: Bench; timeoutMs?: number },
): Promise<Ran> {
  const path = `${join(given.bench.folder, 'bin')}:${process.env.PATH ?? ''}`;
  const child = spawn(command, args, {
    cwd: given.cwd,
    env: {
      NODE_ENV: 'production',
      PATH: path,
      HOME: given.cwd,
      TZ: 'UTC',
      LANG: 'C.UTF-8',
      ...given.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said.err += text;
  });
  return new Promise((done) => {
    const late = setTimeout(() => {
      said.err += `\nStill running after ${given.timeoutMs ?? TIMEOUT_MS} ms.`;
      endGroup(child);
    }, given.timeoutMs ?? TIMEOUT_MS);
    const finish = (code: number | null) => {
      clearTimeout(late);
      done({ code, ...said });
    };
    child.once('error', (error) => {
      said.err += error.message;
      finish(127);
    });
    child.once('exit', () => endGroup(child));
    child.once('close', finish);
  });
}

const TIMEOUT_MS = 80_000;

function endGroup(child: ChildProcess): void {
  try {
    if (child.pid) process.kill(-child.pid, 'SIGKILL');
  } catch {}
}
