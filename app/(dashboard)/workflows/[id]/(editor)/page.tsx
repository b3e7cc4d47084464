import type { Metadata } from 'next';
import { mayOf, workflowOf } from '@/app/(dashboard)/workflows/page-data';
import { EditorPage } from '@/components/workflows/editor/editor-page';
import { pageCtx } from '@/lib/api/page-context';

export const metadata: Metadata = { title: 'Workflow' };

export default async function WorkflowPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const workflow = await workflowOf(ctx, (await params).id);
  return (
    <EditorPage
      first={workflow}
      keep={`fp:workflow:${ctx.actor.id}:${ctx.organizationId}:${workflow.id}`}
      key={workflow.id}
      may={mayOf(ctx)}
    />
  );
}
