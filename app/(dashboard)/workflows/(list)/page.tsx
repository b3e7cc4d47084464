import type { Metadata } from 'next';
import { paramsOf, type Query } from '@/app/(dashboard)/agents/page-data';
import { mayOf } from '@/app/(dashboard)/workflows/page-data';
import { Page } from '@/components/ui/page';
import { WorkflowList } from '@/components/workflows/list/workflow-list';
import { workflowsPath } from '@/components/workflows/list/workflows-path';
import { pageCtx } from '@/lib/api/page-context';
import { listWorkflows } from '@/lib/workflows/contract';
import { presentWorkflows } from '@/lib/workflows/present';
import { findWorkflows } from '@/lib/workflows/store';

export const metadata: Metadata = { title: 'Workflows' };

export default async function WorkflowsPage({ searchParams }: { searchParams: Query }) {
  const ctx = await pageCtx();
  const path = workflowsPath(await paramsOf(searchParams));
  const asked = Object.fromEntries(new URLSearchParams(path.split('?')[1]));
  const query = listWorkflows.query?.safeParse(asked).data ?? { limit: 25, offset: 0 };
  const { rows, total } = await findWorkflows(ctx, query);
  const page = { data: await presentWorkflows(ctx, rows), total, ...query };
  return (
    <Page>
      <WorkflowList first={{ path, page }} may={mayOf(ctx)} />
    </Page>
  );
}
