/** Sends one server-sent event; `id` lets a client resume after it with Last-Event-ID. */
export type Send = (event: string, data: unknown, id?: string | number) => void;

const HEARTBEAT_MS = 15_000;

/**
 * A response that streams server-sent events while `work` runs. The signal fires when the client leaves.
 * A throw ends the stream with an `error` event that carries only `{error, code}`.
 */
export function eventStream(
  outer: AbortSignal,
  work: (send: Send, signal: AbortSignal) => Promise<void>,
): Response {
  const encoder = new TextEncoder();
  const left = new AbortController();
  const signal = AbortSignal.any([outer, left.signal]);
  let beat: NodeJS.Timeout | undefined;
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const write = (text: string) => {
        if (!signal.aborted) controller.enqueue(encoder.encode(text));
      };
      beat = setInterval(() => write(': keep-alive\n\n'), HEARTBEAT_MS);
      const send: Send = (event, data, id) =>
        write(
          `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`,
        );
      try {
        await work(send, signal);
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
    },
    cancel() {
      clearInterval(beat);
      left.abort();
    },
  });
  return new Response(stream, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    },
  });
}
