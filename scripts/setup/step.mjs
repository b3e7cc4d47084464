import { spawn } from 'node:child_process';
import { root } from './root.mjs';

/**
 * Runs one step of the preparation, quietly; `show` lets its output through. Resolves to
 * `{status, output}`; a signal to us ends the step and then us.
 */
export function step(command, args, { env = process.env, show = false, cwd = root } = {}) {
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    windowsHide: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      output = (output + text).slice(-200_000);
    });
  }
  const end = (signal) => {
    child.kill(signal);
    process.exitCode = signal === 'SIGINT' ? 130 : 143;
    child.once('exit', () => process.exit());
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, end);
  return new Promise((done) => {
    const finish = (status, problem = '') => {
      for (const signal of signals) process.off(signal, end);
      done({ status, output: output + problem });
    };
    child.once('error', (error) => finish(1, error.message));
    child.once('close', (code) => finish(code ?? 1));
  });
}
