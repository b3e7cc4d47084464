import type { ConfigVersionView, ConfigView } from '@/lib/configs/contract';

export type Config = ConfigView;
export type ConfigVersion = ConfigVersionView;

/** What the reader may do with configs and their deployments; viewers only look. */
export type May = { write: boolean; deploy: boolean; execute: boolean };
