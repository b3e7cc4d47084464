'use client';

import { FileCode } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { lazy, Suspense, useState } from 'react';
import { useList } from '@/components/agents/use-list';
import { configColumns } from '@/components/configs/config-columns';
import { configsPath, filterNames, PAGE_SIZE } from '@/components/configs/configs-path';
import type { Config, May } from '@/components/configs/model';
import { NewConfig } from '@/components/configs/new-config';
import { NoConfigs } from '@/components/configs/no-configs';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { api } from '@/components/ui/fetcher';
import { FilterBar, FilterSearch, FilterSelect } from '@/components/ui/filter-bar';
import { PageHeader } from '@/components/ui/page';
import { Pagination } from '@/components/ui/pagination';
import { Table } from '@/components/ui/table';
import { toast } from '@/components/ui/toast';
import type { Paged } from '@/lib/core/page';

const DeleteConfig = lazy(() =>
  import('@/components/configs/delete-config').then((it) => ({ default: it.DeleteConfig })),
);

const states = [
  { value: 'true', label: 'Valid' },
  { value: 'false', label: 'With problems' },
];
const service = [
  { value: 'true', label: 'In service' },
  { value: 'false', label: 'Not in service' },
];

export function ConfigList({
  first,
  may,
}: {
  first: { path: string; page: Paged<Config> };
  may: May;
}) {
  const router = useRouter();
  const params = useSearchParams();
  const { data, error, mutate } = useList(configsPath(params), first);
  const [removing, setRemoving] = useState<Config | null>(null);
  const changed = () => void mutate();
  const filtered = filterNames.some((name) => params.has(name));
  const none = data?.total === 0 && !filtered && !params.has('page');

  async function duplicate({ id, name }: Config) {
    try {
      const { content } = await api<Config>(`/api/configs/${id}`);
      const body = { name: `${name.slice(0, 245)} (copy)`, content };
      const made = await api<Config>('/api/configs', { method: 'POST', body });
      router.push(`/configs/${made.id}`);
    } catch (cause) {
      toast.error('It was not duplicated', cause);
    }
  }
  return (
    <>
      <PageHeader
        actions={!none && may.write && <NewConfig />}
        description="Workflows, jobs and APIs as documents: checked, versioned, put into service as a whole."
        title="Configs"
      />
      {none ? (
        <NoConfigs action={may.write && <NewConfig />} />
      ) : (
        <div className="flex flex-col gap-4">
          <FilterBar names={filterNames}>
            <FilterSearch label="Search configs" />
            <FilterSelect any="Any state" label="State" name="valid" options={states} />
            <FilterSelect
              any="In service or not"
              label="Service"
              name="running"
              options={service}
            />
          </FilterBar>
          {data && <StaleNote error={error} onRetry={changed} />}
          {error && !data ? (
            <ErrorState error={error} onRetry={changed} />
          ) : (
            <Table
              caption="Configs, newest first"
              columns={configColumns(may, { duplicate, remove: setRemoving })}
              empty={
                <EmptyState icon={<FileCode />} title="No config matches">
                  None has this name and state. Clear the filters to see all.
                </EmptyState>
              }
              rowHref={(config) => `/configs/${config.id}`}
              rowKey={(config) => config.id}
              rows={data?.data}
            />
          )}
          <Pagination limit={PAGE_SIZE} total={data?.total ?? 0} />
        </div>
      )}
      {removing && (
        <Suspense>
          <DeleteConfig config={removing} onClose={() => setRemoving(null)} onDone={changed} />
        </Suspense>
      )}
    </>
  );
}
