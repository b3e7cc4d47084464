import type { Metadata } from 'next';
import { orNotFound, paramsOf, type Query } from '@/app/(dashboard)/agents/page-data';
import { kinds, mayOf } from '@/app/(dashboard)/webhooks/page-data';
import { WebhookDetail } from '@/components/webhooks/webhook-detail';
import { deliveriesPath } from '@/components/webhooks/webhooks-path';
import { pageCtx } from '@/lib/api/page-context';
import { findDeliveries } from '@/lib/webhooks/deliveries';
import { listDeliveries } from '@/lib/webhooks/deliveries.contract';
import { loadWebhook, presentWebhook } from '@/lib/webhooks/store';

export const metadata: Metadata = { title: 'Webhook' };

export default async function WebhookPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Query;
}) {
  const ctx = await pageCtx();
  const row = await orNotFound(loadWebhook(ctx, (await params).id));
  const path = deliveriesPath(row.id, await paramsOf(searchParams));
  const asked = Object.fromEntries(new URLSearchParams(path.split('?')[1]));
  const query = listDeliveries.query?.safeParse(asked).data ?? { limit: 25, offset: 0 };
  const [webhook, page] = await Promise.all([
    presentWebhook(ctx, row),
    findDeliveries(ctx, row.id, query),
  ]);
  return (
    <WebhookDetail first={{ webhook, path, page }} key={row.id} kinds={kinds()} may={mayOf(ctx)} />
  );
}
