'use client';

import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Callout } from '@/components/ui/callout';
import { Dialog } from '@/components/ui/dialog';
import { api } from '@/components/ui/fetcher';
import { FormErrors } from '@/components/ui/form-errors';
import { formatNumber, formatUsd } from '@/components/ui/format';
import { Spinner } from '@/components/ui/spinner';
import type { PackageView } from '@/lib/billing/contract';

/** The price list; a press on a package leads to the page where it is paid. */
export function TopUpDialog({
  open,
  onOpenChange,
  packages,
  local,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  packages: readonly PackageView[];
  local: boolean;
}) {
  const [going, setGoing] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  async function buy({ id, credits }: PackageView) {
    setGoing(id);
    setProblem(null);
    try {
      const { sessionUrl } = await api<{ sessionUrl: string }>('/api/credits/topup', {
        method: 'POST',
        body: { package: id, credits },
      });
      window.location.assign(sessionUrl);
    } catch (error) {
      setGoing(null);
      setProblem(error instanceof Error ? error.message : 'The checkout could not be opened.');
    }
  }
  return (
    <Dialog
      description={
        local
          ? 'This development server has no Stripe key: a page of ours stands in, and no money moves.'
          : 'You pay on Stripe’s page and come back here. Your card is saved for automatic top-ups.'
      }
      onOpenChange={(next) => {
        if (going) return;
        setProblem(null);
        onOpenChange(next);
      }}
      open={open}
      size="sm"
      title="Top up"
    >
      <div className="flex flex-col gap-3">
        <FormErrors message={problem} />
        <ul className="flex flex-col overflow-hidden rounded-lg border">
          {packages.map((one) => (
            <li className="border-b last:border-b-0" key={one.id}>
              <button
                aria-busy={going === one.id || undefined}
                className="grid w-full grid-cols-[minmax(0,1fr)_auto_1rem] items-center gap-3 px-4 py-3 text-start hover:bg-hover focus-visible:-outline-offset-2 disabled:opacity-55"
                disabled={going !== null && going !== one.id}
                onClick={() => going === null && void buy(one)}
                type="button"
              >
                <span>
                  <span className="num block">{formatNumber(one.credits)} credits</span>
                  <span className="text-faint text-xs">
                    {one.name}
                    {saved(one) > 0 && `, ${saved(one)} % less than single credits`}
                  </span>
                </span>
                <span className="num">{formatUsd(one.price)}</span>
                {going === one.id ? (
                  <Spinner />
                ) : (
                  <ChevronRight aria-hidden className="size-4 text-faint" />
                )}
              </button>
            </li>
          ))}
        </ul>
        {local && (
          <Callout title="Local stand-in" tone="warn">
            Set STRIPE_SECRET_KEY to take real payments.
          </Callout>
        )}
      </div>
    </Dialog>
  );
}

/** Percent below one cent a credit. */
const saved = ({ credits, amount_cents }: PackageView) =>
  Math.round((1 - amount_cents / credits) * 100);
