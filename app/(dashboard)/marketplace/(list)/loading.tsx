import { about } from '@/app/(dashboard)/marketplace/page-data';
import { CardsSkeleton } from '@/components/marketplace/listing-card';
import { Page, PageHeader } from '@/components/ui/page';
import { Skeleton } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <Page>
      <PageHeader description={about} title="Marketplace" />
      <div className="flex flex-col gap-4">
        <div className="flex gap-2">
          <Skeleton className="h-8 w-full sm:w-64" />
          <Skeleton className="h-8 w-28" />
        </div>
        <div className="flex gap-1.5">
          {['w-12', 'w-24', 'w-28', 'w-20'].map((width) => (
            <Skeleton className={`h-7 ${width}`} key={width} />
          ))}
        </div>
        <CardsSkeleton />
      </div>
    </Page>
  );
}
