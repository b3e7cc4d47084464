import type { Deployment } from '@/generated/prisma/client';
import { creditsOf } from '@/lib/credits/money';
import type { PackageDeploymentView } from '@/lib/deployments/contract';
import { priceOf } from '@/lib/deployments/price';
import { stepsOf } from '@/lib/deployments/store';

const iso = (time: Date | null) => time?.toISOString() ?? null;

/** From the start to the end in seconds; null before there are both. */
export const durationOf = (row: Pick<Deployment, 'startedAt' | 'completedAt'>): number | null =>
  row.startedAt && row.completedAt
    ? Math.round((row.completedAt.getTime() - row.startedAt.getTime()) / 100) / 10
    : null;

export function presentPackageDeployment(row: Deployment): PackageDeploymentView {
  const steps = stepsOf(row);
  const failure = row.error as PackageDeploymentView['failure'];
  const current = steps.find((step) => step.status !== 'completed');
  return {
    id: row.id,
    kind: 'package',
    name: row.name,
    status: row.status as PackageDeploymentView['status'],
    package_id: row.packageId as string,
    agent_app_id: row.agentAppId as string,
    version: row.version ?? '',
    release_notes: row.releaseNotes,
    origin_id: row.originId,
    credits: creditsOf(priceOf(row.size)),
    created_at: row.createdAt.toISOString(),
    started_at: iso(row.startedAt),
    completed_at: iso(row.completedAt),
    updated_at: row.updatedAt.toISOString(),
    duration_seconds: durationOf(row),
    cancel_requested: row.cancelRequestedAt !== null,
    progress: { current_step: current?.name ?? null, steps },
    error: failure?.message ?? null,
    failure,
    result: row.result as PackageDeploymentView['result'],
  };
}

export const presentConfigDeployment = (row: Deployment) => ({
  id: row.id,
  kind: 'config' as const,
  name: row.name,
  config_id: row.configId,
  status: row.status,
  config_version: (row.result as { version?: number } | null)?.version ?? null,
  workflows: (row.result as { workflows?: { id: string; name: string }[] } | null)?.workflows ?? [],
  error: (row.error as { message?: string } | null)?.message ?? null,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});

/** Each kind flat, in its own shape. */
export const presentDeployment = (row: Deployment) =>
  row.kind === 'package' ? presentPackageDeployment(row) : presentConfigDeployment(row);
