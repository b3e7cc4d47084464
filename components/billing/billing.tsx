'use client';

import { lazy, Suspense, useState } from 'react';
import useSWR from 'swr';
import { BalancePanel } from '@/components/billing/balance-panel';
import { Ledger } from '@/components/billing/ledger';
import { OrderNotice } from '@/components/billing/order-notice';
import { BALANCE, BURN_DOWN, SETTINGS } from '@/components/billing/paths';
import { TopUpDialog } from '@/components/billing/top-up-dialog';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { StaleNote } from '@/components/ui/error-state';
import { PageHeader } from '@/components/ui/page';
import { Skeleton } from '@/components/ui/skeleton';
import { Tabs } from '@/components/ui/tabs';
import { useUrlState } from '@/components/ui/use-url-state';
import type { PackageView, SettingsView } from '@/lib/billing/contract';
import type { BalanceView, BurnDownView } from '@/lib/credits/contract';

// Each behind its tab, and fetched when that is opened.
const AutomaticForm = lazy(async () => ({
  default: (await import('@/components/billing/automatic-form')).AutomaticForm,
}));
const Invoices = lazy(async () => ({
  default: (await import('@/components/billing/invoices')).Invoices,
}));
const Limits = lazy(async () => ({
  default: (await import('@/components/billing/limits')).Limits,
}));

export type MayBill = { buy: boolean; settings: boolean; limits: boolean };

export function Billing(props: {
  balance: BalanceView;
  burnDown: BurnDownView;
  settings: SettingsView;
  packages: readonly PackageView[];
  may: MayBill;
}) {
  const { packages, may } = props;
  const [tab, setTab] = useUrlState('tab', 'ledger');
  const [buying, setBuying] = useState(false);
  const {
    data: balance = props.balance,
    error,
    mutate,
  } = useSWR<BalanceView>(BALANCE, {
    fallbackData: props.balance,
    refreshInterval: 15_000,
  });
  const { data: burnDown = props.burnDown } = useSWR<BurnDownView>(BURN_DOWN, {
    fallbackData: props.burnDown,
  });
  const { data: settings = props.settings } = useSWR<SettingsView>(SETTINGS, {
    fallbackData: props.settings,
  });
  const off = settings.payments === 'off';
  return (
    <>
      <PageHeader
        actions={
          may.buy &&
          !off && (
            <Button onClick={() => setBuying(true)} variant="primary">
              Top up
            </Button>
          )
        }
        description="What you have, what it was spent on, and what may be spent. 1 credit is 0.01 USD."
        title="Billing"
      />
      <OrderNotice />
      {off && (
        <Callout title="Credits cannot be bought here yet" tone="warn">
          This server has no Stripe key. Its operator has to set STRIPE_SECRET_KEY and
          STRIPE_WEBHOOK_SECRET.
        </Callout>
      )}
      <StaleNote error={error} onRetry={() => void mutate()} />
      <BalancePanel balance={balance} burnDown={burnDown} />
      <Suspense fallback={<Skeleton className="h-64" />}>
        <Tabs
          items={[
            { value: 'ledger', label: 'Ledger', content: <Ledger /> },
            { value: 'invoices', label: 'Invoices', content: <Invoices /> },
            {
              value: 'automatic',
              label: 'Automatic',
              content: (
                <AutomaticForm
                  key={JSON.stringify(settings)}
                  mayChange={may.settings}
                  packages={packages}
                  settings={settings}
                />
              ),
            },
            { value: 'limits', label: 'Limits', content: <Limits mayChange={may.limits} /> },
          ]}
          label="Billing"
          onValueChange={setTab}
          value={tab}
        />
      </Suspense>
      <TopUpDialog
        local={settings.payments === 'local'}
        onOpenChange={setBuying}
        open={buying}
        packages={packages}
      />
    </>
  );
}
