import {
  createApiKey,
  deleteApiKey,
  listApiKeys,
  readApiKey,
  rotateApiKey,
  updateApiKey,
} from '@/lib/accounts/api-keys';
import * as c from '@/lib/accounts/api-keys.contract';
import { bind } from '@/lib/core/bind';
import { reply } from '@/lib/core/endpoint';

export const apiKeyRoutes = [
  bind(c.listApiKeys, async (ctx, { query }) => {
    const page = await listApiKeys(ctx, query);
    return reply(200, page, { total: page.total });
  }),
  bind(c.createApiKey, async (ctx, { body }) =>
    reply(201, { apiKey: await createApiKey(ctx, body) }),
  ),
  bind(c.getApiKey, async (ctx, { params }) =>
    reply(200, { apiKey: await readApiKey(ctx, params.id) }),
  ),
  bind(c.updateApiKey, async (ctx, { params, body }) =>
    reply(200, { apiKey: await updateApiKey(ctx, params.id, body) }),
  ),
  bind(c.deleteApiKey, async (ctx, { params }) => {
    await deleteApiKey(ctx, params.id);
    return reply(200, { message: 'API key deleted successfully' });
  }),
  bind(c.rotateApiKey, async (ctx, { params, body }) =>
    reply(200, { apiKey: await rotateApiKey(ctx, params.id, body.grace_period_hours) }),
  ),
];
