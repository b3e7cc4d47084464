'use client';

import { CirclePause, CirclePlay, Ellipsis, Play } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import useSWR from 'swr';
import { JobState } from '@/components/jobs/job-state';
import { PAGE_SIZE, recurringPath } from '@/components/jobs/jobs-path';
import type { Job, JobPage, May } from '@/components/jobs/model';
import { NoJobs } from '@/components/jobs/no-jobs';
import { useJobActions } from '@/components/jobs/use-job-actions';
import { everyOf, titleOf } from '@/components/jobs/words';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { IconButton } from '@/components/ui/icon-button';
import { Menu } from '@/components/ui/menu';
import { Pagination } from '@/components/ui/pagination';
import { type Column, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';

function columns(may: May, act: ReturnType<typeof useJobActions>['act']): Column<Job>[] {
  const own: Column<Job>[] = [
    {
      key: 'task',
      header: 'Task',
      primary: true,
      width: '26%',
      cell: (job) => (
        <>
          <span className="font-strong">{titleOf(job.task_type)}</span>{' '}
          <span className="num text-faint text-xs">…{job.id.slice(-6)}</span>
        </>
      ),
    },
    { key: 'status', header: 'Status', width: '8rem', cell: (job) => <JobState job={job} /> },
    {
      key: 'schedule',
      header: 'Schedule',
      cell: (job) => (
        <span className="text-muted" title={`${job.cron_spec} (${job.timezone})`}>
          {everyOf(job.cron_spec ?? '')}
          {job.timezone !== 'UTC' && <span className="text-faint"> · {job.timezone}</span>}
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
    {
      key: 'last',
      header: 'Last run',
      width: '8rem',
      cell: (job) =>
        job.last_run_at ? (
          <Time at={job.last_run_at} className="text-muted" />
        ) : (
          <span className="text-faint">Never</span>
        ),
    },
  ];
  if (may.write)
    own.push({
      key: 'actions',
      header: 'Actions',
      width: '3.25rem',
      actions: true,
      cell: (job) => {
        const label = `Actions for ${titleOf(job.task_type)} …${job.id.slice(-6)}`;
        const ended = job.state !== 'recurring';
        return (
          <Menu
            align="end"
            groups={[
              {
                items: [
                  {
                    label: 'Run now',
                    icon: <Play />,
                    disabled: ended,
                    onSelect: () => void act(job, 'run'),
                  },
                  {
                    label: job.paused ? 'Resume' : 'Pause',
                    icon: job.paused ? <CirclePlay /> : <CirclePause />,
                    disabled: ended,
                    onSelect: () => void act(job, job.paused ? 'resume' : 'pause'),
                  },
                ],
              },
            ]}
            label={label}
            trigger={<IconButton icon={<Ellipsis aria-hidden />} label={label} size="sm" />}
          />
        );
      },
    });
  return own;
}

export function RecurringList({
  first,
  may,
}: {
  first: { path: string; page: JobPage };
  may: May;
}) {
  const params = useSearchParams();
  const path = recurringPath(params);
  const { data, error, mutate } = useSWR<JobPage>(path, {
    fallbackData: path === first.path ? first.page : undefined,
    refreshInterval: 15_000,
  });
  const { act } = useJobActions(() => void mutate());
  if (data?.total === 0 && !params.has('page')) return <NoJobs recurring />;
  return (
    <div className="flex flex-col gap-4">
      {data && <StaleNote error={error} onRetry={() => mutate()} />}
      {error && !data ? (
        <ErrorState error={error} onRetry={() => mutate()} />
      ) : (
        <Table
          caption="Recurring jobs, newest first"
          columns={columns(may, act)}
          rowHref={(job) => `/jobs/${job.id}`}
          rowKey={(job) => job.id}
          rows={data?.jobs}
        />
      )}
      <Pagination limit={PAGE_SIZE} total={data?.total ?? 0} />
    </div>
  );
}
