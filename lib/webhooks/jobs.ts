import { z } from 'zod';
import { job } from '@/lib/queue/job';

/**
 * Makes one attempt at a delivery. `attempt` (from 1) makes a job that was overtaken, by a resend for
 * example, do nothing.
 */
export const deliverWebhook = job({
  name: 'webhooks.deliver',
  schema: z.object({ deliveryId: z.uuid(), attempt: z.int().min(1) }),
  timeoutSeconds: 60,
  // Only crashes come back here: a failed attempt plans its own successor.
  retries: 20,
  concurrency: 16,
  perGroup: 5,
});

/** Tells one owner or admin that a webhook was disabled. */
export const webhookMail = job({
  name: 'webhooks.mail',
  schema: z.object({
    to: z.email().max(254),
    webhookId: z.uuid(),
    name: z.string(),
    host: z.string(),
    reason: z.string(),
    at: z.string(),
  }),
  retries: 8,
  concurrency: 1,
});

/** Enqueues what is due and has no job any more, and removes deliveries of more than 30 days ago. */
export const sweepDeliveries = job({
  name: 'webhooks.sweep',
  schema: z.object({}),
  cron: '* * * * *',
  timeoutSeconds: 120,
  concurrency: 1,
});
