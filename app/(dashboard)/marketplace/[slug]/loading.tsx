import { Page } from '@/components/ui/page';
import { Skeleton, SkeletonText } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <Page>
      <div aria-busy="true" className="flex flex-col gap-4">
        <Skeleton className="h-4 w-44" />
        <div className="flex items-start gap-4">
          <Skeleton className="size-12 rounded-lg" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-6 w-56 max-w-full" />
            <Skeleton className="h-4 w-96 max-w-full" />
            <Skeleton className="h-4 w-64 max-w-full" />
          </div>
        </div>
      </div>
      <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_21rem]">
        <Skeleton className="h-80 rounded-lg lg:order-2" />
        <div className="flex flex-col gap-8">
          <SkeletonText lines={6} />
          <Skeleton className="h-20 rounded-lg" />
        </div>
      </div>
    </Page>
  );
}
