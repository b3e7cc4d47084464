import { ListSkeleton } from '@/components/agents/list-skeleton';
import { Page, PageHeader } from '@/components/ui/page';

export default function Loading() {
  return (
    <Page>
      <PageHeader
        description="Tell other systems what happens here, signed and as it happens."
        title="Webhooks"
      />
      <ListSkeleton
        caption="Webhooks"
        headers={['Webhook', 'Status', 'Events', 'Last sent', 'Failed']}
      />
    </Page>
  );
}
