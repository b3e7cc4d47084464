import { Page, PageHeader } from '@/components/ui/page';
import { Skeleton } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <Page>
      <PageHeader
        description="What waits for a person before it goes on, and what was decided."
        title="Approvals"
      />
      <Skeleton className="h-8 w-64" />
      <div className="grid items-start gap-6 lg:grid-cols-[22rem_minmax(0,1fr)]">
        <Skeleton className="h-72 w-full" />
        <Skeleton className="h-96 w-full max-lg:hidden" />
      </div>
    </Page>
  );
}
