import { ListSkeleton } from '@/components/agents/list-skeleton';
import { Page, PageHeader } from '@/components/ui/page';
import { Skeleton } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <Page>
      <PageHeader
        description="Packages and configs on their way into service, live."
        title="Deployments"
      />
      <Skeleton className="h-28 rounded-lg" />
      <ListSkeleton
        caption="Deployments"
        headers={['Deployment', 'Status', 'Steps', 'Took', 'Credits', 'Queued']}
      />
    </Page>
  );
}
