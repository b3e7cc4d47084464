'use client';

import { Play } from 'lucide-react';
import useSWR from 'swr';
import { Elapsed } from '@/components/executions/elapsed';
import { cn } from '@/components/ui/cn';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { Section } from '@/components/ui/page';
import { Pagination, usePage } from '@/components/ui/pagination';
import { Status } from '@/components/ui/status';
import { type Column, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { Paged } from '@/lib/core/page';
import type { CommandExecution } from '@/lib/executions/contract';

const LIMIT = 10;
const open = (one: CommandExecution) => one.status === 'pending' || one.status === 'running';

const columns: Column<CommandExecution>[] = [
  {
    key: 'id',
    header: 'Execution',
    primary: true,
    width: '8.5rem',
    cell: (one) => <span className="num">…{one.id.slice(-8)}</span>,
  },
  {
    key: 'status',
    header: 'Status',
    wholeLine: true,
    width: '8rem',
    cell: (one) => <Status state={one.status} />,
  },
  {
    key: 'exit',
    header: 'Exit code',
    width: '5.5rem',
    align: 'end',
    cell: (one) => (
      <span className={cn('num', one.exit_code ? 'text-bad' : 'text-muted')}>
        {one.exit_code ?? '—'}
      </span>
    ),
  },
  {
    key: 'output',
    header: 'Output',
    wholeLine: true,
    cell: (one) =>
      one.output === null ? (
        <span className="text-faint">{open(one) ? 'Not yet' : 'None'}</span>
      ) : (
        <code className="text-muted text-xs" title={one.output.slice(0, 1000)}>
          {one.output.slice(0, 300)}
        </code>
      ),
  },
  {
    key: 'took',
    header: 'Took',
    width: '6rem',
    align: 'end',
    cell: (one) => (
      <Elapsed
        ms={one.completed_at ? Date.parse(one.completed_at) - Date.parse(one.started_at) : null}
        since={one.started_at}
      />
    ),
  },
  {
    key: 'started',
    header: 'Started',
    width: '7.5rem',
    cell: (one) => <Time at={one.started_at} className="text-muted" />,
  },
];

/** What a deployment has executed, newest first, live. */
export function ConfigExecutions({ id, onEnded }: { id: string; onEnded: () => void }) {
  const { offset } = usePage(LIMIT);
  const path = `/api/deployments/${id}/executions?limit=${LIMIT}&offset=${offset}`;
  const { data, error, mutate } = useSWR<Paged<CommandExecution>>(path, {
    refreshInterval: (page) => (page?.data.some(open) ? 1_500 : 10_000),
    keepPreviousData: true,
    // How the last one ended is how the deployment stands.
    onSuccess: (page) => {
      if (data?.data.some(open) && !page.data.some(open)) onEnded();
    },
  });
  return (
    <Section title="Executions">
      {data && <StaleNote error={error} onRetry={() => mutate()} />}
      {error && !data ? (
        <ErrorState error={error} onRetry={() => mutate()} />
      ) : (
        <Table
          caption="Executions, newest first"
          columns={columns}
          empty={
            <EmptyState icon={<Play />} title="Not executed yet">
              An execution runs the workflows of the config one after the other, and leaves its
              output and its exit code here: 0 when all went well, 1 after a failure.
            </EmptyState>
          }
          loading={3}
          rowHref={(one) => `/executions/${one.id}`}
          rowKey={(one) => one.id}
          rows={data?.data}
        />
      )}
      <Pagination limit={LIMIT} total={data?.total ?? 0} />
    </Section>
  );
}
