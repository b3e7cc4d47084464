import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { LocalCheckout } from '@/components/billing/local-checkout';
import { Page, PageHeader } from '@/components/ui/page';
import { pageCtx } from '@/lib/api/page-context';
import { localOrder } from '@/lib/billing/local-checkout';
import { presentOrder } from '@/lib/billing/orders';
import { packageOf } from '@/lib/billing/packages';
import { isAppError } from '@/lib/core/errors';

export const metadata: Metadata = { title: 'Local checkout' };

/** Development only: where a server without a Stripe key sends who tops up. */
export default async function CheckoutPage({ params }: { params: Promise<{ id: string }> }) {
  const [ctx, { id }] = await Promise.all([pageCtx(), params]);
  const order = await localOrder(ctx, id).catch((error) => {
    if (isAppError(error) && error.code === 'NOT_FOUND') notFound();
    throw error;
  });
  return (
    <Page width="form">
      <PageHeader
        breadcrumb={[{ label: 'Billing', href: '/billing' }, { label: 'Checkout' }]}
        title="Checkout"
      />
      <LocalCheckout
        name={packageOf(order.package)?.name ?? order.package}
        order={presentOrder(order)}
      />
    </Page>
  );
}
