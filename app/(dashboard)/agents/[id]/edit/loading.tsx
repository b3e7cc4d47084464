import { FormSkeleton } from '@/components/agents/form-skeleton';
import { Page } from '@/components/ui/page';
import { Skeleton } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <Page>
      <div className="flex flex-col gap-3">
        <Skeleton className="h-4 w-36" />
        <Skeleton className="h-6 w-64" />
        <Skeleton className="h-4 w-full max-w-96" />
      </div>
      <div className="grid items-start gap-8 xl:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
        <FormSkeleton title={false} />
        <Skeleton className="h-96 rounded-lg" />
      </div>
    </Page>
  );
}
