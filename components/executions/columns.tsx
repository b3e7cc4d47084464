import { Elapsed } from '@/components/executions/elapsed';
import { Credits, Num } from '@/components/ui/number';
import { Status } from '@/components/ui/status';
import type { Column } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { ExecutionView } from '@/lib/executions/contract';

const waiting: Record<string, string> = {
  credits: 'Waiting for credits',
  execution: 'Waiting',
  approval: 'Waiting for approval',
};

export function ExecutionStatus({ execution }: { execution: ExecutionView }) {
  const { status, wait_reason, cancel_requested_at } = execution;
  if (status === 'running' && cancel_requested_at)
    return (
      <Status state="running" tone="warn">
        Cancelling
      </Status>
    );
  if (status === 'running' && wait_reason)
    return <Status state="waiting">{waiting[wait_reason] ?? 'Waiting'}</Status>;
  return <Status state={status} />;
}

const name: Column<ExecutionView> = {
  key: 'agent',
  header: 'Agent',
  primary: true,
  width: '28%',
  cell: (one) => (
    <>
      <span className="font-strong">{one.agent_name ?? one.kind}</span>{' '}
      <span className="num text-faint text-xs">…{one.id.slice(-6)}</span>
    </>
  ),
};

const rest: Column<ExecutionView>[] = [
  {
    key: 'status',
    header: 'Status',
    width: '11rem',
    cell: (one) => <ExecutionStatus execution={one} />,
  },
  {
    key: 'source',
    header: 'Source',
    width: '7rem',
    cell: (one) => (
      <span className="text-muted">
        {one.source === 'api' ? 'API' : one.source.charAt(0).toUpperCase() + one.source.slice(1)}
      </span>
    ),
  },
  {
    key: 'started',
    header: 'Started',
    width: '7.5rem',
    cell: (one) => <Time at={one.created_at} className="text-muted" />,
  },
  {
    key: 'duration',
    header: 'Duration',
    width: '7rem',
    align: 'end',
    cell: (one) => <Elapsed ms={one.latency_ms} since={one.created_at} />,
  },
  {
    key: 'tokens',
    header: 'Tokens',
    width: '6rem',
    align: 'end',
    cell: (one) => <Num short value={one.total_tokens} />,
  },
  {
    key: 'cost',
    header: 'Credits',
    width: '6.5rem',
    align: 'end',
    cell: (one) => <Credits unit={false} value={one.credits} />,
  },
];

export const executionColumns: Column<ExecutionView>[] = [name, ...rest];

/** On an agent's own page its name says nothing: the id takes its place. */
export const columnsOfOneAgent: Column<ExecutionView>[] = [
  {
    ...name,
    key: 'id',
    header: 'Execution',
    width: undefined,
    cell: (one) => <span className="num">…{one.id.slice(-8)}</span>,
  },
  ...rest
    .filter(({ key }) => key !== 'source' && key !== 'tokens')
    .map((column) => ({ ...column, width: column.key === 'status' ? '10rem' : undefined })),
];
