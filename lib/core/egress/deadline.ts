import { EgressError } from './error';

/**
 * Everything that may end a request early, as one signal whose reason is always an `EgressError`:
 * the caller's signal, the total time and the time of the present phase.
 */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #where: string;
  readonly #total: NodeJS.Timeout;
  #phase: NodeJS.Timeout | undefined;
  readonly #caller: AbortSignal | undefined;
  readonly #onCallerAbort: () => void;

  constructor(where: string, totalMs: number, caller?: AbortSignal) {
    this.#where = where;
    this.#caller = caller;
    this.#total = this.#timer(totalMs);
    this.#onCallerAbort = () => {
      const message = `The request to ${where} was cancelled.`;
      this.#controller.abort(new EgressError('EGRESS_ABORTED', message));
    };
    if (caller?.aborted) this.#onCallerAbort();
    else caller?.addEventListener('abort', this.#onCallerAbort, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  #timer(milliseconds: number): NodeJS.Timeout {
    return setTimeout(() => {
      const message = `${this.#where} did not answer within ${milliseconds / 1000} seconds.`;
      this.#controller.abort(new EgressError('EGRESS_TIMEOUT', message));
    }, milliseconds).unref();
  }

  /** Starts a phase that may last so many milliseconds; it replaces the one before. */
  arm(milliseconds: number): void {
    this.disarm();
    this.#phase = this.#timer(milliseconds);
  }

  disarm(): void {
    clearTimeout(this.#phase);
  }

  /** Must be called once the request is over: timers and listeners are held until then. */
  end(): void {
    this.disarm();
    clearTimeout(this.#total);
    this.#caller?.removeEventListener('abort', this.#onCallerAbort);
  }
}
