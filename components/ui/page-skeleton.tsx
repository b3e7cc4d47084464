import { Page } from '@/components/ui/page';
import { Skeleton } from '@/components/ui/skeleton';

/** A page shaped like a list: title with its action, a header and rows. */
export function ListPageSkeleton() {
  return (
    <Page>
      <div aria-busy="true" className="flex flex-col gap-6">
        <div className="flex items-start justify-between gap-6">
          <div className="flex flex-col gap-2">
            <Skeleton className="h-6 w-36" />
            <Skeleton className="h-4 w-56 max-w-full" />
          </div>
          <Skeleton className="h-8 w-28 rounded-lg" />
        </div>
        <div className="flex flex-col gap-1">
          <Skeleton className="h-8 w-full" />
          {[0, 1, 2].map((row) => (
            <Skeleton className="h-9 w-full" key={row} />
          ))}
        </div>
      </div>
    </Page>
  );
}

/** A page shaped like one thing: the way back, its name, figures, a box and rows. */
export function DetailPageSkeleton() {
  return (
    <Page>
      <div aria-busy="true" className="flex flex-col gap-6">
        <div className="flex flex-col gap-3">
          <Skeleton className="h-4 w-36" />
          <Skeleton className="h-6 w-64" />
          <Skeleton className="h-4 w-80 max-w-full" />
        </div>
        <Skeleton className="h-26 rounded-lg" />
        <Skeleton className="h-40 rounded-lg" />
        <div className="flex flex-col gap-2">
          <Skeleton className="h-5 w-24" />
          {[0, 1, 2, 3].map((row) => (
            <Skeleton className="h-8" key={row} />
          ))}
        </div>
      </div>
    </Page>
  );
}
