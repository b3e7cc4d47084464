import type { Metadata } from 'next';
import { paramsOf, type Query } from '@/app/(dashboard)/agents/page-data';
import { workflowOf } from '@/app/(dashboard)/workflows/page-data';
import { runsPath } from '@/components/workflows/list/workflows-path';
import { RunList } from '@/components/workflows/run/run-list';
import { pageCtx } from '@/lib/api/page-context';
import { findRuns } from '@/lib/workflows/runs';
import { listWorkflowRuns } from '@/lib/workflows/runs.contract';

export const metadata: Metadata = { title: 'Workflow runs' };

export default async function WorkflowRunsPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Query;
}) {
  const ctx = await pageCtx();
  const workflow = await workflowOf(ctx, (await params).id);
  const path = runsPath(workflow.id, await paramsOf(searchParams));
  const asked = Object.fromEntries(new URLSearchParams(path.split('?')[1]));
  const query = listWorkflowRuns.query?.safeParse(asked).data ?? { limit: 25, offset: 0 };
  const page = await findRuns(ctx, { ...query, workflow_id: workflow.id });
  return <RunList first={{ path, page }} key={workflow.id} workflow={workflow} />;
}
