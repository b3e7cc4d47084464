import type { Metadata } from 'next';
import { mayOf, workflowOf } from '@/app/(dashboard)/workflows/page-data';
import { WorkflowSettings } from '@/components/workflows/settings/workflow-settings';
import { pageCtx } from '@/lib/api/page-context';

export const metadata: Metadata = { title: 'Workflow settings' };

export default async function WorkflowSettingsPage({
  params,
}: {
  params: Promise<{ id: string }>;
}) {
  const ctx = await pageCtx();
  const workflow = await workflowOf(ctx, (await params).id);
  return <WorkflowSettings first={workflow} key={workflow.id} may={mayOf(ctx)} />;
}
