'use client';

import { Receipt } from 'lucide-react';
import Link from 'next/link';
import { useId } from 'react';
import useSWR from 'swr';
import { HISTORY } from '@/components/billing/paths';
import { cn } from '@/components/ui/cn';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { FilterBar, FilterSelect } from '@/components/ui/filter-bar';
import { formatCredits } from '@/components/ui/format';
import { Input } from '@/components/ui/input';
import { Pagination, usePage } from '@/components/ui/pagination';
import { Badge } from '@/components/ui/status';
import { type Column, Table } from '@/components/ui/table';
import { useUrlState } from '@/components/ui/use-url-state';
import type { TransactionView } from '@/lib/credits/contract';

type PageOf = { transactions: TransactionView[]; total: number };

const LIMIT = 25;
const NAMES = ['type', 'from', 'to'];
const TYPES = {
  purchase: 'Top-up',
  usage: 'Usage',
  grant: 'Grant',
  refund: 'Refund',
  adjustment: 'Adjustment',
} as const;

const columns: Column<TransactionView>[] = [
  {
    key: 'when',
    header: 'Date',
    width: '9.5rem',
    cell: (row) => <BookedAt at={row.created_at} />,
  },
  {
    key: 'what',
    header: 'Description',
    primary: true,
    cell: (row) =>
      row.reference?.type === 'execution' ? (
        <Link
          className="underline-offset-4 hover:underline"
          href={`/executions/${row.reference.id}`}
          prefetch={false}
        >
          {row.description}
        </Link>
      ) : (
        row.description
      ),
  },
  {
    key: 'type',
    header: 'Type',
    width: '7rem',
    wideOnly: true,
    cell: (row) => <Badge>{TYPES[row.type]}</Badge>,
  },
  {
    key: 'amount',
    header: 'Amount',
    width: '8.5rem',
    align: 'end',
    cell: (row) => (
      <span className={cn(row.amount > 0 && 'text-good')} title={formatCredits(row.amount)}>
        {row.amount > 0 ? '+' : '−'}
        {booked(Math.abs(row.amount))}
      </span>
    ),
  },
  {
    key: 'balance',
    header: 'Balance',
    width: '8.5rem',
    align: 'end',
    cell: (row) => (
      <span title={formatCredits(row.balance_after)}>{booked(row.balance_after)}</span>
    ),
  },
];

/** Two decimals, so that a column lines up; what is smaller keeps all it has. The rest is in the title. */
const booked = (credits: number) =>
  credits !== 0 && Math.abs(credits) < 0.01
    ? formatCredits(credits)
    : credits.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** The day and the minute in the reader's zone: rows are drawn in the browser only. */
function BookedAt({ at }: { at: string }) {
  const date = new Date(at);
  const thisYear = date.getFullYear() === new Date().getFullYear();
  const day = date.toLocaleDateString('en-US', {
    month: 'short',
    day: 'numeric',
    year: thisYear ? undefined : 'numeric',
  });
  const time = date.toLocaleTimeString('en-US', {
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  });
  return (
    <time
      dateTime={at}
      title={date.toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'medium' })}
    >
      {day} <span className="num text-faint">{time}</span>
    </time>
  );
}

/** Every movement of the balance with the balance after it, as a bank shows it. */
export function Ledger() {
  const { offset } = usePage(LIMIT);
  const [type] = useUrlState('type');
  const [from, setFrom] = useUrlState('from');
  const [to, setTo] = useUrlState('to');
  const query = new URLSearchParams({ limit: String(LIMIT), offset: String(offset) });
  if (type) query.set('type', type);
  if (from) query.set('start_date', from);
  if (to) query.set('end_date', to);
  const { data, error, mutate } = useSWR<PageOf>(`${HISTORY}?${query}`, {
    refreshInterval: 15_000,
  });
  const filtered = Boolean(type || from || to);
  return (
    <div className="flex flex-col gap-4">
      <FilterBar names={NAMES}>
        <FilterSelect
          label="Type"
          name="type"
          options={Object.entries(TYPES).map(([value, label]) => ({ value, label }))}
        />
        <DateBox label="From" max={to} onChange={setFrom} value={from} />
        <DateBox label="To" min={from} onChange={setTo} value={to} />
      </FilterBar>
      {!data && error ? (
        <ErrorState error={error} onRetry={() => void mutate()} />
      ) : (
        <>
          <StaleNote error={error} onRetry={() => void mutate()} />
          <Table
            caption="Ledger of credits"
            columns={columns}
            empty={
              <EmptyState
                icon={<Receipt />}
                title={filtered ? 'Nothing matches' : 'No entries yet'}
              >
                {filtered
                  ? 'No entry is of that type and in those days. Clear the filters to see all.'
                  : 'Top-ups, grants and what your agents spend are listed here, each with the balance after it.'}
              </EmptyState>
            }
            rowKey={(row) => row.id}
            rows={data?.transactions}
          />
          <Pagination limit={LIMIT} total={data?.total ?? 0} />
        </>
      )}
    </div>
  );
}

function DateBox({
  label,
  value,
  onChange,
  ...range
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  min?: string;
  max?: string;
}) {
  const id = useId();
  return (
    <span className="flex items-center gap-1.5 text-muted text-sm">
      <label htmlFor={id}>{label}</label>
      <Input
        {...range}
        className="w-36!"
        id={id}
        onChange={(event) => onChange(event.target.value)}
        type="date"
        value={value}
      />
    </span>
  );
}
