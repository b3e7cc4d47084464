'use client';

import { Package, Plus } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import useSWR, { useSWRConfig } from 'swr';
import { appsPath, PAGE_SIZE } from '@/components/apps/apps-path';
import { AppsTabs } from '@/components/apps/apps-tabs';
import { CreateAppDialog } from '@/components/apps/create-app-dialog';
import type { AppRow, May } from '@/components/apps/model';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { FilterBar, FilterSearch } from '@/components/ui/filter-bar';
import { Num } from '@/components/ui/number';
import { PageHeader } from '@/components/ui/page';
import { Pagination } from '@/components/ui/pagination';
import { Status } from '@/components/ui/status';
import { type Column, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { useUrlState } from '@/components/ui/use-url-state';

export type AppPage = { apps: AppRow[]; total: number; limit: number; offset: number };

const columns: Column<AppRow>[] = [
  {
    key: 'name',
    header: 'App',
    primary: true,
    width: '36%',
    cell: (app) => (
      <>
        <span className="font-strong">{app.name}</span>{' '}
        {app.description && <span className="text-faint">{app.description}</span>}
      </>
    ),
  },
  {
    key: 'version',
    header: 'Newest version',
    cell: ({ packages: [newest] }) =>
      newest ? (
        <span className="num">{newest.version}</span>
      ) : (
        <span className="text-faint">None yet</span>
      ),
  },
  {
    key: 'versions',
    header: 'Versions',
    width: '6rem',
    align: 'end',
    cell: ({ packages }) => <Num value={packages.length} />,
  },
  {
    key: 'public',
    header: 'Marketplace',
    width: '9rem',
    cell: ({ is_public }) =>
      is_public ? (
        <Status state="active">Published</Status>
      ) : (
        <Status state="draft">Not published</Status>
      ),
  },
  {
    key: 'updated',
    header: 'Updated',
    width: '8rem',
    cell: (app) => <Time at={app.updated_at} className="text-muted" />,
  },
];

/** The organization's agent apps; `first` is what the server read for the address `first.path`. */
export function AppList({ first, may }: { first: { path: string; page: AppPage }; may: May }) {
  const params = useSearchParams();
  const path = appsPath(params);
  const fallbackData = path === first.path ? first.page : undefined;
  const { data: found, error, mutate } = useSWR<AppPage>(path, { fallbackData });
  const { cache } = useSWRConfig();
  // Another page's rows are not passed off as this one's when it fails.
  const own = (cache.get(path)?.data as AppPage | undefined) ?? fallbackData;
  const data = error ? own : found;
  const [creating, setCreating] = useUrlState('new');
  const none = data?.total === 0 && !params.has('q') && !params.has('page');
  const create = may.write && (
    <Button icon={<Plus aria-hidden />} onClick={() => setCreating('1')} variant="primary">
      Create app
    </Button>
  );
  return (
    <>
      <PageHeader
        actions={!none && create}
        description="What you build: upload packages, deploy them, and publish them to others."
        title="My apps"
      />
      <AppsTabs current="/apps" />
      {none ? (
        <NoApps action={create} />
      ) : (
        <div className="flex flex-col gap-4">
          <FilterBar names={['q']}>
            <FilterSearch label="Search apps" />
          </FilterBar>
          {data && <StaleNote error={error} onRetry={() => mutate()} />}
          {error && !data ? (
            <ErrorState error={error} onRetry={() => mutate()} />
          ) : (
            <Table
              caption="Agent apps, newest first"
              columns={columns}
              empty={
                <EmptyState icon={<Package />} title="No app matches">
                  Search looks at names. Try another word, or clear it.
                </EmptyState>
              }
              rowHref={(app) => `/apps/${app.id}`}
              rowKey={(app) => app.id}
              rows={data?.apps}
            />
          )}
          <Pagination limit={PAGE_SIZE} total={data?.total ?? 0} />
        </div>
      )}
      {may.write && (
        <CreateAppDialog
          onOpenChange={(open) => setCreating(open ? '1' : '')}
          open={creating === '1'}
        />
      )}
    </>
  );
}

const manifest = `{
  "name": "support-triage",
  "version": "1.0.0",
  "agents": [
    { "name": "Ticket sorter", "system_prompt": "Sort each ticket by urgency…" }
  ]
}`;

function NoApps({ action }: { action: React.ReactNode }) {
  return (
    <EmptyState
      action={action}
      example={<CodeBlock code={manifest} title="manifest.json" />}
      icon={<Package />}
      title="No apps yet"
    >
      An app holds the versions of a package: an .apkg, which is a zip with a manifest, or what
      “pixell build” writes. Drag one in, and its agents run here moments later; publish it, and
      others install it.
    </EmptyState>
  );
}
