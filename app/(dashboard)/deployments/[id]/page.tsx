import type { Metadata } from 'next';
import { orNotFound } from '@/app/(dashboard)/agents/page-data';
import { ConfigDetail } from '@/components/deployments/config-detail';
import { DeploymentDetail } from '@/components/deployments/deployment-detail';
import type { ConfigDeployment } from '@/components/deployments/model';
import { pageCtx } from '@/lib/api/page-context';
import { loadConfig } from '@/lib/configs/store';
import { allows } from '@/lib/core/scopes';
import { presentConfigDeployment, presentPackageDeployment } from '@/lib/deployments/present';
import { loadDeployment } from '@/lib/deployments/store';

export const metadata: Metadata = { title: 'Deployment' };

export default async function DeploymentPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const row = await orNotFound(loadDeployment(ctx, (await params).id));
  const may = {
    deploy: allows(ctx.scopes, 'deployments:write'),
    execute: allows(ctx.scopes, 'deployments:execute'),
  };
  if (row.kind !== 'package') {
    const config = row.configId ? await loadConfig(ctx, row.configId) : null;
    return (
      <ConfigDetail
        config={config && { id: config.id, name: config.name, version: config.latestVersion }}
        first={presentConfigDeployment(row) as ConfigDeployment}
        key={row.id}
        may={may}
      />
    );
  }
  return <DeploymentDetail first={presentPackageDeployment(row)} key={row.id} may={may} />;
}
