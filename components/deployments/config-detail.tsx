import type { ConfigDeployment } from '@/components/deployments/model';
import { Id } from '@/components/ui/id';
import { KeyValues } from '@/components/ui/key-values';
import { Page, PageHeader } from '@/components/ui/page';
import { Badge, Status } from '@/components/ui/status';
import { Time } from '@/components/ui/time';

/** The deployment of a config: it has a state and no steps. */
export function ConfigDetail({ deployment }: { deployment: ConfigDeployment }) {
  return (
    <Page width="form">
      <PageHeader
        breadcrumb={[{ label: 'Deployments', href: '/deployments' }, { label: deployment.name }]}
        description="What a config describes, in service."
        status={
          <>
            <Status state={deployment.status} />
            <Badge>Config</Badge>
          </>
        }
        title={deployment.name}
      />
      <KeyValues
        items={[
          { label: 'Created', value: <Time at={deployment.created_at} /> },
          { label: 'Changed', value: <Time at={deployment.updated_at} /> },
          {
            label: 'Config',
            value: deployment.config_id ? <Id value={deployment.config_id} /> : 'Deleted since',
          },
          { label: 'Id', value: <Id value={deployment.id} /> },
        ]}
      />
    </Page>
  );
}
