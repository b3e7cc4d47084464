'use client';

import { ArrowUpCircle, Pause, Play, RotateCw } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import { ConfigForm } from '@/components/installations/config-form';
import { InstallationFacts, InstalledAgents } from '@/components/installations/installation-facts';
import {
  canUpgrade,
  type Installation,
  isUnderway,
  type May,
} from '@/components/installations/model';
import { Uninstall } from '@/components/installations/uninstall';
import { InstallFailed, InstallProgress } from '@/components/marketplace/install-progress';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { ErrorState } from '@/components/ui/error-state';
import { api } from '@/components/ui/fetcher';
import { Section } from '@/components/ui/page';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonText } from '@/components/ui/skeleton';
import { Status } from '@/components/ui/status';
import { toast } from '@/components/ui/toast';

const UpgradeDialog = lazy(() => import('@/components/installations/upgrade-dialog'));

const hasForm = ({ config_schema: schema }: Installation) =>
  Object.keys((schema?.properties as object | undefined) ?? {}).length > 0;

/** One installation: how it is, its agents, its configuration, and its end. */
export default function InstallationSheet({
  id,
  first,
  may,
  onClose,
}: {
  id: string;
  first?: Installation;
  may: May;
  onClose: () => void;
}) {
  const { mutate: mutateAny } = useSWRConfig();
  const { data, error, mutate } = useSWR<Installation>(`/api/v1/installations/${id}`, {
    fallbackData: first,
    refreshInterval: (one) => (one && isUnderway(one) ? 1_000 : 0),
  });
  const [upgrading, setUpgrading] = useState(false);
  const [busy, setBusy] = useState(false);
  const lists = () => void mutateAny((key) => String(key).startsWith('/api/v1/installations?'));
  const show = (next: Installation) => {
    void mutate(next, { revalidate: false });
    lists();
  };

  async function act(deed: 'pause' | 'resume' | 'install') {
    if (!data) return;
    setBusy(true);
    try {
      if (deed === 'install') {
        const body = { package_id: data.package_id, config: data.config };
        show(await api<Installation>('/api/v1/installations', { method: 'POST', body }));
      } else {
        show(await api<Installation>(`/api/v1/installations/${id}/${deed}`, { method: 'POST' }));
        toast.success(`${data.name} is ${deed === 'pause' ? 'paused' : 'active again'}`);
      }
    } catch (cause) {
      const failed = { pause: 'not paused', resume: 'not resumed', install: 'not installed' };
      toast.error(`It was ${failed[deed]}`, cause);
    }
    setBusy(false);
  }

  return (
    <Sheet onOpenChange={(open) => open || onClose()} open title={data?.name ?? 'Installation'}>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => mutate()} />
      ) : !data ? (
        <SkeletonText lines={8} />
      ) : (
        <div className="flex flex-col gap-7">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <Status state={data.status} />
            <span className="num text-muted text-sm">{data.version}</span>
            <span className="ms-auto flex gap-2">
              {may.write && data.status === 'active' && (
                <Button
                  icon={<Pause aria-hidden />}
                  loading={busy}
                  onClick={() => void act('pause')}
                  size="sm"
                >
                  Pause
                </Button>
              )}
              {may.write && data.status === 'paused' && (
                <Button
                  icon={<Play aria-hidden />}
                  loading={busy}
                  onClick={() => void act('resume')}
                  size="sm"
                  variant="primary"
                >
                  Resume
                </Button>
              )}
              {may.write && data.status === 'failed' && (
                <Button
                  icon={<RotateCw aria-hidden />}
                  loading={busy}
                  onClick={() => void act('install')}
                  size="sm"
                >
                  Try again
                </Button>
              )}
            </span>
          </div>
          {data.status === 'failed' && <InstallFailed installation={data} />}
          {isUnderway(data) && <InstallProgress installation={data} />}
          {canUpgrade(data) && (
            <Callout
              action={
                may.write && (
                  <Button
                    icon={<ArrowUpCircle aria-hidden />}
                    onClick={() => setUpgrading(true)}
                    size="sm"
                    variant="primary"
                  >
                    See what changes
                  </Button>
                )
              }
              title={`Version ${data.latest_version} is out`}
            >
              Nothing changes before you have seen it.
            </Callout>
          )}
          {data.latest_version === null && data.status !== 'failed' && (
            <Callout title="It is not in the marketplace any more" tone="warn">
              It goes on working here; there will be no upgrades.
            </Callout>
          )}
          <InstalledAgents installation={data} mayChat={may.chat} />
          {may.write && hasForm(data) && !isUnderway(data) && (
            <Section title="Configuration">
              <ConfigForm
                installation={data}
                key={`${data.version} ${data.secrets.join()}`}
                onSaved={show}
              />
            </Section>
          )}
          <InstallationFacts installation={data} />
          {may.write && data.status !== 'uninstalling' && (
            <Uninstall
              installation={data}
              onDone={() => {
                lists();
                onClose();
              }}
            />
          )}
          {upgrading && (
            <Suspense>
              <UpgradeDialog
                installation={data}
                onClose={() => setUpgrading(false)}
                onUpgraded={show}
              />
            </Suspense>
          )}
        </div>
      )}
    </Sheet>
  );
}
