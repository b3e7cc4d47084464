import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What a receiver does with one request. */
export type Behaviour =
  | { status: number; headers?: Record<string, string>; body?: string | Buffer }
  /** Reads the request and never answers. */
  | { hang: true }
  /** Destroys the connection without an answer. */
  | { reset: true }
  /** Answers 200 and then sends a byte now and then, for ever. */
  | { drip: true }
  /** Answers 200 and then sends as fast as it can, for ever. */
  | { endless: true }
  /** 64 kB of headers. */
  | { hugeHeaders: true }
  /** Bytes that are no HTTP. */
  | { garbage: true };

export interface Received {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  /** the exact text */
  body: string;
}

export interface Receiver {
  /** `http://127.0.0.1:<port>/hook` */
  url: string;
  /** for EGRESS_ALLOW */
  host: string;
  requests: Received[];
  /** Behaviours for the next requests, in order. */
  script(...behaviours: Behaviour[]): void;
  /** For requests that no script covers; 200 unless told. */
  otherwise(behave: Behaviour | ((request: Received) => Behaviour)): void;
  /** Resolves when `count` requests have arrived. */
  received(count: number): Promise<void>;
  /** connections that are open now */
  open(): number;
  close(): Promise<void>;
}

/** A receiver of webhooks on a random port of 127.0.0.1. Close it, or the test process stays. */
export async function startReceiver(port = 0): Promise<Receiver> {
  const requests: Received[] = [];
  const sockets = new Set<Socket>();
  const queue: Behaviour[] = [];
  let waiting: (() => void)[] = [];
  let fallback: Behaviour | ((request: Received) => Behaviour) = { status: 200, body: 'ok' };

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    request.on('error', () => {});
    response.on('error', () => {});
    for await (const chunk of request) chunks.push(chunk);
    const received = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    requests.push(received);
    const behaviour =
      queue.shift() ?? (typeof fallback === 'function' ? fallback(received) : fallback);
    for (const wake of waiting.splice(0)) wake();
    behave(behaviour, response);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}/hook`,
    host,
    requests,
    script: (...behaviours) => void queue.push(...behaviours),
    otherwise: (behaviour) => {
      fallback = behaviour;
    },
    async received(count) {
      while (requests.length < count) await new Promise<void>((wake) => waiting.push(wake));
    },
    open: () => sockets.size,
    async close() {
      waiting = [];
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function behave(behaviour: Behaviour, response: ServerResponse): void {
  const { socket } = response;
  if ('hang' in behaviour) return;
  if ('reset' in behaviour) return void socket?.resetAndDestroy();
  if ('garbage' in behaviour) return void socket?.end('SSH-2.0-nothing\r\n\r\n');
  if ('hugeHeaders' in behaviour) {
    const big = Array.from({ length: 64 }, (_, n) => `X-Big-${n}: ${'x'.repeat(1000)}\r\n`);
    return void socket?.end(`HTTP/1.1 200 OK\r\n${big.join('')}\r\n`);
  }
  if ('drip' in behaviour) {
    response.writeHead(200);
    const beat = setInterval(() => response.write('.'), 20);
    return void response.on('close', () => clearInterval(beat));
  }
  if ('endless' in behaviour) {
    response.writeHead(200);
    const flood = () => {
      while (!response.destroyed && response.write(Buffer.alloc(16_384, 'x')));
    };
    response.on('drain', flood);
    flood();
    return;
  }
  response.writeHead(behaviour.status, behaviour.headers).end(behaviour.body ?? '');
}
