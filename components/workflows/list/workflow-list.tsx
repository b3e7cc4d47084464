'use client';

import { Plus, Workflow as WorkflowIcon } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { lazy, Suspense, useState } from 'react';
import useSWR from 'swr';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { api } from '@/components/ui/fetcher';
import { FilterBar, FilterSearch, FilterSelect } from '@/components/ui/filter-bar';
import { PageHeader } from '@/components/ui/page';
import { Pagination } from '@/components/ui/pagination';
import { Table } from '@/components/ui/table';
import { toast } from '@/components/ui/toast';
import { useUrlState } from '@/components/ui/use-url-state';
import { NoWorkflows } from '@/components/workflows/list/no-workflows';
import { workflowColumns } from '@/components/workflows/list/workflow-columns';
import {
  fetchWorkflows,
  PAGE_SIZE,
  workflowsPath,
} from '@/components/workflows/list/workflows-path';
import type { May, Summary, Workflow } from '@/components/workflows/model';
import { DeleteWorkflow } from '@/components/workflows/settings/delete-workflow';
import type { Paged } from '@/lib/core/page';

const NewWorkflow = lazy(() =>
  import('@/components/workflows/list/new-workflow').then((it) => ({ default: it.NewWorkflow })),
);

const states = [
  { value: 'active', label: 'Active' },
  { value: 'draft', label: 'Draft' },
  { value: 'paused', label: 'Paused' },
];
const sources = [
  { value: 'own', label: 'Made here' },
  { value: 'installation', label: 'Installed' },
  { value: 'deployment', label: 'Deployed' },
  { value: 'config', label: 'From a config' },
];
const names = ['q', 'status', 'source'] as const;

export function WorkflowList({
  first,
  may,
}: {
  first: { path: string; page: Paged<Summary> };
  may: May;
}) {
  const router = useRouter();
  const params = useSearchParams();
  const path = workflowsPath(params);
  const { data, error, mutate } = useSWR<Paged<Summary>>(path, fetchWorkflows, {
    fallbackData: path === first.path ? first.page : undefined,
    keepPreviousData: true,
    refreshInterval: 10_000,
  });
  const [creating, setCreating] = useUrlState('new');
  const [removing, setRemoving] = useState<Summary | null>(null);
  const filtered = names.some((name) => params.has(name));
  const none = data?.total === 0 && !filtered && !params.has('page');
  const changed = () => void mutate();

  async function duplicate({ id }: Summary) {
    try {
      const copy = await api<Workflow>(`/api/v1/workflows/${id}/duplicate`, { method: 'POST' });
      toast.success(`Copied as “${copy.name}”`, {
        action: { label: 'Open', onClick: () => router.push(`/workflows/${copy.id}`) },
      });
      changed();
    } catch (cause) {
      toast.error('It was not copied', cause);
    }
  }
  async function setPaused({ id, name }: Summary, paused: boolean) {
    try {
      await api(`/api/v1/workflows/${id}/${paused ? 'pause' : 'resume'}`, { method: 'POST' });
      toast.success(paused ? `The triggers of ${name} rest` : `The triggers of ${name} fire again`);
      changed();
    } catch (cause) {
      toast.error(paused ? 'It was not paused' : 'It was not resumed', cause);
    }
  }
  const create = may.write && (
    <Button icon={<Plus aria-hidden />} onClick={() => setCreating('1')} variant="primary">
      New workflow
    </Button>
  );
  return (
    <>
      <PageHeader
        actions={!none && create}
        description="Plans of steps that run to their end, whatever happens in between."
        title="Workflows"
      />
      {none ? (
        <NoWorkflows action={create} />
      ) : (
        <div className="flex flex-col gap-4">
          <FilterBar names={names}>
            <FilterSearch label="Search workflows" />
            <FilterSelect label="Status" name="status" options={states} />
            <FilterSelect label="Source" name="source" options={sources} />
          </FilterBar>
          {data && <StaleNote error={error} onRetry={changed} />}
          {error && !data ? (
            <ErrorState error={error} onRetry={changed} />
          ) : (
            <Table
              caption="Workflows, newest first"
              columns={workflowColumns(may, { duplicate, setPaused, remove: setRemoving })}
              empty={
                <EmptyState icon={<WorkflowIcon />} title="No workflow matches">
                  Nothing has these words and this status. Clear the filters to see all.
                </EmptyState>
              }
              rowHref={(one) => `/workflows/${one.id}`}
              rowKey={(one) => one.id}
              rows={data?.data}
            />
          )}
          <Pagination limit={PAGE_SIZE} total={data?.total ?? 0} />
        </div>
      )}
      {may.write && (
        <>
          <Suspense>
            {creating === '1' && (
              <NewWorkflow onOpenChange={(open) => setCreating(open ? '1' : '')} open />
            )}
          </Suspense>
          <DeleteWorkflow
            onDone={changed}
            onOpenChange={() => setRemoving(null)}
            workflow={removing}
          />
        </>
      )}
    </>
  );
}
