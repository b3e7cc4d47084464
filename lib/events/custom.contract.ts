import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { EVENT_TYPES, EventSchema } from '@/lib/events/contract';

const NAME = /^[a-z][a-z0-9_]{0,49}(\.[a-z0-9][a-z0-9_]{0,49})+$/;
const MAX_NAME = 100;

/** The first words of our own events: what begins with one of them happened here, and nobody can claim it. */
export const RESERVED: ReadonlySet<string> = new Set([
  ...Object.keys(EVENT_TYPES).map((type) => type.slice(0, type.indexOf('.'))),
  ...['fleetprompt', 'system'],
]);

/** Whether an event of one's own may have this name: `order.created`. */
export const isCustomName = (name: string): boolean =>
  name.length <= MAX_NAME && NAME.test(name) && !RESERVED.has(name.slice(0, name.indexOf('.')));

export const CUSTOM_NAME_RULE =
  'must be small letters, digits and underscores with at least one dot, as order.created, and not begin with a word of our own events, as agent or job';

const OUR_SOURCES: ReadonlySet<string> = new Set(
  Object.values(EVENT_TYPES).map(({ source }) => source),
);

export const emitEvent = endpoint({
  id: 'emitEvent',
  method: 'POST',
  path: '/api/v1/events',
  auth: 'events:write',
  tag: 'Events',
  summary: 'Tell an event of your own',
  description:
    'Webhooks, workflow triggers and waiting steps hear it by its name or by a pattern as `order.*`. Data: at most 64 KiB of JSON. What its `<noun>Id`, `<noun>_id` or `id` names becomes the subject.',
  body: z.strictObject({
    type: z
      .string()
      .min(1)
      .max(MAX_NAME)
      .refine(isCustomName, { error: CUSTOM_NAME_RULE })
      .meta({ description: 'Dotted small letters, `order.created`.' }),
    data: z.record(z.string().max(200), z.unknown()).default({}),
    source: z
      .string()
      .max(100)
      .regex(/^[a-z0-9][\w./:-]*$/i, 'must be letters, digits and . _ / : -')
      .refine((source) => !OUR_SOURCES.has(source), { error: 'is a source of our own events' })
      .default('custom'),
  }),
  responses: { 201: EventSchema },
  example: {
    body: { type: 'order.created', data: { order_id: 'A-1042', total: 129.5 }, source: 'shop' },
  },
});
