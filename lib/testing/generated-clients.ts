import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { bundle } from '@/lib/testing/process';

const run = promisify(execFile);

/** What two standard generators make of an OpenAPI document, and programs that use it. */
export class GeneratedClients {
  private constructor(readonly folder: string) {}

  /** `hey-api/` by @hey-api/openapi-ts, and `openapi-types.ts` by openapi-typescript for openapi-fetch. */
  static async of(document: object): Promise<GeneratedClients> {
    // Inside the repository, so that programs find its packages.
    const all = join(process.cwd(), 'dist', 'test');
    await mkdir(all, { recursive: true });
    const folder = await mkdtemp(join(all, 'clients-'));
    await writeFile(join(folder, 'openapi.json'), JSON.stringify(document));
    await run(process.execPath, [await bundle('lib/testing/write-clients.ts'), folder]);
    return new GeneratedClients(folder);
  }

  /** Type-checks the clients with these programs strictly; the compiler's complaints. */
  async check(programs: Record<string, string>): Promise<string> {
    for (const [name, text] of Object.entries(programs))
      await writeFile(join(this.folder, name), text);
    const tsconfig = {
      compilerOptions: {
        strict: true,
        noUncheckedIndexedAccess: true,
        target: 'es2022',
        lib: ['es2023', 'dom', 'dom.iterable'],
        module: 'esnext',
        moduleResolution: 'bundler',
        noEmit: true,
        types: ['node'],
      },
      files: ['hey-api/index.ts', 'openapi-types.ts', ...Object.keys(programs)],
    };
    await writeFile(join(this.folder, 'tsconfig.json'), JSON.stringify(tsconfig));
    const tsc = join(process.cwd(), 'node_modules', 'typescript', 'lib', 'tsc.js');
    const failed = await run(process.execPath, [tsc, '-p', this.folder]).catch(
      (error: { stdout: string; stderr: string }) => error,
    );
    return failed.stdout + failed.stderr;
  }

  /** Runs one of the programs as a process; what it prints as JSON. Throws with its complaint. */
  async run(program: string, env: Record<string, string>): Promise<unknown> {
    const outfile = join(this.folder, `${program}.mjs`);
    await build({
      entryPoints: [join(this.folder, program)],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'error',
    });
    const { stdout } = await run(process.execPath, [outfile], { env: { ...process.env, ...env } });
    return JSON.parse(stdout);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true });
  }
}
