import { dispatchEvent } from '@/lib/events/jobs';
import { dispatchToSubscribers } from '@/lib/worker/dispatch-event';
import { type Handler, handles } from '@/lib/worker/handlers';
import type { Subscriber } from '@/lib/worker/subscribers';

/** Who reacts to which events. A room on the right subscribes to what a room on its left emits. */
export const subscribers: Subscriber[] = [];

/** Every kind of background work and what runs it. */
export const handlers: Handler[] = [
  handles(dispatchEvent, (ctx, { eventId }) => dispatchToSubscribers(ctx, subscribers, eventId)),
];
