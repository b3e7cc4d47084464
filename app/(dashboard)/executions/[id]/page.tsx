import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { orNotFound } from '@/app/(dashboard)/agents/page-data';
import { ExecutionDetail } from '@/components/executions/execution-detail';
import { pageCtx } from '@/lib/api/page-context';
import { allows } from '@/lib/core/scopes';
import { presentExecution } from '@/lib/executions/present';
import { findExecutions, findLogs, findSteps, loadExecution } from '@/lib/executions/store';

export const metadata: Metadata = { title: 'Execution' };

export default async function ExecutionPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const row = await orNotFound(loadExecution(ctx, (await params).id));
  // Runs of workflows have a page of their own, with their canvas.
  if (row.kind === 'workflow') redirect(`/runs/${row.id}`);
  const [steps, logs, children, parent] = await Promise.all([
    findSteps(ctx, row.id),
    findLogs(ctx, row.id, { limit: 100, offset: 0 }),
    findExecutions(ctx, { limit: 100, offset: 0, parent_id: row.id }),
    row.parentId ? loadExecution(ctx, row.parentId).catch(() => null) : null,
  ]);
  return (
    <ExecutionDetail
      first={{
        execution: presentExecution(row),
        steps,
        logs: logs.data,
        children: children.rows.map(presentExecution),
      }}
      key={row.id}
      may={{
        cancel: allows(ctx.scopes, 'executions:write'),
        run: allows(ctx.scopes, 'agents:execute'),
        test: allows(ctx.scopes, 'tests:write'),
      }}
      parentName={parent?.agentName ?? null}
    />
  );
}
