'use client';

import { ChevronsUpDown, Plus, Settings, Users } from 'lucide-react';
import type { ShellProps } from '@/components/shell/session';
import { switchOrganization } from '@/components/shell/session';
import { Avatar } from '@/components/ui/avatar';
import { Menu } from '@/components/ui/menu';
import { Credits } from '@/components/ui/number';

export function OrganizationMenu({
  organization,
  organizations,
  credits,
  held,
  role,
}: Omit<ShellProps, 'user'>) {
  return (
    <Menu
      className="w-60"
      groups={[
        {
          label: organizations.length > 1 ? 'Switch organization' : undefined,
          items: organizations.map((one) => ({
            label: one.name,
            icon: <Avatar name={one.name} size="sm" square />,
            checked: one.id === organization.id,
            onSelect: () => one.id !== organization.id && switchOrganization(one),
          })),
        },
        {
          items: [
            { label: 'Organization settings', icon: <Settings />, href: '/settings/organization' },
            { label: 'Team', icon: <Users />, href: '/settings/team' },
            {
              label: 'Create organization',
              icon: <Plus />,
              href: '/settings/organization?new=1',
            },
          ],
        },
      ]}
      header={
        <dl className="grid grid-cols-2 gap-y-1 text-sm">
          <dt className="text-muted">To spend</dt>
          <dd className="text-end">
            <Credits unit={false} value={credits} />
          </dd>
          <dt className="text-muted">Held by runs</dt>
          <dd className="text-end">
            <Credits unit={false} value={held} />
          </dd>
          <dt className="text-muted">Your role</dt>
          <dd className="text-end capitalize">{role}</dd>
        </dl>
      }
      label="Organization"
      trigger={
        <button
          className="rail flex h-11 w-full min-w-0 items-center gap-2.5 rounded-lg px-2 text-start hover:bg-hover aria-expanded:bg-hover"
          type="button"
        >
          <Avatar name={organization.name} square />
          <span className="wide-only min-w-0 flex-1">
            <span className="block truncate font-strong text-sm leading-4.5">
              {organization.name}
            </span>
            <span className="block truncate text-faint text-xs">
              <Credits value={credits} />
            </span>
          </span>
          <span className="sr-only">Organization menu</span>
          <ChevronsUpDown aria-hidden className="wide-only size-3.5 shrink-0 text-faint" />
        </button>
      }
    />
  );
}
