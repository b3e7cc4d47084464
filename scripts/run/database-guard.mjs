import { setTimeout as wait } from 'node:timers/promises';
import { openEmbedded } from '../setup/database.mjs';
import { say, warn } from '../setup/say.mjs';

/**
 * Watches the embedded PostgreSQL and starts it again when it dies, on the same port, so that
 * the pools of web and worker find it without being told.
 */
export class DatabaseGuard {
  #stopping = false;

  constructor(server) {
    this.server = server;
    this.#watch();
  }

  async #watch() {
    while (!this.#stopping) {
      await this.server.exited;
      if (this.#stopping) return;
      warn('PostgreSQL stopped; it is started again.');
      await this.#revive();
    }
  }

  /** Right after a kill, backends may still hold the shared memory; then the start is repeated. */
  async #revive() {
    for (let pause = 200; !this.#stopping; pause = Math.min(pause * 2, 3_000)) {
      try {
        this.server = await openEmbedded();
        if (this.#stopping) await this.server.stop();
        else say('PostgreSQL is back.');
        return;
      } catch (error) {
        warn(error.message);
        await wait(pause);
      }
    }
  }

  /** Fast shutdown; after `graceMs` an immediate one, which the next start recovers from. */
  async stop(graceMs) {
    this.#stopping = true;
    const { owned, pid } = this.server;
    const late = setTimeout(() => {
      if (owned) process.kill(pid, 'SIGQUIT');
    }, graceMs);
    await this.server.stop();
    clearTimeout(late);
  }
}
