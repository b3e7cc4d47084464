import { bind } from '@/lib/core/bind';
import { reply } from '@/lib/core/endpoint';
import { eventStats, getEvent, listEvents, listEventTypes } from '@/lib/events/contract';
import { countEvents, eventTypes, findEvents, loadEvent } from '@/lib/events/store';

export const eventRoutes = [
  bind(listEvents, async (ctx, { query }) => reply(200, await findEvents(ctx, query))),
  bind(listEventTypes, async () => reply(200, eventTypes())),
  bind(eventStats, async (ctx) => reply(200, await countEvents(ctx))),
  bind(getEvent, async (ctx, { params }) => reply(200, await loadEvent(ctx, params.id))),
];
