import { ListSkeleton } from '@/components/agents/list-skeleton';
import { Page, PageHeader } from '@/components/ui/page';

export default function Loading() {
  return (
    <Page>
      <PageHeader
        description="Background work: now, at a time or again and again, in queues with weights."
        title="Jobs"
      />
      <ListSkeleton
        caption="Jobs"
        headers={['Task', 'Status', 'Queue', 'Attempt', 'Took', 'When']}
      />
    </Page>
  );
}
