import type { InstallationView } from '@/lib/installations/contract';
import type { UpgradePlanView } from '@/lib/installations/upgrade.contract';

export type Installation = InstallationView;
export type UpgradePlan = UpgradePlanView;
export type Change = UpgradePlan['changes'][number];
export type FieldChange = Change['fields'][number];

/** What the reader may do; viewers only look. */
export type May = { write: boolean; chat: boolean };

const UNDERWAY = ['queued', 'installing', 'uninstalling'];
export const isUnderway = ({ status }: Pick<Installation, 'status'>) => UNDERWAY.includes(status);

export const canUpgrade = (one: Installation) =>
  one.latest_version !== null &&
  one.latest_version !== one.version &&
  (one.status === 'active' || one.status === 'paused');
