import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { root } from '../setup/root.mjs';
import { warn } from '../setup/say.mjs';

const watcher = pathToFileURL(join(dirname(fileURLToPath(import.meta.url)), 'watch-parent.mjs'));
const calmMs = 30_000;
const longestPauseMs = 10_000;

/**
 * Keeps one Node program running: a process that dies is started again, after a pause that
 * doubles from half a second up to ten while it keeps dying. It gets a process group of its own,
 * so that Ctrl-C reaches only us.
 */
export class Child {
  #process = null;
  #stopping = false;
  #pauseMs = 500;
  #gone = Promise.resolve();
  #wanted = false;

  /** `args` follow Node's own; `env()` is asked anew at each start. */
  constructor(name, args, env) {
    this.name = name;
    this.args = args;
    this.env = env;
    this.deaths = 0;
    this.lastDeath = '';
  }

  get pid() {
    return this.#process?.pid;
  }

  start() {
    const args = ['--import', watcher.href, '--enable-source-maps', ...this.args];
    const started = Date.now();
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: {
        ...this.env(),
        FLEETPROMPT_SERVICE: this.name,
        FLEETPROMPT_SUPERVISOR: String(process.pid),
      },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      detached: true,
      windowsHide: true,
    });
    this.#process = child;
    this.#gone = new Promise((done) => {
      child.once('error', (error) => done(error.message));
      child.once('exit', (code, signal) => done(signal ?? `exit code ${code}`));
    }).then((how) => this.#ended(how, Date.now() - started));
    return this;
  }

  #ended(how, livedMs) {
    this.#process = null;
    if (this.#stopping) return;
    if (this.#wanted) {
      this.#wanted = false;
      this.start();
      return;
    }
    this.deaths += 1;
    this.lastDeath = how;
    if (livedMs > calmMs) this.#pauseMs = 500;
    warn(`The ${this.name} stopped (${how}); it starts again in ${this.#pauseMs / 1000} s.`);
    this.#again(this.#pauseMs);
    this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs);
  }

  async #again(ms) {
    await wait(ms);
    if (!this.#stopping && !this.#process) this.start();
  }

  /** Ends the running process and starts a fresh one, at once. */
  restart() {
    if (!this.#process) return;
    this.#wanted = true;
    this.#process.kill('SIGTERM');
  }

  /** Asks the process to stop, kills its whole group after `graceMs`, resolves when it is gone. */
  async stop(graceMs) {
    this.#stopping = true;
    const child = this.#process;
    if (!child) return;
    child.kill('SIGTERM');
    const late = setTimeout(() => kill(child), graceMs);
    await this.#gone;
    clearTimeout(late);
  }
}

function kill(child) {
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
