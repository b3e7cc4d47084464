import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const bundles = new Map<string, Promise<string>>();

/** Bundles an entry of the app as the build does, once per test process; the path of the bundle. */
export function bundle(entry: string): Promise<string> {
  let made = bundles.get(entry);
  if (!made) {
    const folder = join(process.cwd(), 'dist', 'test');
    mkdirSync(folder, { recursive: true });
    const outfile = join(folder, `${entry.replaceAll(/[^a-z0-9]+/gi, '-')}-${process.pid}.mjs`);
    made = build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      logLevel: 'error',
    }).then(() => outfile);
    bundles.set(entry, made);
  }
  return made;
}

/** A real process of the app, to be killed without warning. */
export class AppProcess {
  #output = '';

  private constructor(readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk) => this.#hear(chunk));
    child.stderr?.on('data', (chunk) => this.#hear(chunk));
  }

  #hear(chunk: Buffer): void {
    this.#output = (this.#output + chunk.toString()).slice(-100_000);
  }

  static async start(entry: string, env: Record<string, string>): Promise<AppProcess> {
    const child = spawn(process.execPath, [await bundle(entry)], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new AppProcess(child);
  }

  get output(): string {
    return this.#output;
  }

  /** Resolves when the process has printed `text`; throws with its output when it ends first. */
  async printed(text: string): Promise<void> {
    while (!this.#output.includes(text)) {
      if (this.child.exitCode !== null) throw new Error(`The process ended:\n${this.#output}`);
      await Promise.race([
        once(this.child.stdout as NodeJS.ReadableStream as never, 'data'),
        once(this.child, 'exit'),
      ]);
    }
  }

  /** kill -9, or SIGSTOP and SIGCONT to freeze and thaw it. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    if (signal === 'SIGKILL' || signal === 'SIGTERM') await gone;
  }
}
