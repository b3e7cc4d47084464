'use client';

import { useRouter } from 'next/navigation';
import { lazy, Suspense, useState } from 'react';
import useSWR, { mutate } from 'swr';
import { deleteWithUndo, useHidden } from '@/components/agents/delayed-delete';
import { DeployPanel } from '@/components/apps/deploy-panel';
import type { AppDetail, May, PackageView } from '@/components/apps/model';
import { versionColumns } from '@/components/apps/version-columns';
import { deploymentColumns } from '@/components/deployments/deployment-columns';
import { type Deployment, isOpen } from '@/components/deployments/model';
import { tellDeployFailure } from '@/components/deployments/use-deployment-actions';
import type { ListingDetail } from '@/components/marketplace/model';
import { CURRENT } from '@/components/shell/current';
import { ButtonLink } from '@/components/ui/button';
import { api } from '@/components/ui/fetcher';
import { Section } from '@/components/ui/page';
import { Table } from '@/components/ui/table';
import type { Paged } from '@/lib/core/page';

const PackageSheet = lazy(() => import('@/components/apps/package-sheet'));

const LATELY = 5;

export function VersionsTab({
  app,
  listing,
  may,
  onChange,
}: {
  app: AppDetail;
  listing: ListingDetail | null;
  may: May;
  onChange: () => void;
}) {
  const router = useRouter();
  const [shown, setShown] = useState<PackageView | null>(null);
  const hidden = useHidden();
  const { data: lately } = useSWR<Paged<Deployment>>(
    `/api/deployments?limit=${LATELY}&agent_app_id=${app.id}`,
    { refreshInterval: (page) => (page?.data.some(isOpen) ? 2_000 : 0) },
  );
  const done = lately?.data.find((one) => one.kind === 'package' && one.status === 'completed');
  const inService = done?.kind === 'package' ? done.package_id : null;
  const none = app.packages.length === 0;

  async function deploy(version: PackageView) {
    try {
      const { deployment } = await api<{ deployment: { id: string } }>(
        `/api/agent-apps/${app.id}/packages/deploy`,
        { method: 'POST', body: { package_id: version.id } },
      );
      void mutate(CURRENT);
      router.push(`/deployments/${deployment.id}`);
    } catch (error) {
      tellDeployFailure(`Version ${version.version} was not deployed`, error);
    }
  }
  const columns = versionColumns(may, {
    inService,
    published: listing?.version ?? null,
    deploy: (version) => void deploy(version),
    show: setShown,
    remove: (version) =>
      deleteWithUndo(
        {
          id: version.id,
          name: `version ${version.version}`,
          path: `/api/agent-apps/${app.id}/packages/${version.id}`,
        },
        onChange,
      ),
  });
  return (
    <div className="flex flex-col gap-8">
      {may.deploy && <DeployPanel appId={app.id} first={none} onSent={onChange} />}
      {none ? (
        !may.deploy && <p className="text-muted">This app has no version yet.</p>
      ) : (
        <Section title="Versions">
          <Table
            caption="Versions, newest first"
            columns={columns}
            rowKey={(version) => version.id}
            rows={app.packages.filter((version) => !hidden.has(version.id))}
          />
        </Section>
      )}
      {lately && lately.total > 0 && (
        <Section
          actions={
            lately.total > LATELY && (
              <ButtonLink href={`/deployments?app=${app.id}`} size="sm">
                See all {lately.total.toLocaleString('en-US')}
              </ButtonLink>
            )
          }
          title="Deployments"
        >
          <Table
            caption="Deployments of this app, newest first"
            columns={deploymentColumns}
            rowHref={(one) => `/deployments/${one.id}`}
            rowKey={(one) => one.id}
            rows={lately.data}
          />
        </Section>
      )}
      {shown && (
        <Suspense>
          <PackageSheet appId={app.id} onClose={() => setShown(null)} version={shown} />
        </Suspense>
      )}
    </div>
  );
}
