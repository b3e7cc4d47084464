'use client';

import { CalendarClock } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import useSWR from 'swr';
import { jobColumns } from '@/components/jobs/job-columns';
import { filterNames, jobsPath, PAGE_SIZE } from '@/components/jobs/jobs-path';
import { isOpen, type JobPage, type TaskType } from '@/components/jobs/model';
import { NoJobs } from '@/components/jobs/no-jobs';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { FilterBar, FilterSelect } from '@/components/ui/filter-bar';
import { Pagination } from '@/components/ui/pagination';
import { Table } from '@/components/ui/table';

const statuses = [
  { value: 'pending', label: 'Pending' },
  { value: 'running', label: 'Running' },
  { value: 'completed', label: 'Completed' },
  { value: 'failed', label: 'Failed' },
  { value: 'canceled', label: 'Canceled' },
];

/** Looks often while something runs, and now and then for what others start. */
const pace = (page: JobPage | undefined) => (page?.jobs.some(isOpen) ? 2_000 : 10_000);

export function JobList({
  first,
  types,
  queues,
}: {
  first: { path: string; page: JobPage };
  types: readonly TaskType[];
  queues: readonly string[];
}) {
  const params = useSearchParams();
  const path = jobsPath(params);
  const { data, error, mutate } = useSWR<JobPage>(path, {
    fallbackData: path === first.path ? first.page : undefined,
    refreshInterval: pace,
    keepPreviousData: true,
  });
  const filtered = filterNames.some((name) => params.has(name));
  if (data?.total === 0 && !filtered && !params.has('page')) return <NoJobs />;
  return (
    <div className="flex flex-col gap-4">
      <FilterBar names={filterNames}>
        <FilterSelect any="Any status" label="Status" name="status" options={statuses} />
        <FilterSelect
          any="Any task"
          label="Task"
          name="task_type"
          options={types.map((one) => ({ value: one.type, label: one.title }))}
        />
        <FilterSelect
          any="Any queue"
          label="Queue"
          name="queue"
          options={queues.map((value) => ({ value, label: value }))}
        />
      </FilterBar>
      {data && <StaleNote error={error} onRetry={() => mutate()} />}
      {error && !data ? (
        <ErrorState error={error} onRetry={() => mutate()} />
      ) : (
        <Table
          caption="Jobs, newest first"
          columns={jobColumns}
          empty={
            <EmptyState icon={<CalendarClock />} title="No job matches">
              None has this status, task and queue. Clear the filters to see all.
            </EmptyState>
          }
          rowHref={(job) => `/jobs/${job.id}`}
          rowKey={(job) => job.id}
          rows={data?.jobs}
        />
      )}
      <Pagination limit={PAGE_SIZE} total={data?.total ?? 0} />
    </div>
  );
}
