import { Page } from '@/components/ui/page';
import { Skeleton } from '@/components/ui/skeleton';

/** Shaped like the page: title with its controls, two rows of figures, the chart, two lists. */
export default function Loading() {
  return (
    <Page>
      <div aria-busy="true" className="flex flex-col gap-6">
        <div className="flex flex-wrap items-start justify-between gap-6">
          <div className="flex flex-col gap-2">
            <Skeleton className="h-6 w-24" />
            <Skeleton className="h-4 w-72 max-w-full" />
          </div>
          <Skeleton className="h-8 w-72 max-w-full rounded-lg" />
        </div>
        <Skeleton className="h-48 w-full rounded-lg sm:h-24" />
        <Skeleton className="h-48 w-full rounded-lg sm:h-24" />
        <Skeleton className="h-72 w-full rounded-lg" />
        <div className="grid gap-8 lg:grid-cols-2">
          <Skeleton className="h-60 w-full rounded-lg" />
          <Skeleton className="h-60 w-full rounded-lg" />
        </div>
      </div>
    </Page>
  );
}
