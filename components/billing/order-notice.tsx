'use client';

import { useEffect, useRef } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import { showsMoney } from '@/components/billing/paths';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { formatNumber } from '@/components/ui/format';
import type { Tone } from '@/components/ui/status';
import { useUrlState } from '@/components/ui/use-url-state';
import type { OrderView } from '@/lib/billing/contract';

const OPEN = ['open', 'processing'];

/** What became of the top-up that the reader comes back from: follows it until Stripe has spoken. */
export function OrderNotice() {
  const [id, setId] = useUrlState('order');
  const [cancelled] = useUrlState('cancelled');
  const { mutate } = useSWRConfig();
  const { data: order } = useSWR<OrderView>(
    id && !cancelled ? `/api/credits/topup/${encodeURIComponent(id)}` : null,
    { refreshInterval: (latest) => (!latest || OPEN.includes(latest.status) ? 1_500 : 0) },
  );
  const shown = useRef('');
  const status = order?.status;
  useEffect(() => {
    if (!status || shown.current === status) return;
    shown.current = status;
    if (status === 'paid') void mutate(showsMoney);
  }, [status, mutate]);
  if (!id) return null;
  const close = (
    <Button onClick={() => setId('')} size="sm" variant="ghost">
      Dismiss
    </Button>
  );
  if (cancelled)
    return (
      <Callout action={close} title="The top-up was cancelled" tone="idle">
        Nothing was charged.
      </Callout>
    );
  if (!order) return null;
  const { tone, title, text } = WORDS[order.status](order);
  return (
    <div role="status">
      <Callout action={close} title={title} tone={tone}>
        {text}
      </Callout>
    </div>
  );
}

type Words = { tone: Tone; title: string; text: string };
const wait = { tone: 'active', text: 'The balance rises here by itself.' } as const;
const end = { tone: 'bad', text: 'Nothing was added to your balance.' } as const;
const back = { tone: 'warn', text: 'The ledger shows what was taken back.' } as const;

const WORDS: Record<OrderView['status'], (order: OrderView) => Words> = {
  open: () => ({ ...wait, title: 'Waiting for Stripe to confirm the payment' }),
  processing: () => ({ ...wait, title: 'Your bank is still processing the payment' }),
  paid: ({ credits }) => ({
    tone: 'good',
    title: `${formatNumber(credits)} credits were added`,
    text: 'Work that waited for credits goes on.',
  }),
  expired: () => ({ ...end, tone: 'idle', title: 'The checkout was closed without a payment' }),
  failed: () => ({ ...end, title: 'The payment failed' }),
  refunded: () => ({ ...back, title: 'This payment was refunded' }),
  disputed: () => ({ ...back, title: 'This payment is disputed' }),
};
