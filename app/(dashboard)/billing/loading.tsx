import { Page } from '@/components/ui/page';
import { Skeleton } from '@/components/ui/skeleton';

/** Shaped like the page: title, the balance beside its chart, tabs and rows. */
export default function Loading() {
  return (
    <Page>
      <div aria-busy="true" className="flex flex-col gap-6">
        <div className="flex items-start justify-between gap-6">
          <div className="flex flex-col gap-2">
            <Skeleton className="h-6 w-28" />
            <Skeleton className="h-4 w-80 max-w-full" />
          </div>
          <Skeleton className="h-8 w-20 rounded-lg" />
        </div>
        <Skeleton className="h-112 w-full rounded-lg lg:h-72" />
        <div className="flex flex-col gap-1">
          <Skeleton className="h-9 w-full" />
          <Skeleton className="h-9 w-full" />
          <Skeleton className="h-9 w-full" />
        </div>
      </div>
    </Page>
  );
}
