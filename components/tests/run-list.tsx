'use client';

import { History } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useList } from '@/components/agents/use-list';
import type { RunBrief } from '@/components/tests/model';
import { PAGE_SIZE, runsPath, TESTS } from '@/components/tests/paths';
import { RunStatus } from '@/components/tests/run-status';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { Num } from '@/components/ui/number';
import { Pagination } from '@/components/ui/pagination';
import { type Column, Table } from '@/components/ui/table';
import { Duration, Time } from '@/components/ui/time';
import type { Paged } from '@/lib/core/page';

export type Runs = { path: string; page: Paged<RunBrief> };

const took = ({ created_at: from, completed_at: to }: RunBrief) =>
  to ? Date.parse(to) - Date.parse(from) : null;

const figure = (
  key: 'passedTests' | 'failedTests' | 'skippedTests',
  header: string,
): Column<RunBrief> => ({
  key,
  header,
  width: '5.5rem',
  align: 'end',
  cell: (run) => <Num className={run[key] ? '' : 'text-faint'} value={run[key]} />,
});

const columns: Column<RunBrief>[] = [
  { key: 'run', header: 'Run', primary: true, cell: (run) => <RunStatus run={run} /> },
  figure('passedTests', 'Passed'),
  figure('failedTests', 'Failed'),
  figure('skippedTests', 'Skipped'),
  {
    key: 'took',
    header: 'Took',
    width: '6rem',
    align: 'end',
    cell: (run) => <Duration ms={took(run)} since={run.completed_at ? null : run.created_at} />,
  },
  {
    key: 'at',
    header: 'Started',
    width: '8rem',
    cell: (run) => <Time at={run.created_at} className="text-muted" />,
  },
];

/** The runs of a suite, live. */
export function RunList({ suiteId, first }: { suiteId: string; first: Runs | null }) {
  const params = useSearchParams();
  const { data, error, mutate } = useList(runsPath(suiteId, params), first, (page) =>
    page?.data.some(({ status }) => status === 'running') ? 1_000 : 3_000,
  );
  return (
    <div className="flex flex-col gap-4">
      {data && <StaleNote error={error} onRetry={() => mutate()} />}
      {error && !data ? (
        <ErrorState error={error} onRetry={() => mutate()} />
      ) : (
        <Table
          caption="Runs, newest first"
          columns={columns}
          empty={
            <EmptyState icon={<History />} title="It has not run yet">
              Each run stays here with what every case gave.
            </EmptyState>
          }
          rowHref={(run) => `${TESTS}/${suiteId}/runs/${run.id}`}
          rowKey={(run) => run.id}
          rows={data?.data}
        />
      )}
      <Pagination limit={PAGE_SIZE} total={data?.total ?? 0} />
    </div>
  );
}
