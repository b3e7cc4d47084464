'use client';

import { Rocket } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useList } from '@/components/agents/use-list';
import { deploymentColumns } from '@/components/deployments/deployment-columns';
import { deploymentsPath, filterNames, PAGE_SIZE } from '@/components/deployments/deployments-path';
import { type Deployment, isOpen, type QueueStats } from '@/components/deployments/model';
import { QueueStrip } from '@/components/deployments/queue-strip';
import { StepsRail } from '@/components/deployments/steps-rail';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { FilterBar, FilterSelect } from '@/components/ui/filter-bar';
import { Pagination } from '@/components/ui/pagination';
import { Table } from '@/components/ui/table';
import type { Paged } from '@/lib/core/page';

const kinds = [
  { value: 'package', label: 'Packages' },
  { value: 'config', label: 'Configs' },
];
const statuses = [
  'queued',
  'processing',
  'completed',
  'failed',
  'cancelled',
  'pending',
  'running',
  'stopped',
  'complete',
].map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }));

/** Looks often while something is under way, and now and then for what others start. */
const pace = (page: Paged<Deployment> | undefined) => (page?.data.some(isOpen) ? 2_000 : 10_000);

export function DeploymentList({
  first,
  queue,
}: {
  first: { path: string; page: Paged<Deployment> };
  queue: QueueStats;
}) {
  const params = useSearchParams();
  const { data, error, mutate } = useList(deploymentsPath(params), first, pace);
  const filtered = filterNames.some((name) => params.has(name));
  if (data?.total === 0 && !filtered && !params.has('page')) return <NoDeployments />;
  return (
    <div className="flex flex-col gap-6">
      <QueueStrip first={queue} />
      <div className="flex flex-col gap-4">
        <FilterBar names={filterNames}>
          <FilterSelect label="Kind" name="kind" options={kinds} />
          <FilterSelect any="Any status" label="Status" name="status" options={statuses} />
        </FilterBar>
        {data && <StaleNote error={error} onRetry={() => mutate()} />}
        {error && !data ? (
          <ErrorState error={error} onRetry={() => mutate()} />
        ) : (
          <Table
            caption="Deployments, newest first"
            columns={deploymentColumns}
            empty={
              <EmptyState icon={<Rocket />} title="No deployment matches">
                None is of this kind and status. Clear the filters to see all.
              </EmptyState>
            }
            rowHref={(one) => `/deployments/${one.id}`}
            rowKey={(one) => one.id}
            rows={data?.data}
          />
        )}
        <Pagination limit={PAGE_SIZE} total={data?.total ?? 0} />
      </div>
    </div>
  );
}

const at = (seconds: number) =>
  new Date(Date.UTC(2026, 0, 1, 12, 0, 0, seconds * 1000)).toISOString();
const example = {
  failure: null,
  progress: {
    current_step: null,
    steps: (
      [
        'validate_package',
        'upload_to_s3',
        'generate_metadata',
        'notify_runtime',
        'finalize',
      ] as const
    ).map((name, index) => ({
      name,
      status: 'completed' as const,
      started_at: at(index / 4),
      completed_at: at(index / 4 + 0.12 + index / 10),
    })),
  },
};

function NoDeployments() {
  return (
    <EmptyState
      action={
        <ButtonLink href="/apps" variant="primary">
          Deploy an agent app
        </ButtonLink>
      }
      example={<StepsRail deployment={example} />}
      icon={<Rocket />}
      title="Nothing has been deployed yet"
    >
      A deployment puts a package or a config into service. That of a package goes through five
      steps, which you can watch; when one fails, its reason stands there and the credits come back.
    </EmptyState>
  );
}
