import type { Readable } from 'node:stream';
import type { Agent } from 'undici';
import type { AllowList } from './allow';
import { decoded, discard } from './body';
import { Deadline } from './deadline';
import { EgressError, egressError } from './error';
import { type Exchanged, exchange, type RedirectMode } from './exchange';
import { type HeadersInput, requestHeaders } from './headers';
import { parseUrl, placeName } from './place';

export interface EgressInit {
  /** GET unless given. */
  method?: string;
  headers?: HeadersInput;
  body?: string | Uint8Array;
  signal?: AbortSignal;
  /** For everything together: name, connection, redirects, headers and body. 15,000 unless given. */
  timeoutMs?: number;
  /** Bytes kept of the body, after decompression. 65,536 unless given. */
  maxResponseBytes?: number;
  /** What a longer body means: `truncate` (unless given) or `fail` with `EGRESS_TOO_LARGE`. */
  overflow?: 'truncate' | 'fail';
  /** `refuse` unless given. */
  redirect?: RedirectMode;
  /** 5 unless given. */
  maxRedirects?: number;
  /** When given, no other host is contacted: `host`, `host:port` or `*.domain`. */
  allowedHosts?: readonly string[];
}

export interface EgressResponse {
  status: number;
  headers: Headers;
  /** Decompressed. */
  body: Buffer;
  truncated: boolean;
  finalUrl: string;
  durationMs: number;
}

const METHOD = /^[A-Z]{1,20}$/;

/** The method in capitals. Throws `EGRESS_PROTOCOL` for what is none, and for tunnels and echoes. */
export function requestMethod(method: string | undefined): string {
  const upper = (method ?? 'GET').toUpperCase();
  if (METHOD.test(upper) && upper !== 'CONNECT' && upper !== 'TRACE') return upper;
  throw new EgressError('EGRESS_PROTOCOL', 'The HTTP method is not one that can be sent.');
}

/** Whether a response may have a body at all; zlib takes an empty one for a broken one. */
export function hasBody({ status, method }: Exchanged): boolean {
  return method !== 'HEAD' && status !== 204 && status !== 304;
}

async function readUpTo(body: Readable, limit: number) {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    const room = limit - size;
    chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
    size += Math.min(chunk.length, room);
    if (chunk.length > room) return { bytes: Buffer.concat(chunks, size), truncated: true };
  }
  return { bytes: Buffer.concat(chunks, size), truncated: false };
}

async function readBody(answer: Exchanged, limit: number) {
  if (!hasBody(answer)) {
    discard(answer.body);
    return { bytes: Buffer.alloc(0), truncated: false };
  }
  const encoding = answer.headers.get('content-encoding');
  try {
    return await readUpTo(decoded(answer.body, encoding, limit, answer.where), limit);
  } catch (error) {
    throw egressError(error, answer.where);
  } finally {
    discard(answer.body);
  }
}

/** See `egressFetch` in `egress.ts`. */
export async function fetchThrough(
  agent: Agent,
  allow: AllowList,
  url: string | URL,
  init: EgressInit,
): Promise<EgressResponse> {
  const started = performance.now();
  const where = placeName(parseUrl(url).place);
  const deadline = new Deadline(where, init.timeoutMs ?? 15_000, init.signal);
  try {
    const answer = await exchange(agent, allow, {
      url,
      method: requestMethod(init.method),
      headers: requestHeaders(init.headers),
      body: typeof init.body === 'string' ? Buffer.from(init.body) : (init.body ?? null),
      redirect: init.redirect ?? 'refuse',
      maxRedirects: init.maxRedirects ?? 5,
      allowedHosts: init.allowedHosts,
      signal: deadline.signal,
    });
    const { bytes, truncated } = await readBody(answer, init.maxResponseBytes ?? 65_536);
    if (truncated && init.overflow === 'fail') {
      const message = `${answer.where} answered with more than is accepted.`;
      throw new EgressError('EGRESS_TOO_LARGE', message);
    }
    return {
      status: answer.status,
      headers: answer.headers,
      body: bytes,
      truncated,
      finalUrl: answer.url.href,
      durationMs: Math.round(performance.now() - started),
    };
  } finally {
    deadline.end();
  }
}
