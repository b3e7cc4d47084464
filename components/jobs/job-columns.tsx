import { JobState } from '@/components/jobs/job-state';
import type { Job } from '@/components/jobs/model';
import { titleOf } from '@/components/jobs/words';
import type { Column } from '@/components/ui/table';
import { Duration, Time } from '@/components/ui/time';

const took = (job: Job) =>
  job.started_at && job.completed_at
    ? new Date(job.completed_at).getTime() - new Date(job.started_at).getTime()
    : null;

/** When it is its turn, or when it began. */
function When({ job }: { job: Job }) {
  const later = job.state === 'scheduled' || job.state === 'retrying';
  const at = later ? job.schedule_at : (job.started_at ?? job.created_at);
  return at ? <Time at={at} className="text-muted" /> : null;
}

export const jobColumns: Column<Job>[] = [
  {
    key: 'task',
    header: 'Task',
    primary: true,
    width: '34%',
    cell: (job) => (
      <>
        <span className="font-strong">{titleOf(job.task_type)}</span>{' '}
        <span className="num text-faint text-xs">…{job.id.slice(-6)}</span>
      </>
    ),
  },
  { key: 'status', header: 'Status', width: '9rem', cell: (job) => <JobState job={job} /> },
  {
    key: 'queue',
    header: 'Queue',
    cell: (job) => <span className="font-mono text-muted text-xs">{job.queue}</span>,
  },
  {
    key: 'attempt',
    header: 'Attempt',
    width: '6rem',
    wideOnly: true,
    cell: (job) => (
      <span className="num text-muted">
        {job.attempt === 0 ? '—' : `${job.attempt} of ${job.max_retries + 1}`}
      </span>
    ),
  },
  {
    key: 'took',
    header: 'Took',
    width: '6rem',
    cell: (job) =>
      job.status === 'running' ? (
        <Duration since={job.started_at} />
      ) : took(job) === null ? (
        <span className="text-faint">—</span>
      ) : (
        <Duration ms={took(job)} />
      ),
  },
  { key: 'when', header: 'When', width: '8rem', cell: (job) => <When job={job} /> },
];
