'use client';

import { Rocket } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import useSWR from 'swr';
import { DeploymentCard } from '@/components/configs/deployment-card';
import type { May } from '@/components/configs/model';
import type { ConfigDeployment } from '@/components/deployments/model';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { Skeleton } from '@/components/ui/skeleton';
import type { Paged } from '@/lib/core/page';

const LIMIT = 20;

/** The deployments of a config, newest first. */
export function useDeployments(id: string | null) {
  const { data, error, mutate } = useSWR<Paged<ConfigDeployment>>(
    id && `/api/deployments?kind=config&config_id=${id}&limit=${LIMIT}`,
    { refreshInterval: 15_000 },
  );
  return {
    list: data?.data ?? [],
    total: data?.total ?? 0,
    known: data !== undefined,
    error: error as Error | undefined,
    refresh: () => void mutate(),
  };
}

/** What serves this config, and what it did last. */
export function DeploymentsPanel({
  deployments: { list, total, known, error, refresh },
  saved,
  newest,
  may,
  deploy,
}: {
  deployments: ReturnType<typeof useDeployments>;
  saved: boolean;
  newest: number;
  may: May;
  /** The button that deploys it. */
  deploy: ReactNode;
}) {
  if (saved && error && !known) return <ErrorState error={error} onRetry={refresh} />;
  if (saved && !known)
    return (
      <div aria-busy="true" className="flex flex-col gap-3">
        <Skeleton className="h-32 rounded-lg" />
        <Skeleton className="h-32 rounded-lg" />
      </div>
    );
  if (list.length === 0)
    return (
      <EmptyState action={deploy} icon={<Rocket />} title="Not deployed yet">
        A deployment puts a version into service: its workflows are there, their triggers fire, its
        jobs run. Here it is started, stopped and executed with variables.
      </EmptyState>
    );
  return (
    <div className="flex flex-col gap-3">
      <StaleNote error={error} onRetry={refresh} />
      <ul aria-label="Deployments" className="flex flex-col gap-3">
        {list.map((one) => (
          <DeploymentCard first={one} key={one.id} may={may} newest={newest} onChange={refresh} />
        ))}
      </ul>
      {total > list.length && (
        <Link className="text-accent-ink text-sm hover:underline" href="/deployments?kind=config">
          See all {total}
        </Link>
      )}
    </div>
  );
}
