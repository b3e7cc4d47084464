import { FleetPromptError, isFleetPromptError } from './errors';
import { ROUTES } from './generated/api';
import type { Http, RequestOptions } from './http';
import type { Operation, Parts } from './operation';
import { anyOf, backoff, pause } from './pause';
import { serverSentEvents } from './sse';

export interface StreamOptions extends Omit<RequestOptions, 'timeoutMs' | 'idempotencyKey'> {
  /** Begin after the event with this id. */
  lastEventId?: string;
}

export interface StreamEvent<Type extends string = string, Data = unknown> {
  type: Type;
  data: Data;
  /** Where to resume: `lastEventId`. */
  id?: string;
}

/** The server says something every 15 s; silence of three times that is a dead connection. */
const SILENCE_MS = 45_000;
/** A connection that held so long was not refused: the count of broken ones begins anew. */
const HELD_MS = 10_000;

/**
 * The events of a live stream. A broken connection is made again from where it broke; a stream that `done`
 * ends is over after it, any other goes on until its reader leaves or the signal fires. A POST is sent once:
 * what it broke off cannot be resumed.
 */
export async function* stream<E extends StreamEvent>(
  http: Http,
  operation: Operation,
  parts: Parts,
  { lastEventId, ...options }: StreamOptions = {},
): AsyncGenerator<E, void, undefined> {
  const once = ROUTES[operation].startsWith('POST');
  const most = once ? 0 : (options.maxRetries ?? http.config.maxRetries);
  let last = lastEventId;
  for (let broken = 0; ; broken++) {
    const leave = new AbortController();
    const signal = anyOf(options.signal, leave.signal);
    const headers: Record<string, string> = { ...options.headers, Accept: 'text/event-stream' };
    if (last !== undefined) headers['Last-Event-ID'] = last;
    // Its own retries are over when this throws.
    const { body } = await http.send(operation, parts, { ...options, headers, signal });
    if (!body) throw new FleetPromptError('BAD_RESPONSE', 'The stream has no body.');
    const opened = Date.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const heard = () => {
      clearTimeout(timer);
      timer = setTimeout(() => leave.abort(new Error('silence')), SILENCE_MS);
    };
    heard();
    let why: unknown;
    try {
      for await (const { event, data, id } of serverSentEvents(body, heard)) {
        const value = JSON.parse(data);
        if (event === 'error') throw new FleetPromptError(value.code ?? 'INTERNAL', value.error);
        if (id !== undefined) last = id;
        if (id !== undefined || Date.now() - opened > HELD_MS) broken = 0;
        yield { type: event, data: value, id } as unknown as E;
        if (event === 'done') return;
      }
    } catch (error) {
      if (options.signal?.aborted) throw options.signal.reason;
      if (isFleetPromptError(error) && !HOPEFUL.has(error.code)) throw error;
      why = error;
    } finally {
      clearTimeout(timer);
      leave.abort();
    }
    if (broken >= most)
      throw new FleetPromptError('STREAM_BROKEN', 'The stream broke off and was not resumed.', {
        cause: why,
      });
    await pause(backoff(broken), options.signal);
  }
}

/** What the server may say of a stream that goes on after it. */
const HOPEFUL = new Set<string>(['INTERNAL', 'UNAVAILABLE']);
