import { errorOf, FleetPromptError, isFleetPromptError } from './errors';
import { List, pageOf } from './list';
import {
  addressOf,
  type Given,
  type Item,
  type Operation,
  type Parts,
  type Result,
} from './operation';
import { backoff, LONGEST_WAIT_SECONDS, pause } from './pause';
import { VERSION } from './version';

export interface RequestOptions {
  /** Ends the call; it then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Milliseconds that one try may take. */
  timeoutMs?: number;
  /** Tries after the first one. */
  maxRetries?: number;
  /** Of a POST: made up when left out, the same at each retry. */
  idempotencyKey?: string;
  headers?: Record<string, string>;
}

export interface HttpConfig {
  apiKey: string;
  base: URL;
  fetch: typeof fetch;
  timeoutMs: number;
  maxRetries: number;
  headers: Record<string, string>;
}

/** Sends operations, retries what is safe to retry, and reads answers. */
export class Http {
  constructor(readonly config: HttpConfig) {}

  async call<O extends Operation>(
    operation: O,
    given: Given<O>,
    options?: RequestOptions,
  ): Promise<Result<O>> {
    const response = await this.send(operation, given as Parts, options);
    return (await read(response)) as Result<O>;
  }

  /** A list: awaiting it gives one page, iterating over it gives everything. */
  list<O extends Operation>(
    operation: O,
    given: Given<O>,
    options?: RequestOptions,
  ): List<Item<O>> {
    const { query, ...rest } = given as Parts;
    return new List<Item<O>>(
      async (page) => {
        const response = await this.send(
          operation,
          { ...rest, query: { ...query, ...page } },
          options,
        );
        return pageOf<Item<O>>(await read(response), response.headers);
      },
      Number(query?.offset ?? 0),
      query?.limit as number | undefined,
    );
  }

  /** The answer of an operation, once it is a good one. Its body is still to be read. */
  async send(operation: Operation, parts: Parts, options: RequestOptions = {}): Promise<Response> {
    const { method, url } = addressOf(this.config.base, operation, parts);
    const init = this.#init(method, parts.body, options);
    const most = options.maxRetries ?? this.config.maxRetries;
    for (let attempt = 0; ; attempt++) {
      let failed: FleetPromptError;
      try {
        const response = await this.#once(url, init, options);
        if (response.ok) return response;
        failed = errorOf(response.status, response.headers, await read(response).catch(() => null));
        // A delete whose first answer was lost has done its work.
        if (method === 'DELETE' && attempt > 0 && response.status === 404)
          return new Response(null, { status: 204 });
      } catch (error) {
        if (!isFleetPromptError(error)) throw error;
        failed = error;
      }
      if (attempt >= most || !mayRetry(method, failed)) throw failed;
      await pause(backoff(attempt, failed.retryAfter), options.signal);
    }
  }

  #init(method: string, body: unknown, options: RequestOptions): RequestInit {
    const headers = new Headers({
      Accept: 'application/json',
      ...this.config.headers,
      ...options.headers,
      Authorization: `Bearer ${this.config.apiKey}`,
    });
    if (!isBrowser()) headers.set('User-Agent', `fleetprompt-sdk/${VERSION}`);
    if (method === 'POST') headers.set('Idempotency-Key', options.idempotencyKey ?? randomKey());
    if (body === undefined || body instanceof FormData)
      return { method, headers, body: body as FormData | undefined };
    headers.set('Content-Type', 'application/json');
    return { method, headers, body: JSON.stringify(body) };
  }

  async #once(url: URL, init: RequestInit, options: RequestOptions): Promise<Response> {
    const { signal } = options;
    const patience = new AbortController();
    const timeoutMs = options.timeoutMs ?? this.config.timeoutMs;
    const leave = () => patience.abort(signal?.reason);
    if (signal?.aborted) throw signal.reason;
    signal?.addEventListener('abort', leave, { once: true });
    const late = new FleetPromptError('TIMEOUT', `No answer came within ${timeoutMs} ms.`);
    const timer = setTimeout(() => patience.abort(late), timeoutMs);
    const quiet = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', leave);
    };
    try {
      const response = await this.config.fetch(url.href, { ...init, signal: patience.signal });
      if (/event-stream/.test(response.headers.get('content-type') ?? '')) {
        // What remains is the reader's to end; only the caller's own signal still counts.
        clearTimeout(timer);
        return response;
      }
      const bytes = response.body ? await response.arrayBuffer() : null;
      quiet();
      const { status, headers } = response;
      return new Response(bytes?.byteLength ? bytes : null, { status, headers });
    } catch (error) {
      quiet();
      if (signal?.aborted) throw signal.reason;
      if (isFleetPromptError(patience.signal.reason)) throw patience.signal.reason;
      const why = (error as { cause?: Error }).cause?.message ?? (error as Error).message;
      throw new FleetPromptError('NETWORK_ERROR', `${url.origin} could not be reached: ${why}`, {
        cause: error,
      });
    }
  }
}

/** Also on pages without TLS, where `crypto.randomUUID` is missing. */
const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

/** Whether the same request again can only help: POSTs carry a key that makes a repeat harmless. */
function mayRetry(method: string, { code, status, retryAfter }: FleetPromptError): boolean {
  if (retryAfter !== undefined && retryAfter > LONGEST_WAIT_SECONDS) return false;
  if (status === 429 || status === 503 || code === 'IDEMPOTENCY_IN_PROGRESS') return true;
  if (method === 'PATCH') return false;
  return status === undefined
    ? code === 'NETWORK_ERROR' || code === 'TIMEOUT'
    : status === 408 || status >= 500;
}

/** Browsers keep their own User-Agent; asking for another one would fail their cross-origin check. */
const isBrowser = (): boolean =>
  typeof document !== 'undefined' ||
  typeof (globalThis as { importScripts?: unknown }).importScripts === 'function';

/** The JSON of an answer, with JSON:API resources flattened; nothing for an empty one. */
async function read(response: Response): Promise<unknown> {
  if (/event-stream/.test(response.headers.get('content-type') ?? '')) {
    await response.body?.cancel();
    throw new FleetPromptError('BAD_RESPONSE', 'This operation streams: use client.stream().');
  }
  const text = await response.text();
  if (text === '') return undefined;
  const type = response.headers.get('content-type') ?? '';
  if (!/json/.test(type)) {
    if (!response.ok) return null;
    if (/yaml/.test(type)) return text;
    throw new FleetPromptError(
      'BAD_RESPONSE',
      `The answer is ${type || 'of no type'}, not JSON. Is the base URL that of the API?`,
      { status: response.status },
    );
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    const { status } = response;
    throw new FleetPromptError('BAD_RESPONSE', 'The answer is broken JSON.', { status, cause });
  }
  return type.includes('vnd.api+json') && response.ok ? flatten(body) : body;
}

type Resource = { id: string; attributes: object };
type Document = { data: Resource | Resource[]; meta?: object };

function flatten(document: unknown): unknown {
  const { data, meta } = document as Document;
  const flat = ({ id, attributes }: Resource) => ({ id, ...attributes });
  return Array.isArray(data) ? { data: data.map(flat), ...meta } : flat(data);
}
