import { listen } from '@/lib/core/db/listen';

/** Notifications may be lost: look again at least this often. */
const POLL_MS = 1_000;

/**
 * Listens on `channel` for `id`. `next` resolves at once when something was heard since it was called last,
 * else at the next notification, after a second (or `mostMs`, when that is less), or when the signal fires.
 */
export async function watch(channel: string, id: string, signal: AbortSignal) {
  let wake = () => {};
  let heard = false;
  const stop = await listen(channel, (payload) => {
    if (payload !== '' && payload !== id) return;
    heard = true;
    wake();
  });
  return {
    stop,
    async next(mostMs = POLL_MS): Promise<void> {
      if (!heard && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, Math.min(mostMs, POLL_MS));
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
          signal.addEventListener('abort', wake, { once: true });
        });
        signal.removeEventListener('abort', wake);
      }
      heard = false;
    },
  };
}
