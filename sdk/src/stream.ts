import { FleetPromptError, isFleetPromptError } from './errors';
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

/**
 * The events of a live stream. A broken connection is made again from where it broke; a stream that `done`
 * ends is over after it, any other goes on until its reader leaves or the signal fires.
 */
export async function* stream<E extends StreamEvent>(
  http: Http,
  operation: Operation,
  parts: Parts,
  { lastEventId, ...options }: StreamOptions = {},
): AsyncGenerator<E, void, undefined> {
  const most = options.maxRetries ?? http.config.maxRetries;
  let last = lastEventId;
  for (let broken = 0; ; broken++) {
    const leave = new AbortController();
    const signal = anyOf(options.signal, leave.signal);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const heard = () => {
      clearTimeout(timer);
      timer = setTimeout(() => leave.abort(new Error('silence')), SILENCE_MS);
    };
    let why: unknown;
    try {
      const headers = {
        ...options.headers,
        Accept: 'text/event-stream',
        ...(last !== undefined && { 'Last-Event-ID': last }),
      };
      const response = await http.send(operation, parts, { ...options, headers, signal });
      if (!response.body) throw new FleetPromptError('BAD_RESPONSE', 'The stream has no body.');
      heard();
      for await (const { event, data, id } of serverSentEvents(response.body, heard)) {
        const value = JSON.parse(data);
        if (event === 'error') throw new FleetPromptError(value.code ?? 'INTERNAL', value.error);
        if (id !== undefined) last = id;
        broken = 0;
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
      throw new FleetPromptError(
        'STREAM_BROKEN',
        'The stream broke off and could not be resumed.',
        {
          cause: why,
        },
      );
    await pause(backoff(broken), options.signal);
  }
}

const HOPEFUL = new Set<string>(['INTERNAL', 'UNAVAILABLE', 'NETWORK_ERROR', 'TIMEOUT']);
