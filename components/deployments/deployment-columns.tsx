import { type Deployment, isOpen, type Step } from '@/components/deployments/model';
import { stepWords } from '@/components/deployments/words';
import { Elapsed } from '@/components/executions/elapsed';
import { cn } from '@/components/ui/cn';
import { formatCredits } from '@/components/ui/format';
import { Badge, Status } from '@/components/ui/status';
import type { Column } from '@/components/ui/table';
import { Time } from '@/components/ui/time';

const fills: Record<Step['status'], string> = {
  pending: 'bg-pressed',
  processing: 'animate-breathe bg-info',
  completed: 'bg-good',
  failed: 'bg-bad',
  cancelled: 'bg-pressed',
};

/** The five steps as five marks, and the name of the one that counts. */
function Progress({ steps, status }: { steps: readonly Step[]; status: string }) {
  const done = steps.filter((step) => step.status === 'completed').length;
  const at = steps.find((step) => step.status === 'failed' || step.status === 'processing');
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden className="flex gap-0.5">
        {steps.map((step) => (
          <span className={cn('h-3 w-1.5 rounded-sm', fills[step.status])} key={step.name} />
        ))}
      </span>
      <span className="truncate text-muted">
        {at && status !== 'cancelled' ? (
          stepWords[at.name].title
        ) : (
          <>
            <span className="num">{done}</span> of <span className="num">{steps.length}</span>
          </>
        )}
      </span>
    </span>
  );
}

export const deploymentColumns: Column<Deployment>[] = [
  {
    key: 'name',
    header: 'Deployment',
    primary: true,
    width: '30%',
    cell: (one) => (
      <>
        <span className="font-strong">{one.name}</span>{' '}
        {one.kind === 'package' ? (
          <span className="num text-faint text-xs">{one.version}</span>
        ) : (
          <Badge>Config</Badge>
        )}
      </>
    ),
  },
  {
    key: 'status',
    header: 'Status',
    width: '8rem',
    cell: (one) => <Status state={one.status} />,
  },
  {
    key: 'steps',
    header: 'Steps',
    wholeLine: true,
    cell: (one) =>
      one.kind === 'package' ? (
        <Progress status={one.status} steps={one.progress.steps} />
      ) : (
        <span className="text-faint">None</span>
      ),
  },
  {
    key: 'took',
    header: 'Took',
    width: '6rem',
    align: 'end',
    cell: (one) =>
      one.kind === 'package' && one.started_at ? (
        <Elapsed
          ms={isOpen(one) ? null : (one.duration_seconds ?? 0) * 1000}
          since={one.started_at}
        />
      ) : (
        <span className="text-faint">—</span>
      ),
  },
  {
    key: 'credits',
    header: 'Credits',
    width: '5.5rem',
    align: 'end',
    cell: (one) =>
      one.kind === 'package' && one.status !== 'failed' && one.status !== 'cancelled' ? (
        formatCredits(one.credits)
      ) : (
        <span className="text-faint">0</span>
      ),
  },
  {
    key: 'created',
    header: 'Queued',
    width: '8rem',
    cell: (one) => <Time at={one.created_at} className="text-muted" />,
  },
];
