import type { Metadata } from 'next';
import { paramsOf, type Query } from '@/app/(dashboard)/agents/page-data';
import { isType, kinds, mayOf } from '@/app/(dashboard)/connectors/page-data';
import { ConnectorsPage } from '@/components/connectors/connectors-page';
import { connectorsPath, credentialsPath, PAGE_SIZE, tabOf } from '@/components/connectors/paths';
import { Page } from '@/components/ui/page';
import { pageCtx } from '@/lib/api/page-context';
import { findConnectors } from '@/lib/connectors/connector-store';
import { findCredentials } from '@/lib/connectors/credential-store';

export const metadata: Metadata = { title: 'Connectors' };

export default async function ConnectorsRoute({ searchParams }: { searchParams: Query }) {
  const ctx = await pageCtx();
  const params = await paramsOf(searchParams);
  const tab = tabOf(params);
  const path = tab === 'connectors' ? connectorsPath(params) : credentialsPath(params);
  const asked = new URLSearchParams(path.split('?')[1]);
  const page = { limit: PAGE_SIZE, offset: Number(asked.get('offset')) };
  const search = asked.get('search') ?? undefined;
  const type = asked.get('type');
  const connectors =
    tab === 'connectors'
      ? await findConnectors(ctx, { ...page, search, type: isType(type) ? type : undefined })
      : null;
  const provider = asked.get('provider') ?? undefined;
  const credentials =
    tab === 'credentials' ? await findCredentials(ctx, { ...page, search, provider }) : null;
  return (
    <Page>
      <ConnectorsPage
        connectors={
          connectors && {
            path,
            page: { ...page, data: connectors.connectors, total: connectors.total },
          }
        }
        credentials={
          credentials && {
            path,
            page: { ...page, data: credentials.credentials, total: credentials.total },
          }
        }
        kinds={kinds()}
        mayConnectors={mayOf(ctx, 'connectors')}
        mayCredentials={mayOf(ctx, 'credentials')}
      />
    </Page>
  );
}
