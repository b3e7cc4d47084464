import type { Metadata } from 'next';
import { catalog, keepKey, mayOf } from '@/app/(dashboard)/agents/page-data';
import { forbidden } from '@/components/agents/may';
import { NewAgent } from '@/components/agents/new-agent';
import { ForbiddenState } from '@/components/ui/empty-state';
import { Page, PageHeader } from '@/components/ui/page';
import { pageCtx } from '@/lib/api/page-context';

export const metadata: Metadata = { title: 'New agent' };

export default async function NewAgentPage() {
  const ctx = await pageCtx();
  return (
    <Page width="form">
      <PageHeader
        breadcrumb={[{ label: 'Agents', href: '/agents' }, { label: 'New' }]}
        description="Only the name is needed now. To be deployed it needs a model and a system prompt."
        title="New agent"
      />
      {mayOf(ctx).write ? (
        <NewAgent catalog={await catalog()} keep={keepKey(ctx, 'new')} />
      ) : (
        <ForbiddenState what="this form" who={forbidden} />
      )}
    </Page>
  );
}
