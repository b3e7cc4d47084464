import { Page } from '@/components/ui/page';
import { Skeleton, SkeletonText } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <Page>
      <div aria-busy="true" className="flex flex-col gap-6">
        <div className="flex flex-col gap-3">
          <Skeleton className="h-4 w-36" />
          <Skeleton className="h-6 w-64" />
        </div>
        <Skeleton className="h-26 rounded-lg" />
        <div className="flex flex-col gap-2">
          <Skeleton className="h-5 w-24" />
          {[0, 1, 2, 3].map((row) => (
            <Skeleton className="h-8" key={row} />
          ))}
        </div>
        <SkeletonText className="rounded-lg border p-4" lines={5} />
      </div>
    </Page>
  );
}
