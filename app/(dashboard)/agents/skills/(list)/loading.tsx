import { AgentsTabs } from '@/components/agents/agents-tabs';
import { ListSkeleton } from '@/components/agents/list-skeleton';
import { Page, PageHeader } from '@/components/ui/page';

export default function Loading() {
  return (
    <Page>
      <PageHeader description="Instructions and tools that several agents share." title="Skills" />
      <AgentsTabs current="/agents/skills" />
      <ListSkeleton caption="Skills" headers={['Name', 'Description', 'Used by', 'Updated']} />
    </Page>
  );
}
