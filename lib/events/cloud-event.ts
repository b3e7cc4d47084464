import type { EventView } from '@/lib/events/contract';

/** One event, and a list of them, as CloudEvents 1.0 in JSON. */
export const CLOUD_EVENT = 'application/cloudevents+json';
export const CLOUD_EVENTS = 'application/cloudevents-batch+json';

/** The event with the attributes of CloudEvents 1.0. */
export const cloudEvent = (organizationId: string, event: EventView) => ({
  specversion: '1.0',
  id: event.id,
  source: `/organizations/${organizationId}/${event.source}`,
  type: event.type,
  ...(event.subject !== null && { subject: event.subject }),
  time: event.timestamp,
  datacontenttype: 'application/json',
  data: event.data,
});
