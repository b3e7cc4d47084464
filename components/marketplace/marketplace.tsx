'use client';

import { SearchX, Store } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import useSWR from 'swr';
import { useList } from '@/components/agents/use-list';
import { CategoryChips } from '@/components/marketplace/category-chips';
import { CardsSkeleton, gridClass, ListingCard } from '@/components/marketplace/listing-card';
import { filterNames, marketplacePath, PAGE_SIZE } from '@/components/marketplace/marketplace-path';
import type { CategoryCount, Listing } from '@/components/marketplace/model';
import { PRICING, SORTS } from '@/components/marketplace/words';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { FilterBar, FilterSearch, FilterSelect } from '@/components/ui/filter-bar';
import { formatNumber } from '@/components/ui/format';
import { Section } from '@/components/ui/page';
import { Pagination } from '@/components/ui/pagination';
import { Select } from '@/components/ui/select';
import { useUrlState } from '@/components/ui/use-url-state';
import type { Paged } from '@/lib/core/page';

const INSTALLED = '/api/v1/installations?limit=100';

function Sort() {
  const [value, set] = useUrlState('sort', 'popular');
  return (
    <Select
      aria-label="Sort"
      className="w-auto!"
      onValueChange={set}
      options={SORTS}
      value={value}
    />
  );
}

/** Packages to find and install; `first` is what the server read for the address `first.path`. */
export function Marketplace({
  first,
  categories,
  installed: before,
}: {
  first: { path: string; page: Paged<Listing> };
  categories: readonly CategoryCount[];
  /** Ids of packages that are installed here. */
  installed: readonly string[];
}) {
  const params = useSearchParams();
  const { data, error, mutate } = useList(marketplacePath(params), first);
  const { data: installations } = useSWR<Paged<{ package_id: string }>>(INSTALLED, {
    revalidateOnMount: false,
  });
  const installed = new Set(installations?.data.map((one) => one.package_id) ?? before);
  const filtered = filterNames.some((name) => params.has(name));
  if (data?.total === 0 && !filtered && !params.has('page')) return <NothingPublished />;
  return (
    <div className="flex flex-col gap-4">
      <FilterBar names={filterNames} trailing={<Sort />}>
        <FilterSearch label="Search packages" />
        <FilterSelect any="Any price" label="Pricing" name="pricing" options={PRICING} />
      </FilterBar>
      <CategoryChips categories={categories} />
      <p aria-live="polite" className="sr-only">
        {data && `${formatNumber(data.total)} ${data.total === 1 ? 'package' : 'packages'}`}
      </p>
      {data && <StaleNote error={error} onRetry={() => mutate()} />}
      {error && !data ? (
        <ErrorState error={error} onRetry={() => mutate()} />
      ) : data ? (
        <Cards
          installed={installed}
          parted={!filtered && !params.has('sort') && !params.has('page')}
          rows={data.data}
        />
      ) : (
        <CardsSkeleton />
      )}
      <Pagination limit={PAGE_SIZE} total={data?.total ?? 0} />
    </div>
  );
}

/** The featured ones by themselves, where nothing is asked for. */
function Cards({
  rows,
  installed,
  parted,
}: {
  rows: readonly Listing[];
  installed: ReadonlySet<string>;
  parted: boolean;
}) {
  if (rows.length === 0)
    return (
      <EmptyState icon={<SearchX />} title="No package matches">
        Search looks at names, summaries, descriptions and tags, and forgives typing errors. Try
        fewer words, another category, or clear the filters.
      </EmptyState>
    );
  const grid = (list: readonly Listing[]) => (
    <div className={gridClass}>
      {list.map((listing) => (
        <ListingCard installed={installed.has(listing.id)} key={listing.id} listing={listing} />
      ))}
    </div>
  );
  const featured = parted ? rows.filter((row) => row.featured) : [];
  const others = parted ? rows.filter((row) => !row.featured) : rows;
  if (featured.length === 0)
    return (
      <section aria-label="Packages">
        <h2 className="sr-only">Packages</h2>
        {grid(others)}
      </section>
    );
  return (
    <div className="flex flex-col gap-6 pt-2">
      <Section title="Featured">{grid(featured)}</Section>
      {others.length > 0 && <Section title="More packages">{grid(others)}</Section>}
    </div>
  );
}

function NothingPublished() {
  return (
    <EmptyState
      action={
        <ButtonLink href="/apps" variant="primary">
          Publish an agent app
        </ButtonLink>
      }
      icon={<Store />}
      title="Nothing is published yet"
    >
      Here teams give out their agents: ready with prompts, skills and workflows, installed with one
      click. Upload a package of an agent app of yours, and publish it.
    </EmptyState>
  );
}
