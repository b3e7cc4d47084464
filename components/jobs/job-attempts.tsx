import type { Attempt, Job } from '@/components/jobs/model';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/page';
import { Status } from '@/components/ui/status';
import { type Column, Table } from '@/components/ui/table';
import { Duration, Time } from '@/components/ui/time';

const WORDS = {
  running: 'Running',
  completed: 'Completed',
  failed: 'Failed',
  cancelled: 'Canceled',
  lost: 'Worker lost',
};

const columns: Column<Attempt>[] = [
  {
    key: 'number',
    header: 'Attempt',
    primary: true,
    width: '6rem',
    cell: (one) => <span className="num">{one.number}</span>,
  },
  {
    key: 'status',
    header: 'Status',
    width: '9rem',
    cell: (one) => <Status state={one.status}>{WORDS[one.status]}</Status>,
  },
  {
    key: 'error',
    header: 'What happened',
    cell: (one) => <span className="text-muted">{one.error?.message ?? '—'}</span>,
  },
  {
    key: 'took',
    header: 'Took',
    width: '7rem',
    cell: (one) => (
      <Duration
        ms={
          one.completed_at
            ? new Date(one.completed_at).getTime() - new Date(one.started_at).getTime()
            : null
        }
        since={one.completed_at ? null : one.started_at}
      />
    ),
  },
  {
    key: 'began',
    header: 'Began',
    width: '8rem',
    cell: (one) => <Time at={one.started_at} className="text-muted" />,
  },
];

export function JobAttempts({ attempts, job }: { attempts: readonly Attempt[]; job: Job }) {
  return (
    <Section title="Attempts">
      <Table
        caption="Attempts, newest first"
        columns={columns}
        empty={
          <EmptyState title="None was made yet">
            {job.state === 'scheduled'
              ? 'The first is made when its time has come.'
              : 'The first is made when it is its turn in the queue.'}
          </EmptyState>
        }
        rowKey={(one) => String(one.number)}
        rows={attempts.toReversed()}
      />
    </Section>
  );
}
