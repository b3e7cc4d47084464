import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleOptions, entries } from './bundle.mjs';
import { makeHome, root } from './root.mjs';
import { refuse } from './say.mjs';

/** Installs the queue's schema and queues in a database, with the bundle `worker` given. */
export function runSetup(worker, url, env = process.env) {
  const args = ['--enable-source-maps', worker, '--setup'];
  const child = spawnSync(process.execPath, args, {
    cwd: root,
    env: { ...env, DATABASE_URL: url },
    encoding: 'utf8',
    timeout: 60_000,
  });
  if (child.status === 0) return;
  const lines = (child.stderr || child.error?.message || '').trim().split('\n');
  const reason =
    lines.find((line) => /Error|error/.test(line) && !line.includes(' throw ')) ?? lines[0];
  refuse(`The job queue could not be set up: ${reason}`);
}

/** The same straight from the sources, for test databases: bundles the worker to a place of its own. */
export async function setUpQueues(url) {
  if (!existsSync(join(root, entries.worker))) return;
  const { build } = await import('esbuild');
  // Inside the repository, so that the bundle finds node_modules.
  const outdir = mkdtempSync(join(makeHome(), 'setup-'));
  try {
    await build(bundleOptions(['worker'], outdir));
    runSetup(join(outdir, 'worker.mjs'), url);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
