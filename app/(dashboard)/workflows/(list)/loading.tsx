import { ListSkeleton } from '@/components/agents/list-skeleton';
import { Page, PageHeader } from '@/components/ui/page';

export default function Loading() {
  return (
    <Page>
      <PageHeader
        description="Plans of steps that run to their end, whatever happens in between."
        title="Workflows"
      />
      <ListSkeleton
        caption="Workflows"
        headers={['Workflow', 'Status', 'Starts', 'Last run', 'Published']}
      />
    </Page>
  );
}
