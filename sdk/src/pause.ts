/** Resolves after `ms`, or rejects with the signal's reason as soon as it fires. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

const FIRST_MS = 500;
const MOST_MS = 8_000;
/** A server that asks for more patience than this is better told to the caller. */
export const LONGEST_WAIT_SECONDS = 60;

/** Milliseconds before the next try: what the server asks for, else doubling with jitter. */
export function backoff(attempt: number, retryAfterSeconds?: number): number {
  if (retryAfterSeconds !== undefined) return retryAfterSeconds * 1000;
  const ceiling = Math.min(FIRST_MS * 2 ** attempt, MOST_MS);
  return ceiling / 2 + (Math.random() * ceiling) / 2;
}

/** Fires with the first of them; for runtimes without `AbortSignal.any`. */
export function anyOf(given: AbortSignal | undefined, own: AbortSignal): AbortSignal {
  if (!given) return own;
  const either = new AbortController();
  const fire = () => {
    given.removeEventListener('abort', fire);
    own.removeEventListener('abort', fire);
    either.abort(given.aborted ? given.reason : own.reason);
  };
  if (given.aborted || own.aborted) fire();
  else {
    given.addEventListener('abort', fire);
    own.addEventListener('abort', fire);
  }
  return either.signal;
}
