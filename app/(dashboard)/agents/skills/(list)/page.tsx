import type { Metadata } from 'next';
import { mayOf, paramsOf, type Query } from '@/app/(dashboard)/agents/page-data';
import { PAGE_SIZE, skillsPath } from '@/components/agents/agents-path';
import { AgentsTabs } from '@/components/agents/agents-tabs';
import { SkillList } from '@/components/agents/skill-list';
import { ButtonLink } from '@/components/ui/button';
import { Page, PageHeader } from '@/components/ui/page';
import { findSkills, presentSkill } from '@/lib/agents/skills';
import { pageCtx } from '@/lib/api/page-context';

export const metadata: Metadata = { title: 'Skills' };

export default async function SkillsPage({ searchParams }: { searchParams: Query }) {
  const ctx = await pageCtx();
  const path = skillsPath(await paramsOf(searchParams));
  const asked = new URLSearchParams(path.split('?')[1]);
  const offset = Number(asked.get('offset'));
  const { rows, total } = await findSkills(ctx, {
    limit: PAGE_SIZE,
    offset,
    search: asked.get('search') ?? undefined,
  });
  const may = mayOf(ctx);
  return (
    <Page>
      <PageHeader
        actions={
          may.write && (
            <ButtonLink href="/agents/skills/new" variant="primary">
              New skill
            </ButtonLink>
          )
        }
        description="Instructions and tools that several agents share."
        title="Skills"
      />
      <AgentsTabs current="/agents/skills" />
      <SkillList
        first={{ path, page: { data: rows.map(presentSkill), limit: PAGE_SIZE, offset, total } }}
        may={may}
      />
    </Page>
  );
}
