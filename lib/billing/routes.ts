import * as c from '@/lib/billing/contract';
import { findInvoices } from '@/lib/billing/invoices';
import { settleLocally } from '@/lib/billing/local-checkout';
import { loadOrder, presentOrder } from '@/lib/billing/orders';
import { openPortal } from '@/lib/billing/portal';
import { rawBody } from '@/lib/billing/raw-body';
import { receiveStripeEvent } from '@/lib/billing/receive';
import { changeSettings, readSettings } from '@/lib/billing/settings';
import { priceList, startTopUp } from '@/lib/billing/top-up';
import { bind, bindPublic } from '@/lib/core/bind';
import { reply } from '@/lib/core/endpoint';

export const billingRoutes = [
  bind(c.listPackages, async () => reply(200, { packages: priceList() })),
  bind(c.topUp, async (ctx, { body }) => reply(200, await startTopUp(ctx, body))),
  bind(c.getTopUp, async (ctx, { params }) =>
    reply(200, presentOrder(await loadOrder(ctx, params.id))),
  ),
  bind(c.settleLocally, async (ctx, { params, body }) =>
    reply(200, presentOrder(await settleLocally(ctx, params.id, body.outcome))),
  ),
  bind(c.getSettings, async (ctx) => reply(200, await readSettings(ctx))),
  bind(c.patchSettings, async (ctx, { body }) => reply(200, await changeSettings(ctx, body))),
  bind(c.listInvoices, async (ctx, { query }) => {
    const page = await findInvoices(ctx, query);
    return reply(200, page, { total: page.total });
  }),
  bind(c.openPortal, async (ctx) => reply(200, await openPortal(ctx))),
  bindPublic(c.stripeWebhook, async ({ request }) => {
    const { raw, signal } = request;
    await receiveStripeEvent(await rawBody(raw, signal), raw.headers.get('stripe-signature'));
    return reply(200, { received: true });
  }),
];
