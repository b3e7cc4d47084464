'use client';

import { PanelLeft, Search } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useSyncExternalStore } from 'react';
import { docs, isCurrent, type NavItem, navigation } from '@/components/shell/navigation';
import { OrganizationMenu } from '@/components/shell/organization-menu';
import { ProfileMenu } from '@/components/shell/profile-menu';
import type { ShellProps } from '@/components/shell/session';
import { WaitingCount } from '@/components/shell/waiting-count';
import { cn } from '@/components/ui/cn';
import { IconButton } from '@/components/ui/icon-button';
import { Kbd } from '@/components/ui/kbd';
import { ThemeSwitch } from '@/components/ui/theme-switch';

function Row({ item, current }: { item: NavItem; current: boolean }) {
  const Icon = item.icon;
  return (
    <Link
      aria-current={current ? 'page' : undefined}
      className={cn(
        'rail flex h-8 items-center gap-2.5 rounded-lg px-2.5 text-sm transition-colors focus-visible:-outline-offset-2',
        current ? 'bg-pressed text-ink' : 'text-muted hover:bg-hover hover:text-ink',
      )}
      href={item.href}
      title={item.label}
    >
      <Icon
        aria-hidden
        className={cn('size-4 shrink-0', current ? 'text-accent-ink' : 'text-faint')}
        strokeWidth={1.75}
      />
      <span className="wide-only truncate">{item.label}</span>
      {item.count === 'approvals' && <WaitingCount />}
    </Link>
  );
}

export function toggleSidebar() {
  const { dataset } = document.documentElement;
  if (dataset.sidebar === 'narrow') delete dataset.sidebar;
  else dataset.sidebar = 'narrow';
  localStorage.setItem('sidebar', dataset.sidebar ?? 'wide');
}

/** Whether to write ⌘ or Ctrl; the server can't know and says Ctrl. */
function useIsMac() {
  return useSyncExternalStore(
    () => () => {},
    () => /Mac|iPhone|iPad/.test(navigator.userAgent),
    () => false,
  );
}

/** The same content in the fixed sidebar and in the phone's drawer. */
export function Sidebar({
  onSearch,
  onShowShortcuts,
  collapsible = false,
  ...session
}: ShellProps & { onSearch: () => void; onShowShortcuts: () => void; collapsible?: boolean }) {
  const path = usePathname();
  const mac = useIsMac();
  return (
    <div className="flex h-full flex-col gap-3 p-2">
      <OrganizationMenu {...session} />
      <button
        className="rail flex h-8 w-full items-center gap-2.5 rounded-lg border bg-surface px-2.5 text-faint text-sm hover:bg-hover hover:text-muted"
        onClick={onSearch}
        type="button"
      >
        <Search aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
        <span className="wide-only flex-1 text-start">Search or jump to</span>
        <span className="sr-only">Open the command palette</span>
        <span className="wide-only">
          <Kbd>{mac ? '⌘K' : 'Ctrl K'}</Kbd>
        </span>
      </button>
      <nav aria-label="Main" className="min-h-0 flex-1 overflow-y-auto">
        {navigation
          .filter((group) => group.items.length > 0)
          .map((group) => (
            <section aria-label={group.label} className="mb-4" key={group.label}>
              <p aria-hidden className="wide-only px-2.5 pb-1 text-faint text-xs">
                {group.label}
              </p>
              <ul className="flex flex-col gap-px">
                {group.items.map((item) => (
                  <li key={item.href}>
                    <Row current={isCurrent(item, path)} item={item} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
      </nav>
      <div className="flex flex-col gap-1">
        <a
          className="rail flex h-8 items-center gap-2.5 rounded-lg px-2.5 text-muted text-sm hover:bg-hover hover:text-ink"
          href={docs.href}
          title={docs.label}
        >
          <docs.icon aria-hidden className="size-4 shrink-0 text-faint" strokeWidth={1.75} />
          <span className="wide-only">{docs.label}</span>
        </a>
        <div className="rail flex items-center justify-between gap-2 px-1 py-1">
          <span className="wide-only">
            <ThemeSwitch />
          </span>
          {collapsible && (
            <IconButton
              icon={<PanelLeft aria-hidden />}
              label="Collapse or expand the sidebar"
              onClick={toggleSidebar}
              shortcut="["
              side="right"
            />
          )}
        </div>
        <hr className="-mx-2" />
        <ProfileMenu onShowShortcuts={onShowShortcuts} user={session.user} />
      </div>
    </div>
  );
}
