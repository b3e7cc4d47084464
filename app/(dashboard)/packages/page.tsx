import type { Metadata } from 'next';
import { paramsOf, type Query } from '@/app/(dashboard)/agents/page-data';
import { InstallationList } from '@/components/installations/installation-list';
import { installationsPath, PAGE_SIZE } from '@/components/installations/installations-path';
import { ButtonLink } from '@/components/ui/button';
import { Page, PageHeader } from '@/components/ui/page';
import { pageCtx } from '@/lib/api/page-context';
import { allows } from '@/lib/core/scopes';
import { STATUSES } from '@/lib/installations/contract';
import { findInstallations, latestVersions, presentInstallation } from '@/lib/installations/store';

export const metadata: Metadata = { title: 'Installed packages' };

export default async function PackagesPage({ searchParams }: { searchParams: Query }) {
  const ctx = await pageCtx();
  const path = installationsPath(await paramsOf(searchParams));
  const asked = new URLSearchParams(path.split('?')[1]);
  const offset = Number(asked.get('offset'));
  const status = STATUSES.find((one) => one === asked.get('status'));
  const { rows, total } = await findInstallations(ctx, { limit: PAGE_SIZE, offset, status });
  const latest = await latestVersions(rows);
  const data = rows.map((row) => presentInstallation(row, latest));
  return (
    <Page>
      <PageHeader
        actions={<ButtonLink href="/marketplace">Marketplace</ButtonLink>}
        description="Packages from the marketplace that work here."
        title="Installed packages"
      />
      <InstallationList
        first={{ path, page: { data, limit: PAGE_SIZE, offset, total } }}
        may={{
          write: allows(ctx.scopes, 'installations:write'),
          chat: allows(ctx.scopes, 'chat:write'),
        }}
      />
    </Page>
  );
}
