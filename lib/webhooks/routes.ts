import type { Webhook } from '@/generated/prisma/client';
import { bind } from '@/lib/core/bind';
import type { Ctx } from '@/lib/core/context';
import { reply } from '@/lib/core/endpoint';
import { requireApp } from '@/lib/webhooks/app-webhooks';
import {
  createAppWebhook,
  deleteAppWebhook,
  listAppWebhooks,
} from '@/lib/webhooks/app-webhooks.contract';
import {
  createWebhook,
  deleteWebhook,
  disableWebhook,
  enableWebhook,
  getWebhook,
  listSubscriptions,
  listWebhooks,
  putWebhook,
  rotateWebhookSecret,
  updateWebhook,
} from '@/lib/webhooks/contract';
import {
  findDeliveries,
  presentDelivery,
  readDelivery,
  recover,
  resend,
  sendTest,
} from '@/lib/webhooks/deliveries';
import {
  getDelivery,
  listDeliveries,
  recoverWebhook,
  retryDelivery,
  testWebhook,
} from '@/lib/webhooks/deliveries.contract';
import { create, remove, rotate, setActive, update } from '@/lib/webhooks/save';
import { findWebhooks, loadWebhook, presentWebhook } from '@/lib/webhooks/store';

/** The answer that shows a secret, this once. */
const withSecret = async (ctx: Ctx, { webhook, secret }: { webhook: Webhook; secret: string }) => ({
  ...(await presentWebhook(ctx, webhook)),
  secret,
});

export const webhookRoutes = [
  bind(listWebhooks, async (ctx, { query }) => {
    const { webhooks, total } = await findWebhooks(ctx, query);
    const { limit, offset } = query;
    return reply(200, { data: webhooks, limit, offset, total });
  }),
  bind(listSubscriptions, async (ctx, { query }) => {
    const { limit, offset } = query;
    return reply(200, { ...(await findWebhooks(ctx, query)), limit, offset });
  }),
  bind(createWebhook, async (ctx, { body }) =>
    reply(201, await withSecret(ctx, await create(ctx, body))),
  ),
  bind(getWebhook, async (ctx, { params }) =>
    reply(200, await presentWebhook(ctx, await loadWebhook(ctx, params.id))),
  ),
  bind(updateWebhook, async (ctx, { params, body }) =>
    reply(200, await presentWebhook(ctx, await update(ctx, params.id, body))),
  ),
  bind(putWebhook, async (ctx, { params, body }) =>
    reply(200, await presentWebhook(ctx, await update(ctx, params.id, body))),
  ),
  bind(deleteWebhook, async (ctx, { params }) => reply(204, await remove(ctx, params.id))),
  bind(enableWebhook, async (ctx, { params }) =>
    reply(200, await presentWebhook(ctx, await setActive(ctx, params.id, true))),
  ),
  bind(disableWebhook, async (ctx, { params }) =>
    reply(200, await presentWebhook(ctx, await setActive(ctx, params.id, false))),
  ),
  bind(rotateWebhookSecret, async (ctx, { params, body }) =>
    reply(200, await withSecret(ctx, await rotate(ctx, params.id, body))),
  ),
  bind(testWebhook, async (ctx, { params }) =>
    reply(200, presentDelivery(await sendTest(ctx, params.id))),
  ),
  bind(listDeliveries, async (ctx, { params, query }) =>
    reply(200, await findDeliveries(ctx, params.id, query)),
  ),
  bind(getDelivery, async (ctx, { params }) =>
    reply(200, await readDelivery(ctx, params.deliveryId, params.id)),
  ),
  bind(retryDelivery, async (ctx, { params }) => {
    await resend(ctx, params.id);
    return reply(200, { status: 'retry initiated', delivery_id: params.id });
  }),
  bind(recoverWebhook, async (ctx, { params, body }) => {
    const counts = await recover(ctx, params.id, new Date(body.since));
    return reply(200, { status: 'recovery initiated', ...counts });
  }),
  bind(listAppWebhooks, async (ctx, { params }) => {
    const appId = await requireApp(ctx, params.id);
    const { webhooks } = await findWebhooks(ctx, { appId, limit: 200, offset: 0 });
    return reply(200, { webhooks });
  }),
  bind(createAppWebhook, async (ctx, { params, body }) => {
    const appId = await requireApp(ctx, params.id);
    return reply(201, { webhook: await withSecret(ctx, await create(ctx, body, appId)) });
  }),
  bind(deleteAppWebhook, async (ctx, { params }) => {
    await remove(ctx, params.webhookId, await requireApp(ctx, params.id));
    return reply(200, { message: 'Webhook deleted successfully' });
  }),
];
