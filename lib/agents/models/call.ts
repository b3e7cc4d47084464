import { attempt, DeltaFailed } from './attempt';
import { modelError } from './classify';
import type { CallClock, ModelCall, ModelResult } from './contract';
import { ModelError } from './errors';

/** A provider that asks us to wait longer is not waited for: the caller may come back then. */
const LONGEST_WAIT_MS = 30_000;
const FIRST_WAIT_MS = 500;

const systemClock: CallClock = {
  now: () => Date.now(),
  random: () => Math.random(),
  wait(ms, signal) {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    function stop() {
      clearTimeout(timer);
      reject(signal.reason);
    }
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    return promise;
  },
};

const stopped = (attempts: number) =>
  new ModelError('MODEL_ABORTED', 'The call was stopped before the model had answered.', {
    attempts,
  });

/** How long to wait before attempt `next`: what the provider asks, else 0.5 to 1 s, doubling. */
function backoff(error: ModelError, next: number, clock: CallClock): number {
  const step = FIRST_WAIT_MS * 2 ** (next - 2);
  const jittered = step + step * clock.random();
  return error.retryAfterMs === undefined ? jittered : error.retryAfterMs + 100 * clock.random();
}

/**
 * Asks a model once: one step, tools are named but never run. Timeouts, rate limits, outages,
 * resets and unreadable streams are tried again, 3 times in all; what was already shown is taken
 * back by a `restart` delta. Throws a ModelError, or what `onDelta` threw.
 */
export async function callModel(call: ModelCall): Promise<ModelResult> {
  const clock = call.clock ?? systemClock;
  const signal = call.signal ?? new AbortController().signal;
  const most = Math.max(1, call.maxAttempts ?? 3);
  const started = clock.now();

  for (let tried = 1; ; tried++) {
    if (signal.aborted) throw stopped(tried - 1);
    let shown = false;
    let failure: ModelError;
    try {
      const answer = await attempt(call, () => {
        shown = true;
      });
      return { ...answer, attempts: tried, durationMs: Math.max(0, clock.now() - started) };
    } catch (error) {
      if (error instanceof DeltaFailed) throw error.cause;
      failure = modelError(error, {
        provider: call.model.provider,
        model: call.model.used,
        now: clock.now(),
      });
    }
    failure.attempts = tried;
    const tooLong = (failure.retryAfterMs ?? 0) > LONGEST_WAIT_MS;
    if (!failure.retryable || tried >= most || tooLong) throw failure;
    if (shown) {
      await call.onDelta?.({ type: 'restart', attempt: tried + 1, reason: failure.message });
    }
    try {
      await clock.wait(backoff(failure, tried + 1, clock), signal);
    } catch (error) {
      if (signal.aborted) throw stopped(tried);
      throw error;
    }
  }
}
