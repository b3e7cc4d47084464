'use client';

import { Download } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { InstallPlanView } from '@/components/marketplace/install-plan';
import {
  ChatWith,
  InstallFailed,
  InstallProgress,
} from '@/components/marketplace/install-progress';
import type { ListingDetail, May } from '@/components/marketplace/model';
import { isUnderway, useInstallation } from '@/components/marketplace/use-installation';
import { priceOf } from '@/components/marketplace/words';
import { Button, ButtonLink } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { api } from '@/components/ui/fetcher';
import { Status } from '@/components/ui/status';
import { toast } from '@/components/ui/toast';
import type { InstallationView } from '@/lib/installations/contract';

const InstallDialog = lazy(() => import('@/components/marketplace/install-dialog'));

const hasForm = ({ config_schema: schema }: ListingDetail) =>
  Object.keys((schema?.properties as object | undefined) ?? {}).length > 0;

/** The price, what installing does, the button; then the progress and the way to a chat. */
export function InstallPanel({
  listing,
  first,
  may,
  own,
}: {
  listing: ListingDetail;
  first: InstallationView | null;
  may: May;
  /** It is this organization's own package: it costs nothing. */
  own: boolean;
}) {
  const { installation, set } = useInstallation(first);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const price = own ? 0 : listing.price;
  const failed = installation?.status === 'failed';
  const fresh = !installation || failed;

  function started(next: InstallationView) {
    set(next);
    setAsking(false);
  }
  async function install() {
    if (price > 0 || hasForm(listing)) return setAsking(true);
    setBusy(true);
    try {
      const body = { package_id: listing.id, config: {} };
      started(await api<InstallationView>('/api/v1/installations', { method: 'POST', body }));
    } catch (error) {
      toast.error('It was not installed', error);
    }
    setBusy(false);
  }

  return (
    <section
      aria-label="Install"
      className="flex flex-col gap-4 rounded-lg border bg-surface p-4 sm:p-5"
    >
      <div className="flex items-baseline justify-between gap-3">
        <h2 className={cn('font-strong text-lg', price > 0 && 'num')}>
          {priceOf({ ...listing, price })}
        </h2>
        {installation && !failed ? (
          <Status state={installation.status}>
            {installation.status === 'active' ? 'Installed' : undefined}
          </Status>
        ) : (
          <span className="text-faint text-xs">
            {price > 0 ? 'Paid once' : 'You pay for runs only'}
          </span>
        )}
      </div>
      {fresh && <InstallPlanView plan={listing.install_plan} />}
      {failed && <InstallFailed installation={installation} />}
      {isUnderway(installation) && installation && <InstallProgress installation={installation} />}
      {installation?.status === 'active' && may.chat && <ChatWith agents={installation.agents} />}
      {fresh &&
        (may.install ? (
          <Button
            disabled={listing.install_plan.problems.length > 0}
            icon={<Download aria-hidden />}
            loading={busy}
            onClick={install}
            size="lg"
            variant="primary"
          >
            {failed
              ? 'Try again'
              : price > 0
                ? `Install for ${priceOf({ ...listing, price })}`
                : 'Install'}
          </Button>
        ) : (
          <p className="text-muted text-sm">
            Your role can look only. Ask an owner or admin to install it.
          </p>
        ))}
      {installation && !fresh && (
        <ButtonLink href={`/packages?open=${installation.id}`} variant="ghost">
          Manage installation
        </ButtonLink>
      )}
      {asking && (
        <Suspense>
          <InstallDialog
            listing={listing}
            onClose={() => setAsking(false)}
            onStarted={started}
            price={price}
          />
        </Suspense>
      )}
    </section>
  );
}
