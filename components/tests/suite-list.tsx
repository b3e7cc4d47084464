'use client';

import { FlaskConical, Plus } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { lazy, Suspense } from 'react';
import { useList } from '@/components/agents/use-list';
import { HEADER } from '@/components/tests/header';
import type { May, Suite } from '@/components/tests/model';
import { PAGE_SIZE, suitesPath, TESTS } from '@/components/tests/paths';
import { suiteColumns } from '@/components/tests/suite-columns';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { FilterBar, FilterSearch } from '@/components/ui/filter-bar';
import { PageHeader } from '@/components/ui/page';
import { Pagination } from '@/components/ui/pagination';
import { Table } from '@/components/ui/table';
import { useUrlState } from '@/components/ui/use-url-state';
import type { Paged } from '@/lib/core/page';

const SuiteDialog = lazy(() => import('@/components/tests/suite-dialog'));

export type Suites = { path: string; page: Paged<Suite> };

/** All test suites, those that run live. */
export function SuiteList({
  first,
  may,
  tabs,
}: {
  first: Suites;
  may: May;
  tabs: React.ReactNode;
}) {
  const router = useRouter();
  const params = useSearchParams();
  const [creating, setCreating] = useUrlState('new');
  const { data, error, mutate } = useList(suitesPath(params), first, (page) =>
    page?.data.some(({ last_run: run }) => run?.status === 'running') ? 2_000 : 30_000,
  );
  const none = data?.total === 0 && !params.has('q') && !params.has('page');
  const create = may.write && (
    <Button icon={<Plus aria-hidden />} onClick={() => setCreating('1')} variant="primary">
      New suite
    </Button>
  );
  return (
    <>
      <PageHeader {...HEADER} actions={!none && create} />
      {tabs}
      {none ? (
        <EmptyState
          action={create}
          example={
            <CodeBlock
              code={
                'input     { "message": "I want my money back" }\nexpected  { "message": { "contains": "refund" } }'
              }
              title="A case"
            />
          }
          icon={<FlaskConical />}
          title="No test suites yet"
        >
          A suite holds cases: an input, and what is expected of the answer. Run it after a change
          of a prompt or a workflow and see what the change broke. Any execution can be saved as a
          case, from its page.
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-4">
          <FilterBar names={['q']}>
            <FilterSearch label="Search suites" />
          </FilterBar>
          {data && <StaleNote error={error} onRetry={() => mutate()} />}
          {error && !data ? (
            <ErrorState error={error} onRetry={() => mutate()} />
          ) : (
            <Table
              caption="Test suites, newest first"
              columns={suiteColumns}
              empty={
                <EmptyState icon={<FlaskConical />} title="No suite matches">
                  Search looks at names. Try another word, or clear the search.
                </EmptyState>
              }
              rowHref={(suite) => `${TESTS}/${suite.id}`}
              rowKey={(suite) => suite.id}
              rows={data?.data}
            />
          )}
          <Pagination limit={PAGE_SIZE} total={data?.total ?? 0} />
        </div>
      )}
      {may.write && creating === '1' && (
        <Suspense>
          <SuiteDialog
            onClose={() => setCreating('')}
            onSaved={(suite) => router.push(`${TESTS}/${suite.id}`)}
          />
        </Suspense>
      )}
    </>
  );
}
