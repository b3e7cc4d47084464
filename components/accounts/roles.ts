import type { Role } from '@/components/accounts/model';

/** Roles in plain words, the mightiest first. */
export const roles: readonly { value: Role; label: string; hint: string }[] = [
  { value: 'owner', label: 'Owner', hint: 'Everything, and deleting the organization.' },
  { value: 'admin', label: 'Admin', hint: 'Everything but what concerns owners.' },
  {
    value: 'member',
    label: 'Member',
    hint: 'Builds, deploys and runs; no team, API keys or organization.',
  },
  { value: 'viewer', label: 'Viewer', hint: 'Sees everything, changes nothing.' },
];

export const roleLabel = (role: Role) => roles.find((one) => one.value === role)?.label ?? role;
