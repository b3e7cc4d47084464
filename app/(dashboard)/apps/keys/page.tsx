import type { Metadata } from 'next';
import { mayOf } from '@/app/(dashboard)/apps/page-data';
import { PublisherKeys } from '@/components/apps/publisher-keys';
import { Page } from '@/components/ui/page';
import { pageCtx } from '@/lib/api/page-context';
import { findKeys, presentKey } from '@/lib/packages/publisher-keys';

export const metadata: Metadata = { title: 'Publisher keys' };

export default async function PublisherKeysPage() {
  const ctx = await pageCtx();
  const { rows, total } = await findKeys(ctx, { limit: 100, offset: 0 });
  return (
    <Page>
      <PublisherKeys first={{ publisher_keys: rows.map(presentKey), total }} may={mayOf(ctx)} />
    </Page>
  );
}
