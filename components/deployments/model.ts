import type { z } from 'zod';
import type { DeploymentTrigger as TriggerSchema } from '@/lib/configs/deployments.contract';
import type {
  ConfigDeployment as ConfigSchema,
  PackageDeploymentView,
  StepName,
} from '@/lib/deployments/contract';

export type PackageDeployment = PackageDeploymentView;
export type ConfigDeployment = z.output<typeof ConfigSchema>;
export type Deployment = PackageDeployment | ConfigDeployment;
export type DeploymentTrigger = z.output<typeof TriggerSchema>;
/** What a deployment's config is called, and its newest version; null when it was deleted. */
export type ConfigFacts = { id: string; name: string; version: number } | null;
export type Step = PackageDeployment['progress']['steps'][number];
export type { StepName };
export type QueueStats = {
  stats: Record<'queued' | 'processing' | 'completed' | 'failed' | 'cancelled' | 'total', number>;
  health: { status: 'healthy' | 'warning' | 'critical'; message: string };
  metrics: { avgProcessingTimeSeconds: number; lastUpdated: string };
};

/** What the reader may do; viewers only look. */
export type May = { deploy: boolean; execute: boolean };

const OPEN = ['queued', 'processing', 'pending', 'running'];
export const isOpen = ({ status }: Pick<Deployment, 'status'>) => OPEN.includes(status);
