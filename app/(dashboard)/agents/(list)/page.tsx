import type { Metadata } from 'next';
import { mayOf, paramsOf, type Query } from '@/app/(dashboard)/agents/page-data';
import { AgentList } from '@/components/agents/agent-list';
import { agentsPath, PAGE_SIZE } from '@/components/agents/agents-path';
import { AgentsTabs } from '@/components/agents/agents-tabs';
import { ButtonLink } from '@/components/ui/button';
import { Page, PageHeader } from '@/components/ui/page';
import { AGENT_STATUSES } from '@/lib/agents/contract';
import { findAgents, presentAgent } from '@/lib/agents/store';
import { pageCtx } from '@/lib/api/page-context';

export const metadata: Metadata = { title: 'Agents' };

export default async function AgentsPage({ searchParams }: { searchParams: Query }) {
  const ctx = await pageCtx();
  const params = await paramsOf(searchParams);
  const path = agentsPath(params);
  const asked = new URLSearchParams(path.split('?')[1]);
  const offset = Number(asked.get('offset'));
  const { rows, total } = await findAgents(ctx, {
    limit: PAGE_SIZE,
    offset,
    status: AGENT_STATUSES.find((status) => status === asked.get('status')),
    search: asked.get('search') ?? undefined,
  });
  const may = mayOf(ctx);
  return (
    <Page>
      <PageHeader
        actions={
          may.write && (
            <ButtonLink href="/agents/new" variant="primary">
              New agent
            </ButtonLink>
          )
        }
        description="Models with a job: what they are told, what they may use, what they may spend."
        title="Agents"
      />
      <AgentsTabs current="/agents" />
      <AgentList
        first={{ path, page: { data: rows.map(presentAgent), limit: PAGE_SIZE, offset, total } }}
        may={may}
      />
    </Page>
  );
}
