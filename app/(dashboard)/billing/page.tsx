import type { Metadata } from 'next';
import { Billing } from '@/components/billing/billing';
import { Page } from '@/components/ui/page';
import { pageCtx } from '@/lib/api/page-context';
import { readSettings } from '@/lib/billing/settings';
import { priceList } from '@/lib/billing/top-up';
import { allows } from '@/lib/core/scopes';
import { burnDown, readBalance } from '@/lib/credits/statement';

export const metadata: Metadata = { title: 'Billing' };

export default async function BillingPage() {
  const ctx = await pageCtx();
  const [balance, burn, settings] = await Promise.all([
    readBalance(ctx),
    burnDown(ctx, 30),
    readSettings(ctx),
  ]);
  return (
    <Page>
      <Billing
        balance={balance}
        burnDown={burn}
        may={{
          buy: allows(ctx.scopes, 'credits:write'),
          settings: allows(ctx.scopes, 'billing:write'),
          limits: allows(ctx.scopes, 'credits:admin'),
        }}
        packages={priceList()}
        settings={settings}
      />
    </Page>
  );
}
