import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A client that takes nothing for this long is let go. */
const STALLED_MS = 60_000;
/** How long, and how much, of an unwanted upload is read so that its sender gets to see our answer. */
const LINGER_MS = 2_000;
const LINGER_BYTES = 16 * 1024 * 1024;

/** Sends a web Response over Node's, streaming with backpressure. */
export async function writeResponse(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Response,
): Promise<void> {
  if (response.destroyed) {
    await answer.body?.cancel().catch(() => {});
    return;
  }
  writeHead(response, answer);
  if (!request.complete) response.setHeader('Connection', 'close');
  if (!answer.body || request.method === 'HEAD') {
    await answer.body?.cancel().catch(() => {});
    return finish(request, response);
  }
  // Text we made ourselves is whole at once: one write, with its length.
  if (!isStream(answer)) {
    const bytes = Buffer.from(await answer.arrayBuffer());
    response.setHeader('Content-Length', bytes.byteLength);
    return finish(request, response, bytes);
  }
  response.flushHeaders();
  await pour(answer.body, response);
  response.end();
}

/** Streams say so by their type; files by their length. All else is small and held whole. */
function isStream(answer: Response): boolean {
  const type = answer.headers.get('content-type') ?? '';
  return type.startsWith('text/event-stream') || answer.headers.has('x-stream');
}

function writeHead(response: ServerResponse, answer: Response): void {
  response.statusCode = answer.status;
  for (const [name, value] of answer.headers) {
    if (name === 'x-stream') continue;
    if (name === 'set-cookie') response.appendHeader(name, value);
    else response.setHeader(name, value);
  }
}

async function finish(request: IncomingMessage, response: ServerResponse, bytes?: Buffer) {
  if (request.complete) {
    response.end(bytes);
    return;
  }
  // Closing while the client still sends would reset the connection and lose our answer.
  if (!bytes) response.setHeader('Content-Length', 0);
  if (bytes) response.write(bytes);
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
