import { AppError } from '@/lib/core/errors';

/** Fires when the client leaves or the time is up; AbortSignal.any would cost 25 µs a request. */
export function timeLimit(client: AbortSignal, ms: number) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  if (client.aborted) abort();
  else client.addEventListener('abort', abort, { once: true });
  const timer = setTimeout(abort, ms);
  return { signal: controller.signal, over: () => clearTimeout(timer) };
}

/** The verb's answer, or an error when the time is up. */
export async function inTime<T>(
  signal: AbortSignal,
  gone: AbortSignal,
  work: Promise<T>,
  abandon: () => void,
): Promise<T> {
  let stop: (() => void) | undefined;
  const late = new Promise<never>((_, reject) => {
    stop = () => {
      abandon();
      reject(
        new AppError(
          'UNAVAILABLE',
          gone.aborted ? 'The client left.' : 'This took too long. Try again.',
        ),
      );
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
}
