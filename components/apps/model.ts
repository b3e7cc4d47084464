import type { z } from 'zod';
import type { AgentAppSchema, PackageSchema } from '@/lib/packages/apps.contract';

export type App = z.output<typeof AgentAppSchema>;
export type PackageView = z.output<typeof PackageSchema>;
export type AppRow = App & {
  packages: { id: string; version: string; size: number; status: string; created_at: string }[];
};
export type AppDetail = App & { packages: PackageView[] };
export type PublisherKey = {
  id: string;
  name: string;
  public_key: string;
  revoked_at: string | null;
  created_at: string;
};

/** What the reader may do; viewers only look. */
export type May = { write: boolean; deploy: boolean; keys: boolean; webhooks: boolean };

const MiB = 1024 * 1024;
/** Bytes as people say them: 812 B, 14.2 kB, 3.1 MB. */
export function formatBytes(bytes: number) {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** Credits that deploying a file costs: one for each MiB begun. */
export const deployPrice = (bytes: number) => Math.max(1, Math.ceil(bytes / MiB));
