'use client';

import { History, RotateCw, Square } from 'lucide-react';
import Link from 'next/link';
import { DeploymentResult } from '@/components/deployments/deployment-result';
import type { May, PackageDeployment } from '@/components/deployments/model';
import { StepsRail } from '@/components/deployments/steps-rail';
import { useDeployment } from '@/components/deployments/use-deployment';
import { useDeploymentActions } from '@/components/deployments/use-deployment-actions';
import { Elapsed } from '@/components/executions/elapsed';
import { Button } from '@/components/ui/button';
import { StaleNote } from '@/components/ui/error-state';
import { Id } from '@/components/ui/id';
import { KeyValues } from '@/components/ui/key-values';
import { Credits } from '@/components/ui/number';
import { Page, PageHeader, Section } from '@/components/ui/page';
import { Status } from '@/components/ui/status';
import { Time } from '@/components/ui/time';

const told = {
  queued: 'It waits for its turn. You can leave this page; it goes on by itself.',
  processing: 'You can leave this page; it goes on by itself.',
  completed: 'It is in service.',
  failed: 'Nothing was changed by it and nothing was charged.',
  cancelled: 'It was stopped before its end; nothing was charged.',
};

/** One deployment of a package, live: its steps, what it brought, and what can be done with it. */
export function DeploymentDetail({ first, may }: { first: PackageDeployment; may: May }) {
  const { deployment: now, open, lost, error, set, refresh } = useDeployment(first.id, first);
  const deployment = now ?? first;
  const { busy, run } = useDeploymentActions(set);
  const { id, status, version } = deployment;
  const retry = may.deploy && (status === 'failed' || status === 'cancelled') && (
    <Button
      icon={<RotateCw aria-hidden />}
      loading={busy === 'retry'}
      onClick={() => void run('retry', id)}
      variant="primary"
    >
      Deploy again
    </Button>
  );
  return (
    <Page>
      <PageHeader
        actions={
          <>
            {may.deploy && open && (
              <Button
                disabled={deployment.cancel_requested}
                icon={<Square aria-hidden />}
                loading={busy === 'cancel'}
                onClick={() => void run('cancel', id)}
              >
                {deployment.cancel_requested ? 'Stopping' : 'Cancel'}
              </Button>
            )}
            {may.deploy && status === 'completed' && (
              <Button
                icon={<History aria-hidden />}
                loading={busy === 'rollback'}
                onClick={() => void run('rollback', id)}
              >
                Go back to this version
              </Button>
            )}
            {retry}
          </>
        }
        breadcrumb={[
          { label: 'Deployments', href: '/deployments' },
          { label: `${deployment.name} ${version}` },
        ]}
        description={told[status]}
        status={<Status state={status} />}
        title={`${deployment.name} ${version}`}
      />
      <StaleNote error={error} onRetry={refresh} />
      {lost && (
        <p className="text-muted text-sm" role="status">
          The live connection broke off; it is opened again. The page looks every five seconds.
        </p>
      )}
      <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-8">
          <Section boxed title="Steps">
            <StepsRail deployment={deployment} />
          </Section>
          {status === 'completed' && (
            <Section title="In service">
              <DeploymentResult deployment={deployment} />
            </Section>
          )}
          {deployment.release_notes && (
            <Section title="Release notes">
              <p className="whitespace-pre-line break-words text-muted">
                {deployment.release_notes}
              </p>
            </Section>
          )}
        </div>
        <Section title="Facts">
          <KeyValues
            items={[
              {
                label: 'App',
                value: (
                  <Link
                    className="text-accent-ink hover:underline"
                    href={`/apps/${deployment.agent_app_id}`}
                  >
                    {deployment.name}
                  </Link>
                ),
              },
              { label: 'Version', value: <span className="num">{version}</span> },
              {
                label: 'Credits',
                value:
                  status === 'failed' || status === 'cancelled' ? (
                    'Came back'
                  ) : (
                    <>
                      <Credits value={deployment.credits} />
                      {open && ' held'}
                    </>
                  ),
              },
              { label: 'Queued', value: <Time at={deployment.created_at} /> },
              {
                label: 'Started',
                value: deployment.started_at ? <Time at={deployment.started_at} /> : 'Not yet',
              },
              {
                label: 'Took',
                value: deployment.started_at ? (
                  <Elapsed
                    ms={open ? null : (deployment.duration_seconds ?? 0) * 1000}
                    since={deployment.started_at}
                  />
                ) : null,
              },
              ...(deployment.origin_id
                ? [
                    {
                      label: 'Repeats',
                      value: (
                        <Link
                          className="text-accent-ink hover:underline"
                          href={`/deployments/${deployment.origin_id}`}
                        >
                          an earlier deployment
                        </Link>
                      ),
                    },
                  ]
                : []),
              { label: 'Id', value: <Id short value={id} /> },
            ]}
          />
        </Section>
      </div>
    </Page>
  );
}
