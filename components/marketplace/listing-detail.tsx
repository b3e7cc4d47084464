'use client';

import { ExternalLink, ImageIcon } from 'lucide-react';
import { InstallPanel } from '@/components/marketplace/install-panel';
import type { ListingDetail, May } from '@/components/marketplace/model';
import { PackageIcon } from '@/components/marketplace/package-icon';
import { Rating } from '@/components/marketplace/rating';
import { Readme } from '@/components/marketplace/readme';
import { Reviews } from '@/components/marketplace/reviews';
import { Versions } from '@/components/marketplace/versions';
import { categoryWord, priceOf } from '@/components/marketplace/words';
import { Breadcrumb } from '@/components/ui/breadcrumb';
import { KeyValues } from '@/components/ui/key-values';
import { Num } from '@/components/ui/number';
import { Section } from '@/components/ui/page';
import { Badge } from '@/components/ui/status';
import { Time } from '@/components/ui/time';
import type { InstallationView } from '@/lib/installations/contract';

function Facts({ listing }: { listing: ListingDetail }) {
  return (
    <KeyValues
      items={[
        { label: 'Publisher', value: listing.publisher.name },
        { label: 'Category', value: categoryWord(listing.category) },
        { label: 'Version', value: <span className="num">{listing.version}</span> },
        { label: 'Pricing', value: priceOf(listing) },
        { label: 'Installs', value: <Num value={listing.installs} /> },
        { label: 'Published', value: <Time at={listing.published_at} /> },
        { label: 'Updated', value: <Time at={listing.updated_at} /> },
        { label: 'Tags', value: listing.tags.length > 0 ? listing.tags.join(', ') : null },
      ]}
    />
  );
}

/** Addresses that the publisher gives: they are opened by who wants to see them, not fetched here. */
function Screenshots({ urls }: { urls: readonly string[] }) {
  return (
    <ul className="grid gap-2 sm:grid-cols-2">
      {urls.map((url, index) => (
        <li key={url}>
          <a
            className="flex h-12 items-center gap-2.5 rounded-lg border bg-surface px-3 text-sm hover:bg-hover"
            href={url}
            rel="noopener noreferrer nofollow"
            target="_blank"
          >
            <ImageIcon aria-hidden className="size-4 shrink-0 text-faint" />
            <span>Screenshot {index + 1}</span>
            <span className="min-w-0 flex-1 truncate text-faint text-xs">{new URL(url).host}</span>
            <ExternalLink aria-hidden className="size-3.5 shrink-0 text-faint" />
          </a>
        </li>
      ))}
    </ul>
  );
}

export function ListingDetailView({
  listing,
  installation,
  may,
  own,
}: {
  listing: ListingDetail;
  installation: InstallationView | null;
  may: May;
  own: boolean;
}) {
  const tagline = listing.summary || listing.description;
  // What the header says already is not said again.
  const about = listing.readme || (listing.description === tagline ? '' : listing.description);
  return (
    <>
      <header className="flex flex-col gap-4">
        <Breadcrumb
          items={[{ label: 'Marketplace', href: '/marketplace' }, { label: listing.name }]}
        />
        <div className="flex items-start gap-4">
          <PackageIcon category={listing.category} size="lg" />
          <div className="min-w-0">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <h1 className="min-w-0 break-words font-strong text-xl tracking-tight">
                {listing.name}
              </h1>
              {listing.featured && <Badge tone="info">Featured</Badge>}
              {own && <Badge>Yours</Badge>}
            </div>
            <p className="mt-0.5 max-w-form text-muted">{tagline}</p>
            <p className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1 text-muted text-sm">
              <span>by {listing.publisher.name}</span>
              <Rating count={listing.reviews} value={listing.rating} />
              <span>
                <Num short value={listing.installs} />{' '}
                {listing.installs === 1 ? 'install' : 'installs'}
              </span>
            </p>
          </div>
        </div>
      </header>
      <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_21rem]">
        <aside className="flex flex-col gap-6 lg:sticky lg:top-8 lg:order-2">
          <InstallPanel first={installation} listing={listing} may={may} own={own} />
          <div className="hidden lg:block">
            <Facts listing={listing} />
          </div>
        </aside>
        <div className="flex min-w-0 flex-col gap-8">
          {listing.screenshots.length > 0 && (
            <Section title="Screenshots">
              <Screenshots urls={listing.screenshots} />
            </Section>
          )}
          {about && (
            <Section title="About">
              <div className="max-w-[44rem]">
                <Readme text={about} />
              </div>
            </Section>
          )}
          <Section title="Versions">
            <Versions listing={listing} />
          </Section>
          <Reviews may={may} slug={listing.slug} />
          <div className="lg:hidden">
            <Section title="Facts">
              <Facts listing={listing} />
            </Section>
          </div>
        </div>
      </div>
    </>
  );
}
