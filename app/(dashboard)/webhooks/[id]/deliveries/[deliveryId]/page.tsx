import type { Metadata } from 'next';
import { orNotFound } from '@/app/(dashboard)/agents/page-data';
import { mayOf } from '@/app/(dashboard)/webhooks/page-data';
import { DeliveryDetail } from '@/components/webhooks/delivery-detail';
import { pageCtx } from '@/lib/api/page-context';
import { readDelivery } from '@/lib/webhooks/deliveries';
import { loadWebhook, presentWebhook } from '@/lib/webhooks/store';

export const metadata: Metadata = { title: 'Delivery' };

export default async function DeliveryPage({
  params,
}: {
  params: Promise<{ id: string; deliveryId: string }>;
}) {
  const ctx = await pageCtx();
  const { id, deliveryId } = await params;
  const delivery = await orNotFound(readDelivery(ctx, deliveryId, id));
  const webhook = await presentWebhook(ctx, await orNotFound(loadWebhook(ctx, id)));
  return <DeliveryDetail first={delivery} key={deliveryId} may={mayOf(ctx)} webhook={webhook} />;
}
