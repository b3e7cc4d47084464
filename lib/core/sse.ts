/** Sends one server-sent event; `id` lets a client resume after it with Last-Event-ID. */
export type Send = (event: string, data: unknown, id?: string | number) => void;

const HEARTBEAT_MS = 15_000;
/** Events that may wait for a slow reader before `ready` makes the sender wait too. */
const AHEAD = 256;

/**
 * A response that streams server-sent events while `work` runs. The signal fires when the client leaves;
 * `ready` resolves when the reader has room. A throw ends the stream with an `error` event that carries only
 * `{error, code}`.
 */
export function eventStream(
  outer: AbortSignal,
  work: (send: Send, signal: AbortSignal, ready: () => Promise<void>) => Promise<void>,
): Response {
  const encoder = new TextEncoder();
  const left = new AbortController();
  const signal = AbortSignal.any([outer, left.signal]);
  let beat: NodeJS.Timeout | undefined;
  let pulled = () => {};
  const perform = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const write = (text: string) => {
      if (!signal.aborted) controller.enqueue(encoder.encode(text));
    };
    beat = setInterval(() => write(': keep-alive\n\n'), HEARTBEAT_MS);
    const send: Send = (event, data, id) =>
      write(
        `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`,
      );
    const ready = async () => {
      if (signal.aborted || (controller.desiredSize ?? 0) > 0) return;
      await new Promise<void>((resolve) => {
        pulled = () => {
          signal.removeEventListener('abort', pulled);
          resolve();
        };
        signal.addEventListener('abort', pulled, { once: true });
      });
    };
    try {
      await work(send, signal, ready);
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      const known = (error as Error).name === 'AppError';
      send(
        'error',
        known ? { error: message, code } : { error: 'The stream broke.', code: 'INTERNAL' },
      );
    } finally {
      clearInterval(beat);
      try {
        controller.close();
      } catch {
        // The client left first.
      }
    }
  };
  const stream = new ReadableStream<Uint8Array>(
    {
      // Not awaited: nothing is pulled before a promise returned here has settled.
      start(controller) {
        void perform(controller);
      },
      pull() {
        pulled();
      },
      cancel() {
        clearInterval(beat);
        left.abort();
      },
    },
    { highWaterMark: AHEAD },
  );
  return new Response(stream, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    },
  });
}
