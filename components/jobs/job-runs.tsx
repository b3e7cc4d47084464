'use client';

import { useSearchParams } from 'next/navigation';
import useSWR from 'swr';
import { jobColumns } from '@/components/jobs/job-columns';
import { PAGE_SIZE, runsPath } from '@/components/jobs/jobs-path';
import { isOpen, type JobPage } from '@/components/jobs/model';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Section } from '@/components/ui/page';
import { Pagination } from '@/components/ui/pagination';
import { Table } from '@/components/ui/table';

/** What a recurring job has made. */
export function JobRuns({ id, first }: { id: string; first: { path: string; page: JobPage } }) {
  const path = runsPath(id, useSearchParams());
  const { data, error, mutate } = useSWR<JobPage>(path, {
    fallbackData: path === first.path ? first.page : undefined,
    refreshInterval: (page) => (page?.jobs.some(isOpen) ? 2_000 : 10_000),
  });
  return (
    <Section title="Runs">
      {error && !data ? (
        <ErrorState error={error} onRetry={() => mutate()} />
      ) : (
        <Table
          caption="Runs, newest first"
          columns={jobColumns}
          empty={
            <EmptyState title="It has not run yet">
              A run is made at each time of its schedule. Choose "Run now" to see one at once.
            </EmptyState>
          }
          rowHref={(job) => `/jobs/${job.id}`}
          rowKey={(job) => job.id}
          rows={data?.jobs}
        />
      )}
      <Pagination limit={PAGE_SIZE} total={data?.total ?? 0} />
    </Section>
  );
}
