'use client';

import { Gauge, Plus } from 'lucide-react';
import { useState } from 'react';
import useSWR from 'swr';
import { type EditedLimit, LimitDialog, limitPath } from '@/components/billing/limit-dialog';
import { LIMITS } from '@/components/billing/paths';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { api } from '@/components/ui/fetcher';
import { formatCredits } from '@/components/ui/format';
import { Pagination, usePage } from '@/components/ui/pagination';
import { Progress } from '@/components/ui/progress';
import { Badge } from '@/components/ui/status';
import { type Column, Table } from '@/components/ui/table';
import { toast } from '@/components/ui/toast';
import type { LimitView } from '@/lib/credits/contract';

const LIMIT = 25;

/** What keys and agents may spend a month. */
export function Limits({ mayChange }: { mayChange: boolean }) {
  const { offset } = usePage(LIMIT);
  const [edited, setEdited] = useState<EditedLimit | null>(null);
  const { data, error, mutate } = useSWR<{ data: LimitView[]; total: number }>(
    `${LIMITS}?limit=${LIMIT}&offset=${offset}`,
  );
  const changed = () => void mutate();
  async function remove(row: LimitView) {
    try {
      await api(limitPath(row), { method: 'DELETE' });
      changed();
      toast.undo('Limit removed', () =>
        api(limitPath(row), { method: 'PUT', body: { monthly: row.monthly } }).then(
          changed,
          (cause) => toast.error('The limit is not back', cause),
        ),
      );
    } catch (cause) {
      toast.error('The limit is still there', cause);
    }
  }
  const columns: Column<LimitView>[] = [
    { key: 'name', header: 'Name', primary: true, cell: (row) => row.name ?? 'Deleted' },
    {
      key: 'kind',
      header: 'Kind',
      width: '7rem',
      cell: (row) => <Badge>{row.subject_type === 'key' ? 'API key' : 'Agent'}</Badge>,
    },
    {
      key: 'spent',
      header: 'Spent',
      width: '18rem',
      cell: (row) => <Spent row={row} />,
    },
    {
      key: 'left',
      header: 'Left',
      width: '8rem',
      align: 'end',
      cell: (row) => formatCredits(row.remaining),
    },
    ...(mayChange
      ? [
          {
            key: 'actions',
            header: 'Actions',
            width: '9.5rem',
            actions: true,
            cell: (row: LimitView) => (
              <span className="flex gap-1">
                <Button
                  aria-label={`Change the limit of ${row.name ?? 'what was deleted'}`}
                  onClick={() => setEdited(row)}
                  size="sm"
                  variant="ghost"
                >
                  Change
                </Button>
                <Button
                  aria-label={`Remove the limit of ${row.name ?? 'what was deleted'}`}
                  onClick={() => void remove(row)}
                  size="sm"
                  variant="ghost"
                >
                  Remove
                </Button>
              </span>
            ),
          },
        ]
      : []),
  ];
  const add = mayChange && (
    <Button icon={<Plus aria-hidden />} onClick={() => setEdited({})}>
      Set a limit
    </Button>
  );
  if (!data && error) return <ErrorState error={error} onRetry={changed} />;
  return (
    <div className="flex flex-col gap-4">
      <StaleNote error={error} onRetry={changed} />
      {data && data.total > 0 && (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="max-w-form text-muted text-sm">
            In a calendar month (UTC). Who is over the limit gets 402; running work waits.
          </p>
          {add}
        </div>
      )}
      <Table
        caption="Spending limits"
        columns={columns}
        empty={
          <EmptyState action={add} icon={<Gauge />} title="No spending limits">
            A limit caps what one API key or one agent may spend in a calendar month, so that a
            mistake in one place never empties the balance for all.
          </EmptyState>
        }
        loading={3}
        rowKey={(row) => `${row.subject_type}:${row.subject_id}`}
        rows={data?.data}
      />
      <Pagination limit={LIMIT} total={data?.total ?? 0} />
      {mayChange && (
        <LimitDialog edited={edited} onClose={() => setEdited(null)} onSaved={changed} />
      )}
    </div>
  );
}

function Spent({ row }: { row: LimitView }) {
  const share = row.monthly > 0 ? row.spent / row.monthly : 1;
  const tone = share >= 1 ? 'bad' : share >= 0.8 ? 'warn' : 'accent';
  return (
    <span className="flex items-center gap-3">
      <span className="w-20 shrink-0">
        <Progress
          label={`Spent of the limit of ${row.name ?? 'what was deleted'}`}
          max={Math.max(row.monthly, 0.000001)}
          tone={tone}
          value={row.spent}
        />
      </span>
      <span className="num truncate">
        {formatCredits(row.spent)} of {formatCredits(row.monthly)}
      </span>
    </span>
  );
}
