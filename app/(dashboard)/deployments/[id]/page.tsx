import type { Metadata } from 'next';
import { orNotFound } from '@/app/(dashboard)/agents/page-data';
import { ConfigDetail } from '@/components/deployments/config-detail';
import { DeploymentDetail } from '@/components/deployments/deployment-detail';
import type { ConfigDeployment } from '@/components/deployments/model';
import { pageCtx } from '@/lib/api/page-context';
import { allows } from '@/lib/core/scopes';
import { presentConfigDeployment, presentPackageDeployment } from '@/lib/deployments/present';
import { loadDeployment } from '@/lib/deployments/store';

export const metadata: Metadata = { title: 'Deployment' };

export default async function DeploymentPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const row = await orNotFound(loadDeployment(ctx, (await params).id));
  if (row.kind !== 'package')
    return <ConfigDetail deployment={presentConfigDeployment(row) as ConfigDeployment} />;
  return (
    <DeploymentDetail
      first={presentPackageDeployment(row)}
      key={row.id}
      may={{ deploy: allows(ctx.scopes, 'deployments:write') }}
    />
  );
}
