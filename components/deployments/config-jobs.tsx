'use client';

import Link from 'next/link';
import useSWR from 'swr';
import type { ConfigDeployment } from '@/components/deployments/model';
import { JobState } from '@/components/jobs/job-state';
import type { Job, JobPage } from '@/components/jobs/model';
import { everyOf, titleOf } from '@/components/jobs/words';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { formatNumber } from '@/components/ui/format';
import { Section } from '@/components/ui/page';
import { type Column, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';

const MOST = 100;

const nameOf = (job: Job): string =>
  String((job.metadata as { name?: unknown }).name ?? titleOf(job.task_type));

const columns = (workflows: ReadonlyMap<string, string>): Column<Job>[] => [
  {
    key: 'name',
    header: 'Job',
    primary: true,
    width: '24%',
    cell: (job) => <span className="font-strong">{nameOf(job)}</span>,
  },
  {
    key: 'task',
    header: 'Task',
    wholeLine: true,
    cell: (job) => (
      <span className="text-muted">{workflows.get(job.task_type) ?? titleOf(job.task_type)}</span>
    ),
  },
  {
    key: 'state',
    header: 'Status',
    width: '8rem',
    wholeLine: true,
    cell: (job) => <JobState job={job} />,
  },
  {
    key: 'schedule',
    header: 'Schedule',
    wholeLine: true,
    cell: (job) => (
      <span className="text-muted" title={job.cron_spec ?? undefined}>
        {job.cron_spec === null ? 'Once, at the start' : everyOf(job.cron_spec)}
        {job.timezone && job.timezone !== 'UTC' && (
          <span className="text-faint"> · {job.timezone}</span>
        )}
      </span>
    ),
  },
  {
    key: 'next',
    header: 'Next run',
    width: '8rem',
    cell: (job) =>
      job.next_run_at ? (
        <Time at={job.next_run_at} className="text-muted" />
      ) : (
        <span className="text-faint">—</span>
      ),
  },
];

/** The jobs that the newest start has registered; nothing where the config has none. */
export function ConfigJobs({ deployment }: { deployment: ConfigDeployment }) {
  const { id, config_version: version } = deployment;
  const path = `/api/jobs?deployment_id=${id}&limit=${MOST}`;
  const { data, error, mutate } = useSWR<JobPage>(version ? path : null, {
    refreshInterval: 10_000,
  });
  if (data?.total === 0 || (!data && !error)) return null;
  return (
    <Section title="Jobs">
      {data && <StaleNote error={error} onRetry={() => mutate()} />}
      {error && !data ? (
        <ErrorState error={error} onRetry={() => mutate()} />
      ) : (
        <Table
          caption="Jobs of this deployment, newest first"
          columns={columns(new Map(deployment.workflows.map((it) => [it.id, it.name])))}
          rowHref={(job) => `/jobs/${job.id}`}
          rowKey={(job) => job.id}
          rows={data?.jobs}
        />
      )}
      {data && data.total > MOST && (
        <p className="text-muted text-sm">
          {MOST} of {formatNumber(data.total)}. The others stand among{' '}
          <Link className="text-accent-ink hover:underline" href="/jobs/recurring">
            all recurring jobs
          </Link>
          .
        </p>
      )}
    </Section>
  );
}
