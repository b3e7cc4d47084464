import type { Metadata } from 'next';
import { paramsOf, type Query } from '@/app/(dashboard)/agents/page-data';
import { letIn, listed, mayOf, mayRead } from '@/app/(dashboard)/configs/page-data';
import { ConfigList } from '@/components/configs/config-list';
import { configsPath } from '@/components/configs/configs-path';
import { ForbiddenState } from '@/components/ui/empty-state';
import { Page, PageHeader } from '@/components/ui/page';
import { pageCtx } from '@/lib/api/page-context';
import { listConfigs } from '@/lib/configs/contract';
import { findConfigs } from '@/lib/configs/store';

export const metadata: Metadata = { title: 'Configs' };

export default async function ConfigsPage({ searchParams }: { searchParams: Query }) {
  const ctx = await pageCtx();
  if (!mayRead(ctx))
    return (
      <Page>
        <PageHeader title="Configs" />
        <ForbiddenState what="configs" who={letIn} />
      </Page>
    );
  const path = configsPath(await paramsOf(searchParams));
  const asked = Object.fromEntries(new URLSearchParams(path.split('?')[1]));
  const query = listConfigs.query?.safeParse(asked).data ?? { limit: 25, offset: 0 };
  const { rows, total } = await findConfigs(ctx, query);
  const page = { data: rows.map(listed), total, limit: query.limit, offset: query.offset };
  return (
    <Page>
      <ConfigList first={{ path, page }} may={mayOf(ctx)} />
    </Page>
  );
}
