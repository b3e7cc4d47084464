'use client';

import { useId, useMemo, useState } from 'react';
import useSWR from 'swr';
import type { ListingDetail } from '@/components/marketplace/model';
import { CURRENT } from '@/components/shell/current';
import { Button, ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog } from '@/components/ui/dialog';
import { ApiError, api } from '@/components/ui/fetcher';
import { KeyValues } from '@/components/ui/key-values';
import { Credits } from '@/components/ui/number';
import { draftOf, problemsOf, readDraft } from '@/components/ui/schema-form/draft';
import { fieldsOf } from '@/components/ui/schema-form/fields';
import { SchemaForm } from '@/components/ui/schema-form/schema-form';
import type { InstallationView } from '@/lib/installations/contract';

type Failure = { message: string | null; fields: Record<string, string>; requestId?: string };
const none: Failure = { message: null, fields: {} };

/** What the package wants to know, what it costs and what is left. */
export default function InstallDialog({
  listing,
  price,
  onClose,
  onStarted,
}: {
  listing: ListingDetail;
  price: number;
  onClose: () => void;
  onStarted: (installation: InstallationView) => void;
}) {
  const form = useId();
  const fields = useMemo(() => fieldsOf(listing.config_schema), [listing.config_schema]);
  const [draft, setDraft] = useState(() => draftOf(fields));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState(none);
  const [attempt, setAttempt] = useState(0);
  const { data: current } = useSWR<{ organization: { credits: number } }>(CURRENT);
  const balance = current?.organization.credits;
  const short = balance !== undefined && balance < price;

  function refuse(next: Failure) {
    setFailure(next);
    setAttempt((before) => before + 1);
  }
  async function submit(event: React.FormEvent) {
    event.preventDefault();
    if (busy) return;
    const read = readDraft(fields, draft);
    if ('problems' in read) return refuse({ message: null, fields: read.problems });
    setBusy(true);
    setFailure(none);
    try {
      const body = { package_id: listing.id, config: read.value };
      onStarted(await api<InstallationView>('/api/v1/installations', { method: 'POST', body }));
    } catch (error) {
      const known = error instanceof ApiError ? error : null;
      const wrong = known?.code === 'VALIDATION_FAILED' ? problemsOf(fields, known.fields) : {};
      const message = known?.message ?? 'Something went wrong in this page. Reload it.';
      refuse({
        message: Object.keys(wrong).length > 0 ? null : message,
        fields: wrong,
        requestId: known?.requestId,
      });
    }
    setBusy(false);
  }

  return (
    <Dialog
      description={
        fields.length > 0
          ? 'What its agents need to know. You can change it later.'
          : 'It is paid when the installation succeeds, and not before.'
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button disabled={short} form={form} loading={busy} type="submit" variant="primary">
            {price > 0 ? 'Pay and install' : 'Install'}
          </Button>
        </>
      }
      onOpenChange={(open) => open || busy || onClose()}
      open
      title={`Install ${listing.name}`}
    >
      <form className="flex flex-col gap-5" id={form} method="post" noValidate onSubmit={submit}>
        <SchemaForm
          attempt={attempt}
          draft={draft}
          fields={fields}
          idPrefix="install"
          message={failure.message}
          onDraftChange={setDraft}
          problems={failure.fields}
          requestId={failure.requestId}
        />
        {price > 0 && (
          <div className="rounded-lg border px-3 py-1">
            <KeyValues
              items={[
                { label: 'Price, once', value: <Credits value={price} /> },
                {
                  label: 'Balance',
                  value: balance === undefined ? null : <Credits value={balance} />,
                },
                {
                  label: 'Afterwards',
                  value: balance === undefined ? null : <Credits value={balance - price} />,
                },
              ]}
            />
          </div>
        )}
        {short && (
          <Callout
            action={
              <ButtonLink href="/billing" size="sm">
                Top up
              </ButtonLink>
            }
            title="The balance does not cover it"
            tone="warn"
          >
            <Credits value={price - (balance ?? 0)} /> are missing.
          </Callout>
        )}
      </form>
    </Dialog>
  );
}
