import type { Metadata } from 'next';
import { paramsOf, type Query } from '@/app/(dashboard)/agents/page-data';
import { DeploymentList } from '@/components/deployments/deployment-list';
import { deploymentsPath, PAGE_SIZE } from '@/components/deployments/deployments-path';
import type { Deployment } from '@/components/deployments/model';
import { Page, PageHeader } from '@/components/ui/page';
import { pageCtx } from '@/lib/api/page-context';
import { presentDeployment } from '@/lib/deployments/present';
import { stats } from '@/lib/deployments/stats';
import { findDeployments } from '@/lib/deployments/store';

export const metadata: Metadata = { title: 'Deployments' };

export default async function DeploymentsPage({ searchParams }: { searchParams: Query }) {
  const ctx = await pageCtx();
  const path = deploymentsPath(await paramsOf(searchParams));
  const asked = new URLSearchParams(path.split('?')[1]);
  const offset = Number(asked.get('offset'));
  const [{ rows, total }, queue] = await Promise.all([
    findDeployments(ctx, {
      limit: PAGE_SIZE,
      offset,
      kind: asked.get('kind') ?? undefined,
      status: asked.get('status') ?? undefined,
      agent_app_id: asked.get('agent_app_id') ?? undefined,
    }),
    stats(ctx),
  ]);
  const data = rows.map(presentDeployment) as Deployment[];
  return (
    <Page>
      <PageHeader
        description="Packages and configs on their way into service, live."
        title="Deployments"
      />
      <DeploymentList
        first={{ path, page: { data, limit: PAGE_SIZE, offset, total } }}
        queue={queue}
      />
    </Page>
  );
}
