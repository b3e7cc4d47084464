import type { Metadata } from 'next';
import { mayOf, toolList } from '@/app/(dashboard)/agents/page-data';
import { forbidden } from '@/components/agents/may';
import { SkillForm } from '@/components/agents/skill-form';
import { ForbiddenState } from '@/components/ui/empty-state';
import { Page, PageHeader } from '@/components/ui/page';
import { pageCtx } from '@/lib/api/page-context';

export const metadata: Metadata = { title: 'New skill' };

export default async function NewSkillPage() {
  const ctx = await pageCtx();
  return (
    <Page width="form">
      <PageHeader
        breadcrumb={[{ label: 'Skills', href: '/agents/skills' }, { label: 'New' }]}
        description="Write down once what several agents should do alike."
        title="New skill"
      />
      {mayOf(ctx).write ? (
        <SkillForm tools={toolList()} />
      ) : (
        <ForbiddenState what="this form" who={forbidden} />
      )}
    </Page>
  );
}
