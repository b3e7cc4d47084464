import { Readable } from 'node:stream';
import type { ReadableStream as NodeWebStream } from 'node:stream/web';
import type { Agent } from 'undici';
import type { AllowList } from './allow';
import { decoded, discard } from './body';
import { Deadline } from './deadline';
import { EgressError, egressError } from './error';
import { type Exchanged, exchange, type RedirectMode } from './exchange';
import { hasBody, requestMethod } from './fetch';
import { requestHeaders } from './headers';
import { parseUrl, placeName } from './place';

export interface EgressFetchOptions {
  /** Until the response's headers are there, connection included. 300,000 unless given. */
  headersTimeoutMs?: number;
  /** Between two chunks while the reader waits for one. 120,000 unless given. */
  idleTimeoutMs?: number;
  /** For everything together. 900,000 unless given. */
  totalTimeoutMs?: number;
  /** Decompressed bytes after which the body fails with `EGRESS_TOO_LARGE`. 64 MiB unless given. */
  maxResponseBytes?: number;
  /** What `redirect` of a call means when it is not given. `refuse` unless given. */
  redirect?: RedirectMode;
  maxRedirects?: number;
  allowedHosts?: readonly string[];
}

// Required for a streamed body, and missing in the types of the DOM.
const HALF_DUPLEX = { duplex: 'half' };

const REDIRECT_MODES = { error: 'refuse', follow: 'follow', manual: 'return' } as const;

// The AI SDK retries what looks like fetch's own network failure and nothing else.
function asFetchFailure(error: unknown, caller: AbortSignal | undefined): unknown {
  if (!(error instanceof EgressError)) return error;
  if (error.code === 'EGRESS_ABORTED' && caller?.aborted) return caller.reason;
  return error.transient ? new TypeError('fetch failed', { cause: error }) : error;
}

interface Reading {
  answer: Exchanged;
  deadline: Deadline;
  caller: AbortSignal | undefined;
  idleMs: number;
  limit: number;
}

// Pulls one chunk at a time, so that a slow reader slows the sender down and is not timed out.
function bodyStream({ answer, deadline, caller, idleMs, limit }: Reading) {
  const encoding = answer.headers.get('content-encoding');
  const readable = decoded(answer.body, encoding, limit, answer.where);
  const chunks = (readable as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  let seen = 0;
  const end = () => {
    deadline.end();
    discard(answer.body);
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          deadline.arm(idleMs);
          const { value, done } = await chunks.next();
          deadline.disarm();
          if (done) {
            end();
            controller.close();
            return;
          }
          seen += value.length;
          if (seen > limit) {
            const message = `${answer.where} answered with more than is accepted.`;
            throw new EgressError('EGRESS_TOO_LARGE', message);
          }
          controller.enqueue(new Uint8Array(value));
        } catch (error) {
          end();
          controller.error(asFetchFailure(egressError(error, answer.where), caller));
        }
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
}

function toResponse(reading: Reading): Response {
  const { answer, deadline } = reading;
  const { status, headers, body } = answer;
  const empty = !hasBody(answer) || status === 205;
  if (empty) {
    deadline.end();
    discard(body);
  }
  const response = new Response(empty ? null : bodyStream(reading), { status, headers });
  Object.defineProperty(response, 'url', { value: answer.url.href });
  return response;
}

function readRequest(input: RequestInfo | URL, init: RequestInit | undefined): Request {
  try {
    return new Request(input, init && { ...init, ...HALF_DUPLEX });
  } catch {
    // The original complaint quotes the header value, which may be a key.
    const message = 'The request has a method, header or body that cannot be sent.';
    throw new EgressError('EGRESS_PROTOCOL', message);
  }
}

async function bodyOf(request: Request, init: RequestInit | undefined) {
  if (request.body === null) return null;
  const streamed = init?.body instanceof ReadableStream;
  if (streamed) return Readable.fromWeb(request.body as NodeWebStream<Uint8Array>);
  return new Uint8Array(await request.arrayBuffer());
}

/** See `createEgressFetch` in `egress.ts`. */
export function streamingFetch(
  route: () => { agent: Agent; allow: AllowList },
  options: EgressFetchOptions,
): typeof globalThis.fetch {
  return async (input, init) => {
    // Judged before `Request` reads it: its own complaint would quote the whole URL.
    const url = input instanceof Request ? input.url : String(input);
    const where = placeName(parseUrl(url).place);
    const request = readRequest(input, init);
    const caller = init?.signal ?? (input instanceof Request ? input.signal : undefined);
    const deadline = new Deadline(where, options.totalTimeoutMs ?? 900_000, caller ?? undefined);
    try {
      deadline.arm(options.headersTimeoutMs ?? 300_000);
      const { agent, allow } = route();
      const answer = await exchange(agent, allow, {
        url,
        method: requestMethod(request.method),
        headers: requestHeaders(request.headers),
        body: await bodyOf(request, init),
        redirect: init?.redirect ? REDIRECT_MODES[init.redirect] : (options.redirect ?? 'refuse'),
        maxRedirects: options.maxRedirects ?? 5,
        allowedHosts: options.allowedHosts,
        signal: deadline.signal,
      });
      deadline.disarm();
      return toResponse({
        answer,
        deadline,
        caller: caller ?? undefined,
        idleMs: options.idleTimeoutMs ?? 120_000,
        limit: options.maxResponseBytes ?? 64 * 1024 * 1024,
      });
    } catch (error) {
      deadline.end();
      throw asFetchFailure(error, caller ?? undefined);
    }
  };
}
