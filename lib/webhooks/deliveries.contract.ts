import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery } from '@/lib/core/page';
import { Id, tag } from '@/lib/webhooks/contract';

export const DELIVERY_STATUSES = ['pending', 'succeeded', 'failed', 'dead'] as const;

const Time = z.iso.datetime();

const fields = {
  id: z.uuid(),
  webhook_id: z.uuid(),
  event_id: z.string(),
  event_type: z.string(),
  url: z.string(),
  status: z.enum(DELIVERY_STATUSES).meta({
    description: 'pending: not tried yet; failed: will be tried again; dead: given up.',
  }),
  success: z.boolean(),
  status_code: z.int().nullable(),
  duration_ms: z.int().nullable(),
  attempts: z.int(),
  error: z.string().nullable(),
  next_attempt_at: Time.nullable(),
  delivered_at: Time.nullable(),
  created_at: Time,
};

export const DeliverySchema = z.object(fields).meta({ id: 'WebhookDelivery' });

const AttemptSchema = z
  .object({
    number: z.int(),
    request_headers: z.record(z.string(), z.string()),
    status_code: z.int().nullable(),
    response_headers: z.record(z.string(), z.string()).nullable(),
    response_body: z.string().nullable().meta({ description: 'At most 64 KiB.' }),
    error: z.string().nullable(),
    duration_ms: z.int(),
    started_at: Time,
  })
  .meta({ id: 'WebhookAttempt' });

export const DeliveryDetailSchema = z
  .object({
    ...fields,
    body: z.string().meta({ description: 'The exact text that is signed and sent.' }),
    attempt_history: z.array(AttemptSchema),
  })
  .meta({ id: 'WebhookDeliveryDetail' });

export type DeliveryView = z.output<typeof DeliverySchema>;
export type DeliveryDetail = z.output<typeof DeliveryDetailSchema>;

export const testWebhook = endpoint({
  id: 'testWebhook',
  method: 'POST',
  path: '/api/webhooks/{id}/test',
  auth: 'webhooks:write',
  tag,
  summary: 'Send a test delivery now',
  description:
    'Sends `webhook.test` once, also to a disabled webhook, and waits up to 15 s for what the receiver says.',
  params: Id,
  responses: { 200: DeliverySchema },
  errors: ['NOT_FOUND'],
});

export const listDeliveries = endpoint({
  id: 'listWebhookDeliveries',
  method: 'GET',
  path: '/api/webhooks/{id}/deliveries',
  auth: 'webhooks:read',
  tag,
  summary: 'List the deliveries of a webhook',
  params: Id,
  query: PageQuery.extend({
    success: z.enum(['true', 'false']).optional(),
    status: z.enum(DELIVERY_STATUSES).optional(),
    event_type: z.string().max(100).optional(),
  }),
  responses: {
    200: z.object({
      deliveries: z.array(DeliverySchema),
      total: z.int(),
      limit: z.int(),
      offset: z.int(),
    }),
  },
  errors: ['NOT_FOUND'],
});

export const getDelivery = endpoint({
  id: 'getWebhookDelivery',
  method: 'GET',
  path: '/api/webhooks/{id}/deliveries/{deliveryId}',
  auth: 'webhooks:read',
  tag,
  summary: 'Read a delivery with its attempts',
  params: Id.extend({ deliveryId: z.string().max(100) }),
  responses: { 200: DeliveryDetailSchema },
  errors: ['NOT_FOUND'],
});

export const retryDelivery = endpoint({
  id: 'retryWebhookDelivery',
  method: 'POST',
  path: '/api/webhooks/deliveries/{id}/retry',
  auth: 'webhooks:write',
  tag,
  summary: 'Send a delivery again',
  description:
    'Whatever its status, with the same id, event and body; the retry policy begins anew.',
  params: Id,
  responses: { 200: z.object({ status: z.literal('retry initiated'), delivery_id: z.uuid() }) },
  errors: ['NOT_FOUND', 'CONFLICT'],
});

export const recoverWebhook = endpoint({
  id: 'recoverWebhook',
  method: 'POST',
  path: '/api/webhooks/{id}/recover',
  auth: 'webhooks:write',
  tag,
  summary: 'Send all failed deliveries since a time again',
  description: 'At most 10,000 a call, the oldest first; `remaining` tells how many are left.',
  params: Id,
  body: z.strictObject({ since: z.iso.datetime({ offset: true }) }),
  responses: {
    200: z.object({
      status: z.literal('recovery initiated'),
      recovered: z.int(),
      remaining: z.int(),
    }),
  },
  errors: ['NOT_FOUND', 'CONFLICT'],
  example: { body: { since: '2026-01-01T00:00:00Z' } },
});
