import { Page } from '@/components/ui/page';
import { Skeleton, SkeletonText } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <Page>
      <div aria-busy="true" className="flex flex-col gap-3">
        <Skeleton className="h-4 w-32" />
        <Skeleton className="h-6 w-64" />
        <Skeleton className="h-4 w-full max-w-96" />
      </div>
      <div className="grid items-start gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex flex-col gap-8">
          <SkeletonText className="rounded-lg border p-4" lines={4} />
          <SkeletonText lines={8} />
        </div>
        <SkeletonText lines={8} />
      </div>
    </Page>
  );
}
