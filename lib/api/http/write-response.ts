import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plain } from '@/lib/api/plain';

/** A client that takes nothing for this long is let go. */
const STALLED_MS = 60_000;
/** How long, and how much, of an unwanted upload is read so that its sender gets to see our answer. */
const LINGER_MS = 2_000;
const LINGER_BYTES = 16 * 1024 * 1024;

/** Sends an answer over Node's response, streaming with backpressure. */
export async function writeResponse(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Plain,
): Promise<void> {
  const { body } = answer;
  const streams = body !== null && typeof body !== 'string';
  if (response.destroyed || request.method === 'HEAD') {
    if (streams) await body.cancel().catch(() => {});
    if (response.destroyed) return;
  }
  response.statusCode = answer.status;
  for (const name in answer.headers) response.setHeader(name, answer.headers[name] as string);
  if (answer.cookies.length > 0) response.setHeader('Set-Cookie', answer.cookies);
  if (!request.complete) response.setHeader('Connection', 'close');
  if (!streams || request.method === 'HEAD')
    return finish(request, response, typeof body === 'string' ? body : null);
  response.flushHeaders();
  await pour(body, response);
  response.end();
}

async function finish(request: IncomingMessage, response: ServerResponse, text: string | null) {
  const empty = response.statusCode === 204 || response.statusCode === 304;
  if (!empty && request.method !== 'HEAD')
    response.setHeader('Content-Length', text === null ? 0 : Buffer.byteLength(text));
  if (request.complete) {
    response.end(text);
    return;
  }
  // Closing while the client still sends would reset the connection and lose our answer.
  if (text) response.write(text);
  else response.flushHeaders();
  await linger(request);
  response.end();
}

function linger(request: IncomingMessage): Promise<void> {
  return new Promise((done) => {
    let read = 0;
    const stop = () => {
      clearTimeout(timer);
      request.off('data', count);
      done();
    };
    const count = (chunk: Uint8Array) => {
      read += chunk.byteLength;
      if (read > LINGER_BYTES) stop();
    };
    const timer = setTimeout(stop, LINGER_MS);
    // Whoever read the body before would hold it up again.
    request.removeAllListeners('data');
    request.on('data', count).once('end', stop).once('close', stop).once('error', stop);
    request.resume();
  });
}

async function pour(body: ReadableStream<Uint8Array>, response: ServerResponse): Promise<void> {
  const reader = body.getReader();
  const left = () => void reader.cancel().catch(() => {});
  response.once('close', left);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || response.destroyed) return;
      if (!response.write(value)) await drained(response);
    }
  } catch {
    // The source broke after the headers were sent: a cut connection is the only way to say so.
    response.destroy();
  } finally {
    response.off('close', left);
  }
}

async function drained(response: ServerResponse): Promise<void> {
  const stalled = setTimeout(() => response.destroy(), STALLED_MS);
  const gone = new AbortController();
  const left = () => gone.abort();
  response.once('close', left);
  try {
    await once(response, 'drain', { signal: gone.signal });
  } catch {
    // Closed: the caller sees `destroyed`.
  } finally {
    clearTimeout(stalled);
    response.off('close', left);
  }
}
