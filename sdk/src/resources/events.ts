import type { FleetEvent } from '../generated/api';
import type { Http, RequestOptions } from '../http';
import type { Body, Query } from '../operation';
import { type StreamEvent, type StreamOptions, stream } from '../stream';

export class Events {
  constructor(private readonly http: Http) {}

  list(query?: Query<'listEvents'>, options?: RequestOptions) {
    return this.http.list('listEvents', { query }, options);
  }

  get(id: string, options?: RequestOptions) {
    return this.http.call('getEvent', { params: { id } }, options);
  }

  /** Tells an event of your own, for triggers and webhooks. */
  emit(body: Body<'emitEvent'>, options?: RequestOptions) {
    return this.http.call('emitEvent', { body }, options);
  }

  types(options?: RequestOptions) {
    return this.http.list('listEventTypes', {}, options);
  }

  stats(query?: Query<'eventStats'>, options?: RequestOptions) {
    return this.http.call('eventStats', { query }, options);
  }

  /**
   * The organization's events as they happen, each once, until you leave the loop. `lastEventId`, the id of
   * the last event you have, continues after it.
   */
  async *stream(
    query: Pick<NonNullable<Query<'streamEvents'>>, 'type' | 'source' | 'subject'> = {},
    { onOpen, ...options }: StreamOptions & { onOpen?: () => void } = {},
  ): AsyncGenerator<FleetEvent, void, undefined> {
    type Told = StreamEvent<'open'> | StreamEvent<'message', FleetEvent>;
    for await (const told of stream<Told>(this.http, 'streamEvents', { query }, options)) {
      if (told.type === 'message') yield told.data;
      else onOpen?.();
    }
  }
}
