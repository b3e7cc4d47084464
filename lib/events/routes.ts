import { bind } from '@/lib/core/bind';
import { type Ctx, transaction } from '@/lib/core/context';
import { type RequestInfo, reply } from '@/lib/core/endpoint';
import { eventStream } from '@/lib/core/sse';
import { CLOUD_EVENT, CLOUD_EVENTS, cloudEvent } from '@/lib/events/cloud-event';
import {
  type EventView,
  eventStats,
  getEvent,
  listEvents,
  listEventTypes,
  streamEvents,
} from '@/lib/events/contract';
import { countEvents } from '@/lib/events/counts';
import { emitEvent } from '@/lib/events/custom.contract';
import { emitCustom } from '@/lib/events/emit-custom';
import { follow } from '@/lib/events/follow';
import { eventTypes, findEvents, loadEvent, typesOf } from '@/lib/events/store';

const accepts = (request: RequestInfo, type: string) =>
  (request.raw.headers.get('accept') ?? '').includes(type);

const shapeFor = (ctx: Ctx) => (event: EventView) => cloudEvent(ctx.organizationId, event);

const answerAs = (type: string, body: unknown, headers: Record<string, string> = {}) =>
  reply(200, undefined, {
    raw: new Response(JSON.stringify(body), { headers: { 'Content-Type': type, ...headers } }),
  });

export const eventRoutes = [
  bind(listEvents, async (ctx, { query, request }) => {
    const page = await findEvents(ctx, query);
    if (!accepts(request, CLOUD_EVENTS)) return reply(200, page);
    const total = { 'X-Total-Count': String(page.total) };
    return answerAs(CLOUD_EVENTS, page.data.map(shapeFor(ctx)), total);
  }),
  bind(emitEvent, async (ctx, { body: { type, data, source } }) => {
    const id = await transaction(ctx, (tx) => emitCustom(tx, type, data, { source }));
    return reply(201, await loadEvent(ctx, id));
  }),
  bind(listEventTypes, async () => reply(200, eventTypes())),
  bind(eventStats, async (ctx, { query }) =>
    reply(200, await countEvents(ctx, query, await typesOf(ctx, query.type))),
  ),
  bind(streamEvents, async (ctx, { query: { format, ...query }, request }) => {
    const { raw } = request;
    const after = query.after ?? raw.headers.get('last-event-id');
    const cloud = format === 'cloudevents' || accepts(request, CLOUD_EVENT);
    const shape = cloud ? shapeFor(ctx) : (event: EventView) => event;
    // The client's own signal: a stream may last longer than a minute.
    const stream = eventStream(raw.signal, (send, signal, ready) =>
      follow(ctx, { ...query, after, shape }, send, signal, ready),
    );
    return reply(200, undefined, { raw: stream });
  }),
  bind(getEvent, async (ctx, { params, request }) => {
    const event = await loadEvent(ctx, params.id);
    return accepts(request, CLOUD_EVENT)
      ? answerAs(CLOUD_EVENT, shapeFor(ctx)(event))
      : reply(200, event);
  }),
];
