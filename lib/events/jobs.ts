import { z } from 'zod';
import { job } from '@/lib/queue/job';

/** Hands one event to the subscribers of its type. */
export const dispatchEvent = job({
  name: 'events.dispatch',
  schema: z.object({ eventId: z.uuid() }),
  timeoutSeconds: 60,
  // Most have nobody to be told to, and those that are handed out together are looked at together.
  concurrency: 32,
});

/** Counts what came since the last time, so that statistics stay quick. */
export const rollUpEvents = job({
  name: 'events.roll-up',
  schema: z.object({}),
  cron: '* * * * *',
  timeoutSeconds: 600,
  concurrency: 1,
});

/** Removes events of more than 90 days ago. */
export const sweepEvents = job({
  name: 'events.sweep',
  schema: z.object({}),
  cron: '41 3 * * *',
  timeoutSeconds: 3600,
  concurrency: 1,
});
