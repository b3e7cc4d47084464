'use client';

import { Store } from 'lucide-react';
import { useState } from 'react';
import useSWR, { mutate as mutateAny } from 'swr';
import { forbidden } from '@/components/agents/may';
import { ListingForm } from '@/components/apps/listing-form';
import type { AppDetail, May } from '@/components/apps/model';
import type { Listing, ListingDetail } from '@/components/marketplace/model';
import { Button, ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { api } from '@/components/ui/fetcher';
import { Num } from '@/components/ui/number';
import { Stat, StatRow } from '@/components/ui/stat';
import { toast } from '@/components/ui/toast';

/** What the marketplace says about the app, and which version it gives out. */
export default function ListingTab({
  app,
  first,
  may,
  onChange,
}: {
  app: AppDetail;
  first: ListingDetail | null;
  may: May;
  onChange: () => void;
}) {
  const { data, mutate } = useSWR<ListingDetail | null>(
    app.is_public ? `/api/v1/packages/${app.id}` : null,
    { fallbackData: first ?? undefined },
  );
  const listing = app.is_public ? (data ?? null) : null;
  const [leaving, setLeaving] = useState(false);
  const [busy, setBusy] = useState(false);
  const newest = app.packages.find((version) => version.status === 'ready');
  const newer = listing && newest && newest.version !== listing.version ? newest.version : null;
  const path = `/api/agent-apps/${app.id}/listing`;
  const changed = () => {
    void mutate();
    void mutateAny((key) => String(key).startsWith('/api/v1/packages?'));
    onChange();
  };

  async function publishNewest() {
    setBusy(true);
    try {
      const { version } = await api<Listing>(path, { method: 'POST', body: {} });
      toast.success(`Version ${version} is published`);
      changed();
    } catch (error) {
      toast.error('It was not published', error);
    }
    setBusy(false);
  }

  if (!newest)
    return (
      <EmptyState icon={<Store />} title="Upload a version first">
        The marketplace gives out a version of this app. Once there is one, you say here what it
        does and what it costs.
      </EmptyState>
    );
  if (!may.write) return <Callout title="You can read this app">{forbidden}</Callout>;
  return (
    <div className="flex flex-col gap-6">
      <h2 className="sr-only">What the marketplace says</h2>
      {listing && (
        <StatRow>
          <Stat label="Published version" value={listing.version} />
          <Stat label="Installs" value={<Num value={listing.installs} />} />
          <Stat
            label="Rating"
            note={`${listing.reviews} ${listing.reviews === 1 ? 'review' : 'reviews'}`}
            value={listing.rating?.toFixed(1) ?? '—'}
          />
        </StatRow>
      )}
      {newer && (
        <Callout
          action={
            <Button loading={busy} onClick={publishNewest} size="sm" variant="primary">
              Publish {newer}
            </Button>
          }
          title={`The marketplace still gives out ${listing?.version}`}
        >
          Version {newer} is newer. Who has it installed is offered the upgrade.
        </Callout>
      )}
      <ListingForm
        app={app}
        key={listing?.updated_at ?? 'new'}
        listing={listing}
        onSaved={changed}
        version={newest.version}
      />
      {listing && (
        <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg border p-4">
          <p className="min-w-0 flex-1 basis-64 text-muted text-sm">
            Nobody can install it any more. What is installed stays; reviews and the install count
            are lost.
          </p>
          <ButtonLink href={`/marketplace/${listing.slug}`}>See its page</ButtonLink>
          <Button onClick={() => setLeaving(true)} variant="quiet">
            Take it out
          </Button>
        </div>
      )}
      <ConfirmDialog
        confirmLabel="Take it out"
        description="Its reviews and its install count are deleted. This cannot be undone."
        onConfirm={async () => {
          await api(path, { method: 'DELETE' });
          toast.success(`${app.name} is not in the marketplace any more`);
          changed();
        }}
        onOpenChange={setLeaving}
        open={leaving}
        phrase={listing?.slug}
        title="Take it out of the marketplace?"
      />
    </div>
  );
}
