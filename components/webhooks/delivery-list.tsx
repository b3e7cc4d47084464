'use client';

import { Inbox } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import useSWR from 'swr';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { FilterBar, FilterSelect } from '@/components/ui/filter-bar';
import { formatDuration } from '@/components/ui/format';
import { Num } from '@/components/ui/number';
import { Section } from '@/components/ui/page';
import { Pagination } from '@/components/ui/pagination';
import { Status } from '@/components/ui/status';
import { type Column, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { Delivery, DeliveryPage, EventKind, Webhook } from '@/components/webhooks/model';
import { deliveriesPath, PAGE_SIZE } from '@/components/webhooks/webhooks-path';
import { eventsOf, isOpen, statusOf } from '@/components/webhooks/words';

const statuses = [
  { value: 'pending', label: 'On its way' },
  { value: 'succeeded', label: 'Delivered' },
  { value: 'failed', label: 'Retrying' },
  { value: 'dead', label: 'Gave up' },
];

/** Looks often while something is on its way. */
export const pace = (page: DeliveryPage | undefined) =>
  page?.deliveries.some(isOpen) ? 2_000 : 5_000;

const columns: Column<Delivery>[] = [
  {
    key: 'event',
    header: 'Event',
    primary: true,
    width: '32%',
    cell: (one) => (
      <>
        <span className="font-mono text-xs">{one.event_type}</span>{' '}
        <span className="num text-faint text-xs">…{one.id.slice(-6)}</span>
      </>
    ),
  },
  {
    key: 'status',
    header: 'Status',
    width: '9.5rem',
    cell: (one) => {
      const { state, word } = statusOf(one);
      return <Status state={state}>{word}</Status>;
    },
  },
  {
    key: 'answer',
    header: 'Answer',
    width: '6rem',
    cell: (one) => <span className="num text-muted">{one.status_code ?? '—'}</span>,
  },
  {
    key: 'duration',
    header: 'Took',
    width: '6rem',
    cell: (one) => (
      <span className="num text-muted">
        {one.duration_ms === null ? '—' : formatDuration(one.duration_ms)}
      </span>
    ),
  },
  {
    key: 'attempts',
    header: 'Attempts',
    width: '6rem',
    cell: (one) => <Num className="text-muted" value={one.attempts} />,
  },
  {
    key: 'created',
    header: 'Event at',
    width: '8rem',
    cell: (one) => <Time at={one.created_at} className="text-muted" />,
  },
];

export function DeliveryList({
  webhook,
  kinds,
  first,
}: {
  webhook: Webhook;
  kinds: readonly EventKind[];
  first: { path: string; page: DeliveryPage };
}) {
  const params = useSearchParams();
  const path = deliveriesPath(webhook.id, params);
  const { data, error, mutate } = useSWR<DeliveryPage>(path, {
    fallbackData: path === first.path ? first.page : undefined,
    refreshInterval: pace,
  });
  const filtered = params.has('status') || params.has('event_type');
  return (
    <Section title="Deliveries">
      <FilterBar names={['status', 'event_type']}>
        <FilterSelect label="Status" name="status" options={statuses} />
        <FilterSelect
          label="Event"
          name="event_type"
          options={kinds.map(({ type }) => ({ value: type, label: type }))}
        />
      </FilterBar>
      {data && <StaleNote error={error} onRetry={() => mutate()} />}
      {error && !data ? (
        <ErrorState error={error} onRetry={() => mutate()} />
      ) : (
        <Table
          caption="Deliveries, newest first"
          columns={columns}
          empty={
            <EmptyState
              icon={<Inbox />}
              title={filtered ? 'No delivery matches' : 'Nothing was sent yet'}
            >
              {filtered
                ? 'Choose another status or event, or clear the filters.'
                : `It waits for ${eventsOf(webhook.events).toLowerCase()}. Send a test to see that your receiver hears it.`}
            </EmptyState>
          }
          rowHref={(one) => `/webhooks/${webhook.id}/deliveries/${one.id}`}
          rowKey={(one) => one.id}
          rows={data?.deliveries}
        />
      )}
      <Pagination limit={PAGE_SIZE} total={data?.total ?? 0} />
    </Section>
  );
}
