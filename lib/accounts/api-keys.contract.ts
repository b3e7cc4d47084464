import { z } from 'zod';
import {
  ApiKeyShape,
  IdParams,
  Message,
  Permissions,
  RateLimitShape,
  ScopeName,
} from '@/lib/accounts/contract';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery } from '@/lib/core/page';

const tag = 'API keys';

const KeyName = z.string().trim().min(1).max(100);
const Scopes = z.array(ScopeName).min(1).max(100);
const OneKey = z.object({ apiKey: ApiKeyShape });
/** With the secret, which is shown this once. */
const NewKey = z.object({ apiKey: ApiKeyShape.extend({ key: z.string() }) });

export const listApiKeys = endpoint({
  id: 'listApiKeys',
  method: 'GET',
  path: '/api/api-keys',
  auth: 'api_keys:read',
  tag,
  summary: 'List API keys',
  query: PageQuery.extend({ limit: z.coerce.number().int().min(1).max(100).default(100) }),
  responses: {
    200: z.object({
      apiKeys: z.array(ApiKeyShape),
      limit: z.number().int(),
      offset: z.number().int(),
      total: z.number().int(),
    }),
  },
});

export const createApiKey = endpoint({
  id: 'createApiKey',
  method: 'POST',
  path: '/api/api-keys',
  auth: 'api_keys:admin',
  tag,
  summary: 'Create an API key',
  description:
    'The answer shows the key this once. Without `scopes` or `permissions` it gets `read` and `write`. It never grants more than you have, now or later.',
  body: z.strictObject({
    name: KeyName,
    scopes: Scopes.optional(),
    permissions: Permissions.optional(),
    expires_at: z.iso.datetime({ offset: true }).optional(),
    expires_in_days: z.number().int().min(1).max(3650).optional(),
    rate_limit: RateLimitShape.strict().optional(),
  }),
  responses: { 201: NewKey },
  errors: ['FORBIDDEN'],
  example: { body: { name: 'Development Key' } },
});

export const getApiKey = endpoint({
  id: 'getApiKey',
  method: 'GET',
  path: '/api/api-keys/{id}',
  auth: 'api_keys:read',
  tag,
  summary: 'Read an API key',
  params: IdParams,
  responses: { 200: OneKey },
  errors: ['NOT_FOUND'],
});

export const updateApiKey = endpoint({
  id: 'updateApiKey',
  method: 'PATCH',
  path: '/api/api-keys/{id}',
  auth: 'api_keys:admin',
  tag,
  summary: 'Change an API key',
  params: IdParams,
  body: z.strictObject({
    name: KeyName.optional(),
    scopes: Scopes.optional(),
    permissions: Permissions.optional(),
    rate_limit: RateLimitShape.strict().optional(),
  }),
  responses: { 200: OneKey },
  errors: ['FORBIDDEN', 'NOT_FOUND'],
  example: { body: { name: 'Production key', scopes: ['agents:read', 'agents:execute'] } },
});

export const deleteApiKey = endpoint({
  id: 'deleteApiKey',
  method: 'DELETE',
  path: '/api/api-keys/{id}',
  auth: 'api_keys:admin',
  tag,
  summary: 'Delete an API key',
  description: 'Its secret, and a former one in its grace period, end at once.',
  params: IdParams,
  responses: { 200: Message },
  errors: ['NOT_FOUND'],
});

export const rotateApiKey = endpoint({
  id: 'rotateApiKey',
  method: 'POST',
  path: '/api/api-keys/{id}/rotate',
  auth: 'api_keys:admin',
  tag,
  summary: 'Rotate an API key',
  description:
    'A new secret under the same id; the former one works for `grace_period_hours` more.',
  params: IdParams,
  body: z.strictObject({ grace_period_hours: z.number().min(0).max(168).default(24) }),
  bodyOptional: true,
  responses: { 200: NewKey },
  errors: ['FORBIDDEN', 'NOT_FOUND'],
  example: { body: { grace_period_hours: 24 } },
});
