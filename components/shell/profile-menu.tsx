'use client';

import { Keyboard, LogOut, UserRound } from 'lucide-react';
import { type ShellProps, signOut } from '@/components/shell/session';
import { Avatar } from '@/components/ui/avatar';
import { Menu } from '@/components/ui/menu';

export function ProfileMenu({
  user,
  onShowShortcuts,
}: {
  user: ShellProps['user'];
  onShowShortcuts: () => void;
}) {
  const name = user.name || user.email;
  return (
    <Menu
      className="w-56"
      groups={[
        {
          items: [
            { label: 'Profile', icon: <UserRound />, href: '/settings/profile' },
            {
              label: 'Keyboard shortcuts',
              icon: <Keyboard />,
              shortcut: '?',
              onSelect: onShowShortcuts,
            },
          ],
        },
        { items: [{ label: 'Sign out', icon: <LogOut />, onSelect: signOut }] },
      ]}
      header={
        <div className="min-w-0 text-sm">
          <p className="truncate font-strong">{name}</p>
          {user.name && <p className="truncate text-faint text-xs">{user.email}</p>}
        </div>
      }
      label="Profile"
      trigger={
        <button
          className="rail flex h-9 w-full min-w-0 items-center gap-2.5 rounded-lg px-2 text-start text-sm hover:bg-hover aria-expanded:bg-hover"
          type="button"
        >
          <Avatar name={name} size="sm" />
          <span className="wide-only min-w-0 flex-1 truncate">{name}</span>
          <span className="sr-only">Profile menu</span>
        </button>
      }
    />
  );
}
