import { Page } from '@/components/ui/page';
import { Skeleton } from '@/components/ui/skeleton';

export default function Loading() {
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
