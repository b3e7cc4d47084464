import type { IncomingMessage } from 'node:http';

const HOST = /^(?:[\w-]+(?:\.[\w-]+)*\.?|\[[\da-fA-F:.]+\])(?::\d{1,5})?$/;
const BODILESS = new Set(['GET', 'HEAD']);

/** The URL a client asked for, or null when it is none. Absolute forms count by their path alone. */
export function urlOf(request: IncomingMessage): URL | null {
  const target = request.url ?? '';
  const host = request.headers.host ?? '';
  const proto = request.headers['x-forwarded-proto'] === 'https' ? 'https' : 'http';
  const origin = `${proto}://${HOST.test(host) ? host : 'localhost'}`;
  try {
    if (target.startsWith('/')) return new URL(origin + target);
    if (target === '*') return new URL(origin);
    const absolute = new URL(target);
    return new URL(origin + absolute.pathname + absolute.search);
  } catch {
    return null;
  }
}

/** A web Request over Node's; its body streams with backpressure, its signal fires when the client leaves. */
export function toRequest(request: IncomingMessage, url: URL, signal: AbortSignal): Request {
  const method = request.method ?? 'GET';
  const headers = new Headers();
  for (const name in request.headers) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
    else if (value) for (const one of value) headers.append(name, one);
  }
  const hasBody =
    !BODILESS.has(method) &&
    (request.headers['transfer-encoding'] !== undefined ||
      Number(request.headers['content-length'] ?? 0) > 0);
  const made = hasBody
    ? new Request(url, { method, headers, body: bodyOf(request), duplex: 'half' } as RequestInit)
    : new Request(url, { method, headers });
  // Given in the usual way, the signal would be followed by another: 15 µs a request.
  Object.defineProperty(made, 'signal', { value: signal });
  return made;
}

function bodyOf(request: IncomingMessage): ReadableStream<Uint8Array> {
  let over = false;
  const end = (act: () => void) => {
    if (over) return;
    over = true;
    act();
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        request.on('data', (chunk: Uint8Array) => {
          if (over) return;
          controller.enqueue(chunk);
          if ((controller.desiredSize ?? 0) <= 0) request.pause();
        });
        request.on('end', () => end(() => controller.close()));
        request.on('error', (error) => end(() => controller.error(error)));
        request.on('close', () =>
          end(() => controller.error(new Error('The connection closed before the body ended.'))),
        );
        request.pause();
      },
      pull() {
        request.resume();
      },
      cancel() {
        over = true;
      },
    },
    { highWaterMark: 64 * 1024, size: (chunk) => chunk?.byteLength ?? 0 },
  );
}
