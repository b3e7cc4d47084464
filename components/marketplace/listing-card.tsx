import { Check, Download } from 'lucide-react';
import Link from 'next/link';
import type { Listing } from '@/components/marketplace/model';
import { PackageIcon } from '@/components/marketplace/package-icon';
import { Rating } from '@/components/marketplace/rating';
import { priceOf } from '@/components/marketplace/words';
import { formatCompact } from '@/components/ui/format';
import { Skeleton } from '@/components/ui/skeleton';

const frame = 'relative flex min-w-0 flex-col gap-3 rounded-lg border bg-surface p-4';

export function ListingCard({ listing, installed }: { listing: Listing; installed: boolean }) {
  const { installs } = listing;
  return (
    <article
      className={`${frame} transition-colors focus-within:border-edge hover:border-edge hover:bg-hover`}
    >
      <div className="flex items-start gap-3">
        <PackageIcon category={listing.category} />
        <div className="min-w-0 flex-1">
          <h3 className="truncate font-strong text-base">
            <Link
              className="outline-none after:absolute after:inset-0 after:rounded-lg after:content-[''] focus-visible:after:outline-2 focus-visible:after:outline-ring"
              href={`/marketplace/${listing.slug}`}
              prefetch={false}
            >
              {listing.name}
            </Link>
          </h3>
          <p className="truncate text-faint text-sm">by {listing.publisher.name}</p>
        </div>
        {installed && (
          <span className="inline-flex h-5 items-center gap-1 text-good text-xs">
            <Check aria-hidden className="size-3.5" />
            Installed
          </span>
        )}
      </div>
      <p className="line-clamp-2 min-h-10 text-muted text-sm">
        {listing.summary || listing.description}
      </p>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-muted text-xs">
        <span className={listing.price > 0 ? 'num font-strong text-ink' : 'font-strong text-ink'}>
          {priceOf(listing)}
        </span>
        <span className="inline-flex items-center gap-1">
          <Download aria-hidden className="size-3.5 text-faint" />
          <span className="num">{formatCompact(installs)}</span>
          <span className="sr-only">{installs === 1 ? 'install' : 'installs'}</span>
        </span>
        <Rating count={listing.reviews} value={listing.rating} />
      </p>
    </article>
  );
}

function CardSkeleton() {
  return (
    <div className={frame}>
      <div className="flex items-start gap-3">
        <Skeleton className="size-9 rounded-lg" />
        <div className="flex flex-1 flex-col gap-1.5 pt-1">
          <Skeleton className="h-3.5 w-32" />
          <Skeleton className="h-3 w-20" />
        </div>
      </div>
      <div className="flex min-h-10 flex-col gap-2 pt-1">
        <Skeleton className="h-3 w-full" />
        <Skeleton className="h-3 w-3/4" />
      </div>
      <Skeleton className="h-4 w-40" />
    </div>
  );
}

export const gridClass = 'grid gap-3 sm:grid-cols-2 lg:grid-cols-3';

export function CardsSkeleton({ count = 9 }: { count?: number }) {
  return (
    <div aria-busy="true" className={gridClass}>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: stand-ins have no identity
        <CardSkeleton key={index} />
      ))}
    </div>
  );
}
