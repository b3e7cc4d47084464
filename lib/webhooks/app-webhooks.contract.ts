import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { Id, tag, WebhookInput, WebhookSchema } from '@/lib/webhooks/contract';

export const listAppWebhooks = endpoint({
  id: 'listAppWebhooks',
  method: 'GET',
  path: '/api/agent-apps/{id}/webhooks',
  auth: 'webhooks:read',
  tag,
  summary: 'List the webhooks of an agent app',
  description: 'The same webhooks as elsewhere, those that only hear of this app.',
  params: Id,
  responses: { 200: z.object({ webhooks: z.array(WebhookSchema) }) },
  errors: ['NOT_FOUND'],
});

export const createAppWebhook = endpoint({
  id: 'createAppWebhook',
  method: 'POST',
  path: '/api/agent-apps/{id}/webhooks',
  auth: 'webhooks:write',
  tag,
  summary: 'Create a webhook for an agent app',
  description: 'It hears only of events that name this app, such as those of its deployments.',
  params: Id,
  body: WebhookInput,
  responses: { 201: z.object({ webhook: WebhookSchema }) },
  errors: ['NOT_FOUND', 'CONFLICT'],
  example: {
    body: {
      url: 'https://example.com/webhook',
      events: ['deployment.completed', 'deployment.failed'],
      secret: 'webhook_secret_key',
    },
  },
});

export const deleteAppWebhook = endpoint({
  id: 'deleteAppWebhook',
  method: 'DELETE',
  path: '/api/agent-apps/{id}/webhooks/{webhookId}',
  auth: 'webhooks:write',
  tag,
  summary: 'Delete a webhook of an agent app',
  params: z.object({ id: z.string().max(100), webhookId: z.string().max(100) }),
  responses: { 200: z.object({ message: z.string() }) },
  errors: ['NOT_FOUND'],
});
