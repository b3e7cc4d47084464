import type { Metadata } from 'next';
import { paramsOf, type Query } from '@/app/(dashboard)/agents/page-data';
import { mayOf } from '@/app/(dashboard)/apps/page-data';
import { AppList } from '@/components/apps/app-list';
import { appsPath, PAGE_SIZE } from '@/components/apps/apps-path';
import { Page } from '@/components/ui/page';
import { pageCtx } from '@/lib/api/page-context';
import { findApps, presentApp } from '@/lib/packages/store';

export const metadata: Metadata = { title: 'My apps' };

export default async function AppsPage({ searchParams }: { searchParams: Query }) {
  const ctx = await pageCtx();
  const path = appsPath(await paramsOf(searchParams));
  const asked = new URLSearchParams(path.split('?')[1]);
  const offset = Number(asked.get('offset'));
  const search = asked.get('search') ?? undefined;
  const { rows, total } = await findApps(ctx, { limit: PAGE_SIZE, offset, search });
  const apps = rows.map(({ versions, ...app }) => ({
    ...presentApp(app),
    packages: versions.map((row) => ({
      id: row.id,
      version: row.version,
      size: Number(row.size),
      status: row.status,
      created_at: row.createdAt.toISOString(),
    })),
  }));
  return (
    <Page>
      <AppList first={{ path, page: { apps, limit: PAGE_SIZE, offset, total } }} may={mayOf(ctx)} />
    </Page>
  );
}
