import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

export interface ApiProcess {
  origin: string;
  pid: number;
  stop(): Promise<void>;
}

/** Starts `count` processes that serve the API on loopback over one database. */
export async function apiProcesses(
  count: number,
  env: Record<string, string>,
): Promise<ApiProcess[]> {
  const root = process.cwd();
  // Inside node_modules, so that the bundle finds its packages and nothing else watches it.
  const folder = await mkdtemp(join(root, 'node_modules', '.api-process-'));
  const outfile = join(folder, 'api.mjs');
  await build({
    entryPoints: [join(root, 'lib/testing/api-process.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    tsconfig: join(root, 'tsconfig.json'),
    logLevel: 'silent',
  });
  try {
    return await Promise.all(Array.from({ length: count }, () => start(outfile, env)));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function start(file: string, env: Record<string, string>): Promise<ApiProcess> {
  const child = fork(file, { env: { ...process.env, LOG_LEVEL: 'silent', ...env }, execArgv: [] });
  const exited = once(child, 'exit');
  const started = await Promise.race([
    once(child, 'message'),
    exited.then(([code]) => {
      throw new Error(`The API process ended with ${code}.`);
    }),
  ]);
  const { port } = started[0] as { port: number };
  return {
    origin: `http://127.0.0.1:${port}`,
    pid: child.pid as number,
    async stop() {
      child.disconnect();
      await exited;
    },
  };
}
