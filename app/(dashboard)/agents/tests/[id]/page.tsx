import type { Metadata } from 'next';
import { orNotFound, paramsOf, type Query } from '@/app/(dashboard)/agents/page-data';
import { mayTest } from '@/app/(dashboard)/agents/tests/may';
import { casesPath, PAGE_SIZE, runsPath } from '@/components/tests/paths';
import { SuiteDetail } from '@/components/tests/suite-detail';
import { pageCtx } from '@/lib/api/page-context';
import { findCases, findRuns, loadSuite, presentSuite } from '@/lib/tests/store';

export const metadata: Metadata = { title: 'Test suite' };

export default async function SuitePage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Query;
}) {
  const ctx = await pageCtx();
  const row = await orNotFound(loadSuite(ctx, (await params).id));
  const query = await paramsOf(searchParams);
  const face = query.get('tab') === 'runs' ? 'runs' : 'cases';
  const path = face === 'runs' ? runsPath(row.id, query) : casesPath(row.id, query);
  const offset = Number(new URLSearchParams(path.split('?')[1]).get('offset'));
  const page = { limit: PAGE_SIZE, offset };
  const [suite, cases, runs] = await Promise.all([
    presentSuite(ctx, row),
    face === 'cases' ? findCases(ctx, row.id, page) : null,
    face === 'runs' ? findRuns(ctx, row.id, page) : null,
  ]);
  return (
    <SuiteDetail
      cases={cases && { path, page: cases }}
      first={suite}
      may={mayTest(ctx)}
      runs={runs && { path, page: runs }}
    />
  );
}
