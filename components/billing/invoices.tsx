'use client';

import { FileText } from 'lucide-react';
import useSWR from 'swr';
import { INVOICES } from '@/components/billing/paths';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { Pagination, usePage } from '@/components/ui/pagination';
import { Status } from '@/components/ui/status';
import { type Column, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { InvoiceView } from '@/lib/billing/contract';

const LIMIT = 25;

const money = ({ amount_cents, currency }: InvoiceView) =>
  (amount_cents / 100).toLocaleString('en-US', { style: 'currency', currency });

const link = 'text-accent-ink underline-offset-4 hover:underline';

const columns: Column<InvoiceView>[] = [
  {
    key: 'number',
    header: 'Number',
    primary: true,
    cell: (row) => row.number ?? 'Not numbered yet',
  },
  { key: 'date', header: 'Date', width: '10rem', cell: (row) => <Time at={row.created_at} /> },
  { key: 'status', header: 'Status', width: '9rem', cell: (row) => <Status state={row.status} /> },
  { key: 'amount', header: 'Amount', width: '8rem', align: 'end', cell: money },
  {
    key: 'files',
    header: 'Files',
    width: '8rem',
    align: 'end',
    cell: (row) => (
      <span className="inline-flex gap-3 font-sans">
        {row.hosted_url && (
          <a className={link} href={row.hosted_url} rel="noreferrer" target="_blank">
            View
          </a>
        )}
        {row.pdf_url && (
          <a className={link} href={row.pdf_url} rel="noreferrer" target="_blank">
            PDF
          </a>
        )}
        {!row.hosted_url && !row.pdf_url && <span className="text-faint">Local</span>}
      </span>
    ),
  },
];

export function Invoices() {
  const { offset } = usePage(LIMIT);
  const { data, error, mutate } = useSWR<{ invoices: InvoiceView[]; total: number }>(
    `${INVOICES}?limit=${LIMIT}&offset=${offset}`,
  );
  if (!data && error) return <ErrorState error={error} onRetry={() => void mutate()} />;
  return (
    <div className="flex flex-col gap-4">
      <StaleNote error={error} onRetry={() => void mutate()} />
      <Table
        caption="Invoices"
        columns={columns}
        empty={
          <EmptyState icon={<FileText />} title="No invoices yet">
            Each top-up brings an invoice, which you can view and download here.
          </EmptyState>
        }
        rowKey={(row) => row.id}
        rows={data?.invoices}
      />
      <Pagination limit={LIMIT} total={data?.total ?? 0} />
    </div>
  );
}
