import { CalendarClock } from 'lucide-react';
import { CodeBlock } from '@/components/ui/code-block';
import { EmptyState } from '@/components/ui/empty-state';

const example = JSON.stringify(
  {
    task_type: 'data-processing',
    payload: {
      source: 'https://example.com/orders.csv',
      operations: ['clean', 'transform'],
    },
    queue: 'default',
  },
  null,
  2,
);

export function NoJobs({ recurring = false }: { recurring?: boolean }) {
  return (
    <EmptyState
      example={<CodeBlock code={example} title="POST /api/jobs" />}
      icon={<CalendarClock />}
      title={recurring ? 'Nothing recurs yet' : 'No jobs yet'}
    >
      {recurring
        ? 'A recurring job makes a run at each time of its schedule: a report every Monday, a clean-up every night. Choose "New job", then "Recurring".'
        : 'A job is work in the background: clean a file, write a report, run an agent or a test suite. It is tried again when it fails, and survives any restart.'}
    </EmptyState>
  );
}
