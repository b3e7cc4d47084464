import { AgentsTabs } from '@/components/agents/agents-tabs';
import { ListSkeleton } from '@/components/agents/list-skeleton';
import { Page, PageHeader } from '@/components/ui/page';

export default function Loading() {
  return (
    <Page>
      <PageHeader
        description="Models with a job: what they are told, what they may use, what they may spend."
        title="Agents"
      />
      <AgentsTabs current="/agents" />
      <ListSkeleton caption="Agents" headers={['Name', 'Status', 'Model', 'Skills', 'Updated']} />
    </Page>
  );
}
