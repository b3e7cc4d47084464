import { ListSkeleton } from '@/components/agents/list-skeleton';
import { Page, PageHeader } from '@/components/ui/page';

export default function Loading() {
  return (
    <Page>
      <PageHeader
        description="Every run of an agent, from chat, playground and API, as it happens."
        title="Executions"
      />
      <ListSkeleton
        caption="Executions"
        headers={['Agent', 'Status', 'Source', 'Started', 'Duration', 'Tokens', 'Credits']}
      />
    </Page>
  );
}
