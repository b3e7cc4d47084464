import type { Metadata } from 'next';
import { paramsOf, type Query } from '@/app/(dashboard)/agents/page-data';
import { mayTest } from '@/app/(dashboard)/agents/tests/may';
import { AgentsTabs } from '@/components/agents/agents-tabs';
import { PAGE_SIZE, suitesPath } from '@/components/tests/paths';
import { SuiteList } from '@/components/tests/suite-list';
import { Page } from '@/components/ui/page';
import { pageCtx } from '@/lib/api/page-context';
import { findSuites } from '@/lib/tests/store';

export const metadata: Metadata = { title: 'Tests' };

export default async function TestsPage({ searchParams }: { searchParams: Query }) {
  const ctx = await pageCtx();
  const path = suitesPath(await paramsOf(searchParams));
  const asked = new URLSearchParams(path.split('?')[1]);
  const page = await findSuites(ctx, {
    limit: PAGE_SIZE,
    offset: Number(asked.get('offset')),
    search: asked.get('search') ?? undefined,
  });
  return (
    <Page>
      <SuiteList
        first={{ path, page }}
        may={mayTest(ctx)}
        tabs={<AgentsTabs current="/agents/tests" />}
      />
    </Page>
  );
}
