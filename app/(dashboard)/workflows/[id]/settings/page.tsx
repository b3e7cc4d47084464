import type { Metadata } from 'next';
import { mayTest } from '@/app/(dashboard)/agents/tests/may';
import { mayOf, workflowOf } from '@/app/(dashboard)/workflows/page-data';
import { TargetTests } from '@/components/tests/target-tests';
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
  const { id, name } = workflow;
  return (
    <WorkflowSettings
      first={workflow}
      key={id}
      may={mayOf(ctx)}
      tests={<TargetTests may={mayTest(ctx)} target={{ kind: 'workflow', id, name }} />}
    />
  );
}
