'use client';

import { Ellipsis, Play, Power, Square, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ExecuteDialog } from '@/components/configs/execute-dialog';
import type { ConfigDeployment, ConfigFacts, May } from '@/components/deployments/model';
import type { useConfigDeployment } from '@/components/deployments/use-config-deployment';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { api } from '@/components/ui/fetcher';
import { IconButton } from '@/components/ui/icon-button';
import { Menu } from '@/components/ui/menu';
import { PageHeader } from '@/components/ui/page';
import { Badge, Status } from '@/components/ui/status';
import { toast } from '@/components/ui/toast';

const told: Record<ConfigDeployment['status'], string> = {
  pending: 'Not in service yet. Start it, or execute its workflows once.',
  running: 'In service: its triggers fire and its jobs run.',
  stopped: 'Out of service: its triggers rest and its jobs are withdrawn.',
  complete: 'Its last execution ended well. Its triggers rest.',
  failed: 'It is not in service. Its triggers rest.',
};

export function ConfigHeader({
  config,
  live,
  may,
}: {
  config: ConfigFacts;
  live: ReturnType<typeof useConfigDeployment>;
  may: May;
}) {
  const router = useRouter();
  const [executing, setExecuting] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const { deployment, busy, start, stop, refresh } = live;
  const { id, name, status } = deployment;
  const runs = status === 'running';
  const none = deployment.config_id === null;
  return (
    <>
      <PageHeader
        actions={
          <>
            {may.execute && status !== 'stopped' && (
              <Button
                disabled={none && !runs}
                icon={<Play aria-hidden />}
                onClick={() => setExecuting(true)}
              >
                Execute
              </Button>
            )}
            {may.deploy && runs && (
              <Button
                icon={<Square aria-hidden />}
                loading={busy === 'stopped'}
                onClick={() => void stop()}
              >
                Stop
              </Button>
            )}
            {may.deploy && !runs && (
              <Button
                disabled={none}
                icon={<Power aria-hidden />}
                loading={busy === 'running'}
                onClick={() => void start()}
                variant="primary"
              >
                Start
              </Button>
            )}
            {may.deploy && (
              <Menu
                align="end"
                groups={[
                  {
                    items: [
                      {
                        label: 'Delete deployment',
                        icon: <Trash2 />,
                        danger: true,
                        onSelect: () => setDeleting(true),
                      },
                    ],
                  },
                ]}
                label="More actions"
                trigger={<IconButton icon={<Ellipsis aria-hidden />} label="More actions" />}
              />
            )}
          </>
        }
        breadcrumb={[{ label: 'Deployments', href: '/deployments' }, { label: name }]}
        description={
          <>
            {told[status]}{' '}
            {config && (
              <>
                {deployment.config_version === null
                  ? 'Its config is '
                  : `Version ${deployment.config_version} of `}
                <Link className="text-accent-ink underline" href={`/configs/${config.id}`}>
                  {config.name}
                </Link>
                .
              </>
            )}
          </>
        }
        status={
          <>
            <span role="status">
              <Status state={status} />
            </span>
            <Badge>Config</Badge>
          </>
        }
        title={name}
      />
      <ExecuteDialog
        configId={deployment.config_id}
        deploymentId={id}
        name={name}
        onBegun={() => {
          toast.success('It runs');
          refresh();
        }}
        onOpenChange={setExecuting}
        open={executing}
        version={runs ? deployment.config_version : null}
      />
      <ConfirmDialog
        confirmLabel="Delete deployment"
        description={`${runs ? 'It is stopped first. ' : ''}Its workflows and jobs are taken away and open executions are canceled. The config and past executions are kept.`}
        onConfirm={async () => {
          await api(`/api/deployments/${id}`, { method: 'DELETE' });
          toast.success(`${name} was deleted`);
          router.push('/deployments');
        }}
        onOpenChange={setDeleting}
        open={deleting}
        phrase={runs ? name : undefined}
        title={`Delete ${name}?`}
      />
    </>
  );
}
