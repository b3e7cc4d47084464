import type { Metadata } from 'next';
import { mayOf, orNotFound, toolList } from '@/app/(dashboard)/agents/page-data';
import { forbidden } from '@/components/agents/may';
import { SkillForm } from '@/components/agents/skill-form';
import { Callout } from '@/components/ui/callout';
import { Id } from '@/components/ui/id';
import { KeyValues } from '@/components/ui/key-values';
import { Page, PageHeader } from '@/components/ui/page';
import { loadSkill, presentSkill } from '@/lib/agents/skills';
import { pageCtx } from '@/lib/api/page-context';

export const metadata: Metadata = { title: 'Skill' };

export default async function SkillPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const skill = presentSkill(await orNotFound(loadSkill(ctx, (await params).id)));
  const used = skill.agents === 1 ? 'One agent uses it' : `${skill.agents} agents use it`;
  return (
    <Page width="form">
      <PageHeader
        breadcrumb={[{ label: 'Skills', href: '/agents/skills' }, { label: skill.name }]}
        description={`${used}. Changes hold for executions that begin from now on.`}
        title={skill.name}
      />
      {mayOf(ctx).write ? (
        <SkillForm key={skill.updated_at} skill={skill} tools={toolList()} />
      ) : (
        <>
          <Callout title="You can read this skill">{forbidden}</Callout>
          <KeyValues
            items={[
              { label: 'Description', value: skill.description || undefined },
              { label: 'Instructions', value: skill.instructions || undefined },
              { label: 'Tools', value: skill.tools.map((t) => t.name).join(', ') || undefined },
            ]}
          />
        </>
      )}
      <p className="flex items-center gap-2 text-faint text-xs">
        Id <Id value={skill.id} />
      </p>
    </Page>
  );
}
