import type { Metadata } from 'next';
import { paramsOf, type Query } from '@/app/(dashboard)/agents/page-data';
import { about } from '@/app/(dashboard)/marketplace/page-data';
import { Marketplace } from '@/components/marketplace/marketplace';
import { marketplacePath } from '@/components/marketplace/marketplace-path';
import { ButtonLink } from '@/components/ui/button';
import { Page, PageHeader } from '@/components/ui/page';
import { pageCtx } from '@/lib/api/page-context';
import { allows } from '@/lib/core/scopes';
import { findInstallations } from '@/lib/installations/store';
import { categories } from '@/lib/packages/categories';
import { findListings, presentListing } from '@/lib/packages/listing-store';
import { ListingQuery } from '@/lib/packages/listings.contract';

export const metadata: Metadata = { title: 'Marketplace' };

export default async function MarketplacePage({ searchParams }: { searchParams: Query }) {
  const ctx = await pageCtx();
  const path = marketplacePath(await paramsOf(searchParams));
  const asked = Object.fromEntries(new URLSearchParams(path.split('?')[1]));
  const { limit, offset } = asked;
  // A value that nobody offers filters nothing here; the API tells the browser what is wrong.
  const query = ListingQuery.safeParse(asked).data ?? ListingQuery.parse({ limit, offset });
  const [{ rows, total }, all, installed] = await Promise.all([
    findListings(ctx, query),
    categories(ctx),
    findInstallations(ctx, { limit: 100, offset: 0 }),
  ]);
  return (
    <Page>
      <PageHeader
        actions={
          allows(ctx.scopes, 'packages:write') && (
            <ButtonLink href="/apps">Publish an app</ButtonLink>
          )
        }
        description={about}
        title="Marketplace"
      />
      <Marketplace
        categories={all}
        first={{
          path,
          page: { data: rows.map(presentListing), limit: query.limit, offset: query.offset, total },
        }}
        installed={installed.rows.map((row) => row.listingId)}
      />
    </Page>
  );
}
