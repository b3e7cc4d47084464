'use client';

import { ArrowUpCircle, PackageCheck } from 'lucide-react';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { lazy, Suspense } from 'react';
import { useList } from '@/components/agents/use-list';
import { installationsPath, PAGE_SIZE } from '@/components/installations/installations-path';
import {
  canUpgrade,
  type Installation,
  isUnderway,
  type May,
} from '@/components/installations/model';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { FilterBar, FilterSelect } from '@/components/ui/filter-bar';
import { Pagination } from '@/components/ui/pagination';
import { Badge, Status } from '@/components/ui/status';
import { type Column, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { Paged } from '@/lib/core/page';

const InstallationSheet = lazy(() => import('@/components/installations/installation-sheet'));

const statuses = ['active', 'paused', 'installing', 'failed'].map((value) => ({
  value,
  label: value.charAt(0).toUpperCase() + value.slice(1),
}));

const columns: Column<Installation>[] = [
  {
    key: 'name',
    header: 'Package',
    primary: true,
    width: '28%',
    cell: (one) => <span className="font-strong">{one.name}</span>,
  },
  {
    key: 'status',
    header: 'Status',
    width: '9rem',
    cell: (one) => <Status state={one.status} tone={isUnderway(one) ? 'active' : undefined} />,
  },
  {
    key: 'version',
    header: 'Version',
    cell: (one) => (
      <span className="inline-flex items-center gap-2">
        <span className="num">{one.version}</span>
        {canUpgrade(one) && (
          <Badge tone="info">
            <ArrowUpCircle aria-hidden className="size-3" />
            {one.latest_version}
          </Badge>
        )}
      </span>
    ),
  },
  {
    key: 'agents',
    header: 'Agents',
    wholeLine: true,
    cell: ({ agents }) => (
      <span className="text-muted">
        {agents.length > 0 ? agents.map((agent) => agent.name).join(', ') : 'None'}
      </span>
    ),
  },
  {
    key: 'created',
    header: 'Installed',
    width: '8rem',
    cell: (one) => <Time at={one.created_at} className="text-muted" />,
  },
];

/** What is installed here; the one of the address's `open` stands beside it. */
export function InstallationList({
  first,
  may,
}: {
  first: { path: string; page: Paged<Installation> };
  may: May;
}) {
  const router = useRouter();
  const pathname = usePathname();
  const params = useSearchParams();
  const pace = (page: Paged<Installation> | undefined) =>
    page?.data.some(isUnderway) ? 2_000 : 30_000;
  const { data, error, mutate } = useList(installationsPath(params), first, pace);
  const open = params.get('open');
  const none = data?.total === 0 && !params.has('status') && !params.has('page');
  const hrefOf = (id: string | null) => {
    const query = new URLSearchParams(params);
    if (id) query.set('open', id);
    else query.delete('open');
    return `${pathname}?${query}`;
  };
  return (
    <>
      {none ? (
        <NothingInstalled />
      ) : (
        <div className="flex flex-col gap-4">
          <FilterBar names={['status']}>
            <FilterSelect any="Any status" label="Status" name="status" options={statuses} />
          </FilterBar>
          {data && <StaleNote error={error} onRetry={() => mutate()} />}
          {error && !data ? (
            <ErrorState error={error} onRetry={() => mutate()} />
          ) : (
            <Table
              caption="Installed packages, newest first"
              columns={columns}
              empty={
                <EmptyState icon={<PackageCheck />} title="No installation matches">
                  None has this status. Clear the filter to see all.
                </EmptyState>
              }
              rowHref={(one) => hrefOf(one.id)}
              rowKey={(one) => one.id}
              rows={data?.data}
            />
          )}
          <Pagination limit={PAGE_SIZE} total={data?.total ?? 0} />
        </div>
      )}
      {open && (
        <Suspense>
          <InstallationSheet
            first={data?.data.find((one) => one.id === open)}
            id={open}
            key={open}
            may={may}
            onClose={() => router.replace(hrefOf(null), { scroll: false })}
          />
        </Suspense>
      )}
    </>
  );
}

function NothingInstalled() {
  return (
    <EmptyState
      action={
        <ButtonLink href="/marketplace" variant="primary">
          Find a package
        </ButtonLink>
      }
      icon={<PackageCheck />}
      title="Nothing is installed yet"
    >
      A package from the marketplace brings agents with their skills and workflows. Here you
      configure, pause and upgrade what you installed, and see what each upgrade would change.
    </EmptyState>
  );
}
