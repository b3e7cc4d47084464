'use client';

import { Plus, Webhook as WebhookIcon } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { useList } from '@/components/agents/use-list';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { api } from '@/components/ui/fetcher';
import { FilterBar, FilterSelect } from '@/components/ui/filter-bar';
import { PageHeader } from '@/components/ui/page';
import { Pagination } from '@/components/ui/pagination';
import { Table } from '@/components/ui/table';
import { toast } from '@/components/ui/toast';
import { useUrlState } from '@/components/ui/use-url-state';
import type { EventKind, May, Webhook } from '@/components/webhooks/model';
import { NoWebhooks } from '@/components/webhooks/no-webhooks';
import { useWebhookActions } from '@/components/webhooks/use-webhook-actions';
import { webhookColumns } from '@/components/webhooks/webhook-columns';
import { WebhookSheet } from '@/components/webhooks/webhook-sheet';
import { PAGE_SIZE, webhooksPath } from '@/components/webhooks/webhooks-path';
import { nameOf } from '@/components/webhooks/words';
import type { Paged } from '@/lib/core/page';

const states = [
  { value: 'true', label: 'Active' },
  { value: 'false', label: 'Disabled' },
];

export function WebhookList({
  first,
  kinds,
  may,
}: {
  first: { path: string; page: Paged<Webhook> };
  kinds: readonly EventKind[];
  may: May;
}) {
  const params = useSearchParams();
  const { data, error, mutate } = useList(webhooksPath(params), first, () => 15_000);
  const [creating, setCreating] = useUrlState('new');
  const [editing, setEditing] = useState<Webhook | null>(null);
  const [removing, setRemoving] = useState<Webhook | null>(null);
  const changed = () => void mutate();
  const { setActive } = useWebhookActions(changed);
  const none = data?.total === 0 && !params.has('active') && !params.has('page');
  const create = may.write && (
    <Button icon={<Plus aria-hidden />} onClick={() => setCreating('1')} variant="primary">
      Create webhook
    </Button>
  );
  return (
    <>
      <PageHeader
        actions={!none && create}
        description="Tell other systems what happens here, signed and as it happens."
        title="Webhooks"
      />
      {none ? (
        <NoWebhooks action={create} />
      ) : (
        <div className="flex flex-col gap-4">
          <FilterBar names={['active']}>
            <FilterSelect label="Status" name="active" options={states} />
          </FilterBar>
          {data && <StaleNote error={error} onRetry={changed} />}
          {error && !data ? (
            <ErrorState error={error} onRetry={changed} />
          ) : (
            <Table
              caption="Webhooks, newest first"
              columns={webhookColumns(may, { edit: setEditing, setActive, remove: setRemoving })}
              empty={
                <EmptyState icon={<WebhookIcon />} title="No webhook matches">
                  None has this status. Clear the filter to see all.
                </EmptyState>
              }
              rowHref={(webhook) => `/webhooks/${webhook.id}`}
              rowKey={(webhook) => webhook.id}
              rows={data?.data}
            />
          )}
          <Pagination limit={PAGE_SIZE} total={data?.total ?? 0} />
        </div>
      )}
      {may.write && (
        <>
          <WebhookSheet
            kinds={kinds}
            onOpenChange={(open) => setCreating(open ? '1' : '')}
            onSaved={changed}
            open={creating === '1'}
          />
          <WebhookSheet
            key={editing?.id}
            kinds={kinds}
            onOpenChange={(open) => open || setEditing(null)}
            onSaved={changed}
            open={editing !== null}
            webhook={editing ?? undefined}
          />
          <DeleteWebhook onDone={changed} onOpenChange={setRemoving} webhook={removing} />
        </>
      )}
    </>
  );
}

/** Open while there is a `webhook`. */
export function DeleteWebhook({
  webhook,
  onOpenChange,
  onDone,
}: {
  webhook: Webhook | null;
  onOpenChange: (webhook: null) => void;
  onDone: () => void;
}) {
  return (
    <ConfirmDialog
      confirmLabel="Delete webhook"
      description="Its deliveries are deleted with it, and those on their way are not sent any more."
      onConfirm={async () => {
        if (!webhook) return;
        await api(`/api/webhooks/${webhook.id}`, { method: 'DELETE' });
        toast.success(`${nameOf(webhook)} was deleted`);
        onDone();
      }}
      onOpenChange={(open) => open || onOpenChange(null)}
      open={webhook !== null}
      title={`Delete ${webhook ? nameOf(webhook) : 'this webhook'}?`}
    />
  );
}
