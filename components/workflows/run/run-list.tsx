'use client';

import { Play } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useList } from '@/components/agents/use-list';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { FilterBar, FilterSelect } from '@/components/ui/filter-bar';
import { Pagination } from '@/components/ui/pagination';
import { Table } from '@/components/ui/table';
import { WorkflowHeader } from '@/components/workflows/editor/workflow-header';
import { PAGE_SIZE, runsPath } from '@/components/workflows/list/workflows-path';
import type { Run, Workflow } from '@/components/workflows/model';
import { runColumns } from '@/components/workflows/run/run-columns';
import { isOpenRun } from '@/components/workflows/run/use-run';
import type { Paged } from '@/lib/core/page';

const states = [
  'queued',
  'running',
  'waiting',
  'paused',
  'completed',
  'failed',
  'timed_out',
  'cancelled',
].map((value) => ({
  value,
  label: value.charAt(0).toUpperCase() + value.slice(1).replace('_', ' '),
}));

/** Every run of one workflow; those that go on are looked at often. */
export function RunList({
  workflow,
  first,
}: {
  workflow: Pick<Workflow, 'id' | 'name' | 'status' | 'version' | 'publishedVersion'>;
  first: { path: string; page: Paged<Run> };
}) {
  const params = useSearchParams();
  const { data, error, mutate } = useList(runsPath(workflow.id, params), first, (page) =>
    page?.data.some(isOpenRun) ? 2_000 : 10_000,
  );
  const none = data?.total === 0 && !params.has('state') && !params.has('page');
  return (
    <>
      <WorkflowHeader face="runs" workflow={workflow} />
      <div className="flex w-full max-w-page flex-col gap-4 px-4 py-5">
        {none ? (
          <EmptyState
            action={
              <ButtonLink
                href={`/workflows/${workflow.id}`}
                icon={<Play aria-hidden />}
                variant="primary"
              >
                Run it in the editor
              </ButtonLink>
            }
            icon={<Play />}
            title="It has not run yet"
          >
            Every run arrives here with its steps, their input and output, what it cost and why it
            failed. Start one by hand, over the API, or by a trigger.
          </EmptyState>
        ) : (
          <>
            <FilterBar names={['state']}>
              <FilterSelect label="Status" name="state" options={states} />
            </FilterBar>
            {data && <StaleNote error={error} onRetry={() => mutate()} />}
            {error && !data ? (
              <ErrorState error={error} onRetry={() => mutate()} />
            ) : (
              <Table
                caption="Runs, newest first"
                columns={runColumns}
                empty={
                  <EmptyState icon={<Play />} title="No run matches">
                    None has this status. Clear the filter to see all.
                  </EmptyState>
                }
                rowHref={(run) => `/runs/${run.id}`}
                rowKey={(run) => run.id}
                rows={data?.data}
              />
            )}
            <Pagination limit={PAGE_SIZE} total={data?.total ?? 0} />
          </>
        )}
      </div>
    </>
  );
}
