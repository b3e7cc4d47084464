import { Page } from '@/components/ui/page';
import { Skeleton } from '@/components/ui/skeleton';

/** Shaped like a settings page: title, sentence, and two boxes of fields. */
export default function Loading() {
  return (
    <Page>
      <div aria-busy="true" className="flex flex-col gap-6">
        <div className="flex flex-col gap-2">
          <Skeleton className="h-6 w-36" />
          <Skeleton className="h-4 w-72 max-w-full" />
        </div>
        <Skeleton className="h-40 w-full max-w-form rounded-lg" />
        <Skeleton className="h-56 w-full max-w-form rounded-lg" />
      </div>
    </Page>
  );
}
