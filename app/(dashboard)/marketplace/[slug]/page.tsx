import type { Metadata } from 'next';
import { orNotFound } from '@/app/(dashboard)/agents/page-data';
import { mayOf } from '@/app/(dashboard)/marketplace/page-data';
import { ListingDetailView } from '@/components/marketplace/listing-detail';
import { Page } from '@/components/ui/page';
import { pageCtx } from '@/lib/api/page-context';
import { findByListing, presentInstallation } from '@/lib/installations/store';
import { loadListing, presentDetail } from '@/lib/packages/listing-store';

export const metadata: Metadata = { title: 'Package' };

export default async function ListingPage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await pageCtx();
  const row = await orNotFound(loadListing((await params).slug));
  const [listing, installed] = await Promise.all([presentDetail(row), findByListing(ctx, row.id)]);
  const latest = new Map([[row.id, row.version]]);
  return (
    <Page>
      <ListingDetailView
        installation={installed && presentInstallation(installed, latest)}
        key={row.id}
        listing={listing}
        may={mayOf(ctx)}
        own={row.publisherId === ctx.organizationId}
      />
    </Page>
  );
}
