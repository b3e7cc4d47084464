import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../setup/root.mjs';

const here = dirname(fileURLToPath(import.meta.url));

/** Runs `apply.mjs` or `diff.mjs` on a database and resolves to its answer. */
export function inChild(script, url) {
  const args = [join(here, script)];
  const options = {
    cwd: root,
    env: { ...process.env, DATABASE_URL: url },
    maxBuffer: 64 * 1024 * 1024,
  };
  return new Promise((done) => {
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      const line = stdout.trim().split('\n').at(-1);
      try {
        done(JSON.parse(line));
      } catch {
        done({ problem: (stderr || error?.message || 'no answer').trim() });
      }
    });
  });
}
