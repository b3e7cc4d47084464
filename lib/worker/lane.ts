import type { PgBoss } from 'pg-boss';
import { log } from '@/lib/core/log';
import type { Handler } from '@/lib/worker/handlers';
import { type Fetched, runJob } from '@/lib/worker/run-job';

type Attempt = { id: string; retryCount: number };

/**
 * One queue in one process: a single fetch takes as many jobs as there are free places, and what has ended is
 * told in batches. pg-boss's own workers fetch one job per poller and sleep between, which is several times slower.
 */
export class Lane {
  readonly #running = new Map<string, Attempt>();
  #ended: Attempt[] = [];
  #fetching = false;
  #again = false;
  /** The last fetch left places free: what comes later is notified, or found by the next poll. */
  #drained = false;
  #telling: Promise<void> | undefined;

  constructor(
    readonly boss: PgBoss,
    readonly handler: Handler,
    readonly stopping: AbortSignal,
  ) {}

  /** Looks for jobs: after a notification, at every poll, and when a place has come free while others waited. */
  wake(): void {
    this.#again = true;
    if (!this.#fetching) void this.#fetch();
  }

  async #fetch(): Promise<void> {
    const { name, concurrency, perGroup } = this.handler.kind;
    this.#fetching = true;
    try {
      while (this.#again && !this.stopping.aborted) {
        this.#again = false;
        const free = concurrency - this.#running.size;
        if (free <= 0) break;
        const jobs = await this.boss.fetch(name, {
          batchSize: free,
          includeMetadata: true,
          groupConcurrency: perGroup,
        });
        this.#drained = jobs.length < free;
        for (const job of jobs) void this.#run(job);
      }
    } catch (error) {
      log().warn({ queue: name, err: (error as Error).message }, 'queue out of reach');
    } finally {
      this.#fetching = false;
    }
  }

  async #run(job: Omit<Fetched, 'signal'> & { expireInSeconds: number }): Promise<void> {
    const attempt = { id: job.id, retryCount: job.retryCount };
    this.#running.set(job.id, attempt);
    const signal = AbortSignal.any([
      this.stopping,
      AbortSignal.timeout(Math.min(job.expireInSeconds * 1000, 2 ** 31 - 1)),
    ]);
    try {
      await runJob(this.handler, { ...job, signal }, this.stopping);
      this.#running.delete(job.id);
      this.#tell(attempt);
    } catch (error) {
      this.#running.delete(job.id);
      await this.boss
        .fail(this.handler.kind.name, attempt, { message: (error as Error).message })
        .catch((lost) => log().warn({ err: (lost as Error).message }, 'failure not told'));
    }
    if (!this.#drained) this.wake();
  }

  /** Those that end while a statement is under way share the next one. */
  #tell(attempt: Attempt): void {
    this.#ended.push(attempt);
    this.#telling ??= this.#tellAll().finally(() => {
      this.#telling = undefined;
    });
  }

  async #tellAll(): Promise<void> {
    while (this.#ended.length > 0) {
      const batch = this.#ended;
      this.#ended = [];
      try {
        await this.boss.complete(this.handler.kind.name, batch);
        // A group that was full has room only now.
        if (this.handler.kind.perGroup !== undefined) this.wake();
      } catch (error) {
        // Told again with the next beat; until then the queue believes that they run.
        this.#ended = [...batch, ...this.#ended];
        log().warn({ err: (error as Error).message }, 'completion not told');
        return;
      }
    }
  }

  /** Signs of life for what runs, so that no other process takes it. */
  async beat(): Promise<void> {
    const alive = [...this.#running.values(), ...this.#ended];
    if (this.#ended.length > 0 && !this.#telling) {
      const first = this.#ended.shift() as Attempt;
      this.#tell(first);
    }
    if (alive.length === 0) return;
    await this.boss
      .touch(this.handler.kind.name, alive)
      .catch((error) => log().warn({ err: (error as Error).message }, 'sign of life not given'));
  }

  /** Resolves when nothing runs and everything is told. */
  async idle(): Promise<void> {
    while (this.#running.size > 0 || this.#telling)
      await (this.#telling ?? new Promise((resolve) => setTimeout(resolve, 25)));
  }
}
