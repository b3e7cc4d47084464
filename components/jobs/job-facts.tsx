import Link from 'next/link';
import type { Job } from '@/components/jobs/model';
import { everyOf } from '@/components/jobs/words';
import { Id } from '@/components/ui/id';
import { KeyValues } from '@/components/ui/key-values';
import { Section } from '@/components/ui/page';
import { Duration, Time } from '@/components/ui/time';

const link = 'rounded-sm underline decoration-line underline-offset-2 hover:decoration-current';

const at = (time: string | null) => (time ? <Time at={time} exact /> : null);

function scheduleOf(job: Job) {
  if (job.cron_spec === null) return [];
  return [
    {
      label: 'Schedule',
      value: (
        <span>
          {everyOf(job.cron_spec)}{' '}
          <span className="font-mono text-faint text-xs">
            {job.cron_spec} · {job.timezone}
          </span>
        </span>
      ),
    },
    {
      label: 'Next runs',
      value:
        job.next_runs.length === 0 ? null : (
          <ol className="flex flex-col gap-1">
            {job.next_runs.map((time) => (
              <li key={time}>
                <Time at={time} exact />
              </li>
            ))}
          </ol>
        ),
    },
    { label: 'Last run', value: at(job.last_run_at) },
  ];
}

function runOf(job: Job) {
  if (job.cron_spec !== null) return [];
  const open = job.status === 'running';
  return [
    { label: 'Scheduled for', value: at(job.schedule_at) },
    { label: 'Began', value: at(job.started_at) },
    {
      label: 'Took',
      value: job.started_at ? (
        <Duration
          ms={
            job.completed_at
              ? new Date(job.completed_at).getTime() - new Date(job.started_at).getTime()
              : null
          }
          since={open ? job.started_at : null}
        />
      ) : null,
    },
    { label: 'Attempts', value: `${job.attempt} of at most ${job.max_retries + 1}` },
  ];
}

/** What is known of a job beside its payload and result. */
export function JobFacts({ job }: { job: Job }) {
  return (
    <Section title={job.cron_spec === null ? 'Job' : 'Recurring job'}>
      <KeyValues
        items={[
          { label: 'Job', value: <Id value={job.id} /> },
          { label: 'Type', value: <span className="font-mono text-xs">{job.task_type}</span> },
          {
            label: 'Queue',
            value: (
              <Link className={link} href={`/jobs?queue=${encodeURIComponent(job.queue)}`}>
                {job.queue}
              </Link>
            ),
          },
          ...scheduleOf(job),
          ...runOf(job),
          { label: 'Time limit', value: <span className="num">{job.timeout}</span> },
          ...(job.priority === 0 ? [] : [{ label: 'Priority', value: String(job.priority) }]),
          ...(job.recurring_id
            ? [
                {
                  label: 'Made by',
                  value: (
                    <Link className={link} href={`/jobs/${job.recurring_id}`}>
                      Its schedule
                    </Link>
                  ),
                },
              ]
            : []),
          { label: 'Created', value: at(job.created_at) },
        ]}
      />
    </Section>
  );
}
