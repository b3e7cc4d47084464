import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery, pageOf } from '@/lib/core/page';
import { eventName } from '@/lib/webhooks/event-names';

export const Secret = z
  .string()
  .min(8)
  .max(256)
  .regex(/^[\x20-\x7e]*$/, 'must be printable ASCII')
  .refine((text) => !text.startsWith('whsec_') || /^whsec_[A-Za-z0-9+/]{16,}={0,2}$/.test(text), {
    error: 'must hold at least 12 bytes of base64 after whsec_',
  })
  .meta({ description: 'Given by you, or made: `whsec_…`. Shown once, when the webhook is made.' });

const EventList = z
  .array(z.string().min(1).max(100))
  .max(100)
  .superRefine((events, ctx) => {
    for (const [i, name] of events.entries())
      if (!eventName(name))
        ctx.addIssue({
          code: 'custom',
          path: [i],
          message: `"${name.slice(0, 100)}" is no type of event; GET /api/events/types lists them`,
        });
  })
  .transform((events) => [...new Set(events.map((name) => eventName(name) ?? name))])
  .meta({
    description:
      'Types of events, or whole categories as `agent.*`. Empty: all events. Underscored names (`agent_executed`) are accepted.',
  });

const HeaderMap = z
  .record(
    z.string().regex(/^[\w!#$%&'*+.^`|~-]{1,100}$/, 'must be the name of a header'),
    z
      .string()
      .max(2000)
      .regex(/^(•{8}|[\t\x20-\x7e]*)$/, 'must be printable ASCII'),
  )
  .refine((headers) => Object.keys(headers).length <= 20, { error: 'must be at most 20 entries' })
  .meta({
    description:
      'Sent with each delivery, stored encrypted; values that may be credentials are never shown again. Ours can not be overridden: such names are left out.',
  });

const Policy = z
  .strictObject({
    maxAttempts: z.int().min(1).max(20).optional(),
    backoffMs: z.int().min(100).max(3_600_000).optional(),
  })
  .meta({
    id: 'WebhookRetryPolicy',
    description:
      'Attempts in all (8) and milliseconds before the second (5,000); each further wait is four times as long.',
  });

const OrderingKey = z
  .string()
  .max(200)
  .regex(/^[\w-]+(\.[\w-]+)*$/, 'must be a path into the data of events, as agent.id')
  .nullable()
  .meta({
    description:
      "Path into the event's data. Of deliveries with the same value there, each waits for the one before to succeed or die.",
  });

const Flag = z.boolean().optional();

const fields = {
  name: z.string().max(255).optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .meta({ description: 'http or https, and not a private address.' }),
  events: EventList.optional(),
  secret: Secret.optional(),
  headers: HeaderMap.optional(),
  metadata: z.record(z.string().max(100), z.unknown()).optional(),
  retryPolicy: Policy.optional(),
  retry_policy: Policy.optional().meta({ description: 'The same as retryPolicy.' }),
  ordering_key: OrderingKey.optional(),
  active: Flag,
  enabled: Flag.meta({ description: 'The same as active.' }),
  is_active: Flag.meta({ description: 'The same as active.' }),
};

export const WebhookInput = z.strictObject(fields).meta({ id: 'WebhookInput' });
export const WebhookPatch = z
  .strictObject({ ...fields, url: fields.url.optional() })
  .meta({ id: 'WebhookPatch' });

const Time = z.iso.datetime();

export const WebhookSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    url: z.string(),
    events: z.array(z.string()),
    headers: z.record(z.string(), z.string()),
    metadata: z.record(z.string(), z.unknown()),
    retryPolicy: z.object({ maxAttempts: z.int(), backoffMs: z.int() }),
    ordering_key: z.string().nullable(),
    active: z.boolean(),
    enabled: z.boolean(),
    is_active: z.boolean(),
    disabled_reason: z.string().nullable(),
    agent_app_id: z.uuid().nullable(),
    /** failed deliveries since the last success */
    failure_count: z.int(),
    last_delivery: Time.nullable(),
    last_triggered_at: Time.nullable(),
    last_24h: z.object({ deliveries: z.int(), failed: z.int() }),
    previous_secret_expires_at: Time.nullable(),
    created_at: Time,
    updated_at: Time,
    secret: z.string().optional().meta({ description: 'Only in the answer that makes it.' }),
  })
  .meta({ id: 'Webhook' });

export type WebhookView = z.output<typeof WebhookSchema>;

export const Id = z.object({ id: z.string().max(100) });
export const tag = 'Webhooks';
const jsonApi = 'webhook';

const ListQuery = PageQuery.extend({ active: z.enum(['true', 'false']).optional() });

export const listWebhooks = endpoint({
  id: 'listWebhooks',
  method: 'GET',
  path: '/api/v1/webhooks',
  auth: 'webhooks:read',
  tag,
  jsonApi,
  summary: 'List webhooks',
  query: ListQuery,
  responses: { 200: pageOf(WebhookSchema) },
});

export const listSubscriptions = endpoint({
  id: 'listWebhookSubscriptions',
  method: 'GET',
  path: '/api/webhooks',
  auth: 'webhooks:read',
  tag,
  summary: 'List webhooks under their own name',
  query: ListQuery,
  responses: {
    200: z.object({
      webhooks: z.array(WebhookSchema),
      total: z.int(),
      limit: z.int(),
      offset: z.int(),
    }),
  },
});

export const createWebhook = endpoint({
  id: 'createWebhook',
  method: 'POST',
  path: '/api/webhooks',
  auth: 'webhooks:write',
  tag,
  jsonApi,
  summary: 'Create a webhook',
  description:
    'Only `url` is needed. The answer holds the secret, this once. Each delivery is signed with it: verify `webhook-signature` (Standard Webhooks) or `X-Webhook-Signature` (hex HMAC-SHA256 of the body).',
  body: WebhookInput,
  responses: { 201: WebhookSchema },
  errors: ['CONFLICT'],
  example: {
    body: {
      name: 'Workflow Completed Hook',
      url: 'https://your-app.example.com/webhook',
      events: ['workflow.completed', 'workflow.failed'],
      headers: { 'X-Custom-Header': 'value' },
      retryPolicy: { maxAttempts: 3, backoffMs: 1000 },
    },
  },
});

export const getWebhook = endpoint({
  id: 'getWebhook',
  method: 'GET',
  path: '/api/webhooks/{id}',
  auth: 'webhooks:read',
  tag,
  jsonApi,
  summary: 'Read a webhook',
  params: Id,
  responses: { 200: WebhookSchema },
  errors: ['NOT_FOUND'],
});

const change = {
  path: '/api/webhooks/{id}',
  auth: 'webhooks:write',
  tag,
  jsonApi,
  params: Id,
  body: WebhookPatch,
  responses: { 200: WebhookSchema },
  errors: ['NOT_FOUND'],
  example: {
    body: {
      url: 'https://new-server.example.com/webhook',
      events: ['workflow.completed', 'job.failed'],
      active: true,
    },
  },
} as const;

export const updateWebhook = endpoint({
  id: 'updateWebhook',
  method: 'PATCH',
  summary: 'Change a webhook',
  description: 'Fields that are left out stay. A new `secret` counts at once.',
  ...change,
});

export const putWebhook = endpoint({
  id: 'putWebhook',
  method: 'PUT',
  summary: 'Change a webhook, as PATCH does',
  ...change,
});

export const deleteWebhook = endpoint({
  id: 'deleteWebhook',
  method: 'DELETE',
  path: '/api/webhooks/{id}',
  auth: 'webhooks:write',
  tag,
  summary: 'Delete a webhook',
  description: 'Its deliveries go with it; those on their way are not sent any more.',
  params: Id,
  responses: { 204: null },
  errors: ['NOT_FOUND'],
});

const action = {
  method: 'POST',
  auth: 'webhooks:write',
  tag,
  jsonApi,
  params: Id,
  responses: { 200: WebhookSchema },
  errors: ['NOT_FOUND'],
} as const;

export const enableWebhook = endpoint({
  ...action,
  id: 'enableWebhook',
  path: '/api/webhooks/{id}/enable',
  summary: 'Enable a webhook',
  description: 'What was missed meanwhile is not sent by itself: see recover.',
});

export const disableWebhook = endpoint({
  ...action,
  id: 'disableWebhook',
  path: '/api/webhooks/{id}/disable',
  summary: 'Disable a webhook',
});

export const rotateWebhookSecret = endpoint({
  ...action,
  id: 'rotateWebhookSecret',
  path: '/api/webhooks/{id}/rotate-secret',
  summary: 'Give a webhook a new secret',
  description:
    'The answer holds the new secret, this once. During the grace period `webhook-signature` carries a signature of each, and `X-Webhook-Signature-Previous` the hex one of the former.',
  body: z.strictObject({
    grace_period_hours: z.number().min(0).max(168).default(24),
    secret: Secret.optional(),
  }),
  bodyOptional: true,
  example: { body: { grace_period_hours: 24 } },
});
