import type { Metadata } from 'next';
import { Editor } from '@/app/(dashboard)/agents/[id]/edit/editor';
import { catalog, keepKey, mayOf, orNotFound } from '@/app/(dashboard)/agents/page-data';
import { forbidden } from '@/components/agents/may';
import { ButtonLink } from '@/components/ui/button';
import { ForbiddenState } from '@/components/ui/empty-state';
import { Page, PageHeader } from '@/components/ui/page';
import { Status } from '@/components/ui/status';
import { loadAgent, presentAgent } from '@/lib/agents/store';
import { pageCtx } from '@/lib/api/page-context';

export const metadata: Metadata = { title: 'Edit agent' };

export default async function EditAgentPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const agent = presentAgent(await orNotFound(loadAgent(ctx, (await params).id)));
  return (
    <Page>
      <PageHeader
        actions={
          <ButtonLink className="xl:hidden" href="#playground">
            Go to playground
          </ButtonLink>
        }
        breadcrumb={[
          { label: 'Agents', href: '/agents' },
          { label: agent.name, href: `/agents/${agent.id}` },
          { label: 'Edit' },
        ]}
        description={
          agent.status === 'active'
            ? 'It is active: what you save holds for executions that begin from then on.'
            : 'Try changes in the playground before you save them.'
        }
        status={<Status state={agent.status} />}
        title={`Edit ${agent.name}`}
      />
      {mayOf(ctx).write ? (
        <Editor
          agent={agent}
          catalog={await catalog()}
          keep={keepKey(ctx, agent.id)}
          key={agent.id}
        />
      ) : (
        <ForbiddenState what="this form" who={forbidden} />
      )}
    </Page>
  );
}
