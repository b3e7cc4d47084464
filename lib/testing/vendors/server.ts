import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong instead of, or after some events of, a good answer. */
export type Fault =
  /** An HTTP error. `retryAfter` goes out as the header; `body` replaces the vendor's own. */
  | { status: number; retryAfter?: string; body?: string; type?: string; message?: string }
  /** Never answers, or falls silent after `after` events. */
  | { hang: true; after?: number }
  /** Destroys the socket: at once, or after `after` events. */
  | { reset: true; after?: number }
  /** An event that is not JSON, after `after` events. */
  | { malformed: true; after?: number }
  /** Ends the response cleanly after `after` events, without its last ones. */
  | { truncate: true; after: number }
  /** An error event inside a stream that began with 200. */
  | { event: true; after?: number; type: string; message: string };

export interface VendorReply {
  text?: string;
  reasoning?: string;
  /** `raw` is sent as the arguments' text instead of `input`, to break them. */
  toolCalls?: { id?: string; name: string; input?: unknown; raw?: string }[];
  finish?: 'stop' | 'length' | 'content-filter';
  usage?: { input: number; output: number; cached?: number };
  /** Milliseconds before each streamed event. */
  delayMs?: number;
  fault?: Fault;
}

export interface VendorRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was sent
  body: any;
  /** Resolves when the answer has ended or the client has gone. */
  closed: Promise<void>;
}

export interface Vendor {
  /** Ends in `/v1`, as base URLs do. */
  baseUrl: string;
  /** The loopback address for EGRESS_ALLOW. */
  host: string;
  requests: VendorRequest[];
  /** Replies for the next requests, in order; a request beyond them is answered 400. */
  script(replies: VendorReply[]): void;
  /** The reply for requests that no script covers. */
  otherwise(reply: VendorReply | undefined): void;
  close(): Promise<void>;
}

export interface StreamEvent {
  /** The `event:` line, if the vendor writes one. */
  event?: string;
  /** An object, or text that is sent as it is. */
  data: unknown;
}

export interface Dialect {
  /** The events of a streamed answer, or undefined for a path the vendor does not have. */
  stream(path: string, body: VendorRequest['body'], reply: VendorReply): StreamEvent[] | undefined;
  /** The body of an unstreamed answer. */
  whole(path: string, body: VendorRequest['body'], reply: VendorReply): unknown;
  errorEvent(path: string, type: string, message: string): StreamEvent;
  errorBody(status: number, type: string | undefined, message: string): unknown;
  /** GET requests such as a list of models. */
  get?(path: string): unknown;
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function write(response: ServerResponse, { event, data }: StreamEvent): void {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  response.write(`${event ? `event: ${event}\n` : ''}data: ${text}\n\n`);
}

const json = (response: ServerResponse, status: number, body: unknown, headers = {}) =>
  response
    .writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(typeof body === 'string' ? body : JSON.stringify(body));

async function send(
  response: ServerResponse,
  events: StreamEvent[],
  reply: VendorReply,
  dialect: Dialect,
  path: string,
): Promise<void> {
  const { fault } = reply;
  const stopAt = fault && 'after' in fault ? (fault.after ?? 0) : 0;
  const silent = fault && 'hang' in fault && fault.after === undefined;
  if (silent) return;
  if (fault && 'reset' in fault && fault.after === undefined) return void response.destroy();
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  response.flushHeaders();
  for (const [i, event] of events.entries()) {
    if (response.destroyed) return;
    if (reply.delayMs) await pause(reply.delayMs);
    if (fault && i === stopAt) {
      if ('hang' in fault) return;
      if ('truncate' in fault) return void response.end();
      if ('reset' in fault) {
        // What was written must arrive first: a reset discards what is still buffered.
        await new Promise<void>((resolve) => response.write(': \n\n', () => resolve()));
        await new Promise<void>((resolve) => setImmediate(resolve));
        return void response.destroy();
      }
      if ('malformed' in fault) write(response, { ...event, data: '{"type": "content_bl' });
      if ('event' in fault) {
        write(response, dialect.errorEvent(path, fault.type, fault.message));
        return void response.end();
      }
      if ('malformed' in fault) return void response.end();
    }
    write(response, event);
  }
  response.end();
}

/** A vendor's API on a random port of 127.0.0.1. Close it, or the test process stays. */
export async function startVendor(dialect: Dialect): Promise<Vendor> {
  const requests: VendorRequest[] = [];
  let queue: VendorReply[] = [];
  let fallback: VendorReply | undefined;

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const path = (request.url ?? '').replace(/^\/v1/, '');
    let body: VendorRequest['body'] = text;
    try {
      body = text ? JSON.parse(text) : undefined;
    } catch {}
    const closed = new Promise<void>((resolve) => response.once('close', resolve));
    requests.push({ method: request.method ?? '', path, headers: request.headers, body, closed });
    if (request.method === 'GET') {
      const found = dialect.get?.(path);
      return json(response, found ? 200 : 404, found ?? dialect.errorBody(404, undefined, 'no'));
    }
    const known = dialect.stream(path, body, {});
    if (!known) return json(response, 404, dialect.errorBody(404, undefined, `no ${path}`));
    const reply = queue.shift() ?? fallback;
    if (!reply) return json(response, 400, dialect.errorBody(400, undefined, 'script exhausted'));
    const { fault } = reply;
    if (fault && 'status' in fault) {
      const headers = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter };
      const plain = dialect.errorBody(fault.status, fault.type, fault.message ?? 'as scripted');
      return json(response, fault.status, fault.body ?? plain, headers);
    }
    if (body?.stream) {
      await send(response, dialect.stream(path, body, reply) ?? [], reply, dialect, path);
    } else if (fault && 'malformed' in fault) json(response, 200, '{"id": "broke');
    else if (fault && 'hang' in fault) return;
    else if (fault && 'reset' in fault) response.destroy();
    else json(response, 200, dialect.whole(path, body, reply));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    baseUrl: `http://${host}/v1`,
    host,
    requests,
    script: (replies) => {
      queue = [...replies];
    },
    otherwise: (reply) => {
      fallback = reply;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A text in pieces of a word each, as models stream it. */
export const words = (text: string): string[] => text.match(/\s*\S+|\s+$/g) ?? [];

/** The text of a tool call's arguments. */
export const argumentsOf = (call: { input?: unknown; raw?: string }): string =>
  call.raw ?? JSON.stringify(call.input ?? {});

/** A text in pieces of `size` characters. */
export const pieces = (text: string, size = 8): string[] =>
  text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [''];
