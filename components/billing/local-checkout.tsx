'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useSWRConfig } from 'swr';
import { showsMoney } from '@/components/billing/paths';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { api } from '@/components/ui/fetcher';
import { FormErrors } from '@/components/ui/form-errors';
import { formatNumber, formatUsd } from '@/components/ui/format';
import { KeyValues } from '@/components/ui/key-values';
import type { OrderView } from '@/lib/billing/contract';

/** Stands in for Stripe's page on a development server. */
export function LocalCheckout({ order, name }: { order: OrderView; name: string }) {
  const router = useRouter();
  const { mutate } = useSWRConfig();
  const [busy, setBusy] = useState<'pay' | 'cancel' | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  async function settle(outcome: 'pay' | 'cancel') {
    setBusy(outcome);
    setProblem(null);
    try {
      await api(`/api/billing/checkout/${order.id}`, { method: 'POST', body: { outcome } });
      void mutate(showsMoney);
      router.push(`/billing?order=${order.id}`);
    } catch (error) {
      setBusy(null);
      setProblem(error instanceof Error ? error.message : 'It did not work. Try again.');
    }
  }
  const open = order.status === 'open';
  return (
    <div className="flex flex-col gap-6">
      <Callout title="Local stand-in for Stripe Checkout" tone="warn">
        No money moves and no card is asked for. “Pay” makes this server send itself the signed
        event that Stripe would send. With STRIPE_SECRET_KEY set, Stripe’s own page opens instead.
      </Callout>
      <FormErrors message={problem} />
      <div className="rounded-lg border bg-surface p-5">
        <p className="text-muted text-sm">FleetPrompt credits: {name}</p>
        <p className="num mt-1 text-2xl tracking-tight">{formatUsd(order.amount_cents / 100)}</p>
        <div className="mt-3 border-t pt-2">
          <KeyValues
            items={[
              {
                label: 'Credits',
                value: <span className="num">{formatNumber(order.credits)}</span>,
              },
              { label: 'Order', value: <span className="num break-all">{order.id}</span> },
            ]}
          />
        </div>
        {open ? (
          <div className="mt-4 flex flex-wrap gap-2">
            <Button loading={busy === 'pay'} onClick={() => void settle('pay')} variant="primary">
              Pay {formatUsd(order.amount_cents / 100)}
            </Button>
            <Button loading={busy === 'cancel'} onClick={() => void settle('cancel')}>
              Cancel
            </Button>
          </div>
        ) : (
          <p className="mt-4 text-muted">
            This top-up is {order.status} already. Start a new one from Billing.
          </p>
        )}
      </div>
    </div>
  );
}
