import type { Metadata } from 'next';
import { orNotFound } from '@/app/(dashboard)/agents/page-data';
import { mayOf } from '@/app/(dashboard)/apps/page-data';
import { AppDetailView } from '@/components/apps/app-detail';
import { pageCtx } from '@/lib/api/page-context';
import { loadListing, presentDetail } from '@/lib/packages/listing-store';
import {
  isListed,
  loadApp,
  newestPackages,
  presentApp,
  presentPackage,
} from '@/lib/packages/store';

export const metadata: Metadata = { title: 'Agent app' };

export default async function AppPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const row = await orNotFound(loadApp(ctx, (await params).id));
  const [packages, listing] = await Promise.all([
    newestPackages(ctx, row.id).then((rows) => Promise.all(rows.map(presentPackage))),
    isListed(row.id).then(async (listed) =>
      listed ? presentDetail(await loadListing(row.id)) : null,
    ),
  ]);
  return (
    <AppDetailView
      first={{ ...presentApp(row), packages }}
      key={row.id}
      listing={listing}
      may={mayOf(ctx)}
    />
  );
}
