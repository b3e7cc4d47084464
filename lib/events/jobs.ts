import { z } from 'zod';
import { job } from '@/lib/queue/job';

/** Hands one event to the subscribers of its type. */
export const dispatchEvent = job({
  name: 'events.dispatch',
  schema: z.object({ eventId: z.uuid() }),
  timeoutSeconds: 60,
  concurrency: 8,
});
