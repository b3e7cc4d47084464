import { ListSkeleton } from '@/components/agents/list-skeleton';
import { Page, PageHeader } from '@/components/ui/page';
import { Skeleton } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <Page>
      <PageHeader
        description="Everything that happens in the organization, as it happens, for 90 days."
        title="Events"
      />
      <Skeleton className="h-21 w-full" />
      <div className="grid items-start gap-x-8 lg:grid-cols-[13rem_minmax(0,1fr)]">
        <Skeleton className="h-64 w-full max-lg:hidden" />
        <ListSkeleton caption="Events" headers={['Type', 'About', 'Source', 'Happened']} />
      </div>
    </Page>
  );
}
