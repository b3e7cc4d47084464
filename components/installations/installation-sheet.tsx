'use client';

import { ArrowUpCircle, Bot, MessageSquare, Pause, Play, RotateCw } from 'lucide-react';
import Link from 'next/link';
import { lazy, Suspense, useState } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import { ConfigForm } from '@/components/installations/config-form';
import {
  canUpgrade,
  type Installation,
  isUnderway,
  type May,
} from '@/components/installations/model';
import { Uninstall } from '@/components/installations/uninstall';
import { InstallFailed, InstallProgress } from '@/components/marketplace/install-progress';
import { Button, ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { ErrorState } from '@/components/ui/error-state';
import { api } from '@/components/ui/fetcher';
import { Id } from '@/components/ui/id';
import { KeyValues } from '@/components/ui/key-values';
import { Section } from '@/components/ui/page';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonText } from '@/components/ui/skeleton';
import { Status } from '@/components/ui/status';
import { Time } from '@/components/ui/time';
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
          {data.agents.length > 0 && (
            <Section title="Agents">
              <ul className="divide-y rounded-lg border bg-surface">
                {data.agents.map((agent) => (
                  <li className="flex min-h-11 items-center gap-3 px-3 text-sm" key={agent.id}>
                    <Bot aria-hidden className="size-4 shrink-0 text-faint" />
                    <Link
                      className="min-w-0 flex-1 truncate rounded-sm hover:underline"
                      href={`/agents/${agent.id}`}
                    >
                      {agent.name}
                    </Link>
                    {may.chat && data.status === 'active' && (
                      <ButtonLink
                        aria-label={`Chat with ${agent.name}`}
                        href={`/?agent=${agent.id}`}
                        icon={<MessageSquare aria-hidden />}
                        size="sm"
                      >
                        Chat
                      </ButtonLink>
                    )}
                  </li>
                ))}
              </ul>
            </Section>
          )}
          {may.write && hasForm(data) && !isUnderway(data) && (
            <Section title="Configuration">
              <ConfigForm
                installation={data}
                key={`${data.version} ${data.secrets.join()}`}
                onSaved={show}
              />
            </Section>
          )}
          <Section title="Facts">
            <KeyValues
              items={[
                {
                  label: 'Package',
                  value:
                    data.latest_version === null ? (
                      data.slug
                    ) : (
                      <Link
                        className="text-accent-ink hover:underline"
                        href={`/marketplace/${data.slug}`}
                      >
                        {data.slug}
                      </Link>
                    ),
                },
                {
                  label: 'Skills',
                  value: data.skills.map((skill) => skill.name).join(', ') || null,
                },
                {
                  label: 'Workflows',
                  value: data.workflows.map(({ name }) => name).join(', ') || null,
                },
                { label: 'Installed', value: <Time at={data.created_at} /> },
                { label: 'Changed', value: <Time at={data.updated_at} /> },
                { label: 'Id', value: <Id value={data.id} /> },
              ]}
            />
          </Section>
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
