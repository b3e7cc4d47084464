import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { settleClientHeaders } from '@/lib/api/http/client-headers';
import { toRequest, urlOf } from '@/lib/api/http/to-request';
import { writeResponse } from '@/lib/api/http/write-response';
import type { Plain } from '@/lib/api/plain';
import { log } from '@/lib/core/log';

export interface Given {
  /** answers what `isApi` claims */
  api: (request: Request, url: URL) => Promise<Plain>;
  isApi: (pathname: string) => boolean;
  /** answers all the rest: Next */
  pages: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  trustProxy: boolean;
  /** milliseconds that the head of a request may take, 15,000 by default */
  headMs?: number;
}

export interface WebServer {
  server: Server;
  /** Takes no more requests, ends streams at once and the rest after `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

/** The API straight on node:http, in front of the pages. */
export function webServer(given: Given): WebServer {
  const streams = new Set<ServerResponse>();
  let stopping = false;

  const server = createServer(
    {
      // A header, or the silence before one, may take 15 s. Bodies are timed by the wrapper: an upload
      // may take longer.
      headersTimeout: given.headMs ?? 15_000,
      requestTimeout: 900_000,
      keepAliveTimeout: 60_000,
      connectionsCheckingInterval: Math.min(1_000, given.headMs ?? 1_000),
      noDelay: true,
    },
    (request, response) => {
      if (stopping) response.setHeader('Connection', 'close');
      settleClientHeaders(request, given.trustProxy);
      const url = urlOf(request);
      if (!url) return refuse(response, 400, 'BAD_REQUEST', 'The address is not a valid URL.');
      if (!given.isApi(url.pathname)) {
        given.pages(request, response).catch((error) => broken(response, error));
        return;
      }
      if (request.method === 'TRACE' || request.method === 'TRACK')
        return refuse(response, 405, 'METHOD_NOT_ALLOWED', `${request.method} is not available.`);
      serveApi(request, response, url).catch((error) => broken(response, error));
    },
  );
  server.on('clientError', answerClientError);

  async function serveApi(request: IncomingMessage, response: ServerResponse, url: URL) {
    const gone = new AbortController();
    response.once('close', () => {
      streams.delete(response);
      if (!response.writableFinished) gone.abort();
    });
    const answer = await given.api(toRequest(request, url, gone.signal), url);
    if (isEventStream(answer)) {
      streams.add(response);
      if (stopping) response.destroy();
    }
    await writeResponse(request, response, answer);
  }

  return {
    server,
    async stop(graceMs) {
      stopping = true;
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const stream of streams) stream.destroy();
      const late = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(late);
    },
  };
}

function isEventStream({ headers, body }: Plain): boolean {
  if (body === null || typeof body === 'string') return false;
  const type = headers['content-type'] ?? headers['Content-Type'] ?? '';
  return type.startsWith('text/event-stream');
}

function broken(response: ServerResponse, error: unknown): void {
  log().error({ err: error }, 'request failed outside its endpoint');
  if (response.headersSent) response.destroy();
  else refuse(response, 500, 'INTERNAL', 'Something went wrong on our side.');
}

function refuse(response: ServerResponse, status: number, code: string, error: string): void {
  const text = JSON.stringify({ error, code });
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
    Connection: 'close',
    ...(status === 405 && { Allow: 'GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE' }),
  });
  response.end(text);
}

const CLIENT_ERRORS: Record<string, [string, string, string]> = {
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    'BAD_REQUEST',
    'The headers may hold at most 16 KiB.',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    '408 Request Timeout',
    'REQUEST_TIMEOUT',
    'The request took too long to arrive.',
  ],
};

/** Bytes that are no HTTP request get one answer and the end of the connection. */
function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, code, text] = CLIENT_ERRORS[error.code ?? ''] ?? [
    '400 Bad Request',
    'BAD_REQUEST',
    'This is not a valid HTTP request.',
  ];
  const body = JSON.stringify({ error: text, code });
  socket.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}
