'use client';

import { Menu as MenuIcon, Search } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import type { PaletteSearch } from '@/components/shell/palette-actions';
import type { ShellProps } from '@/components/shell/session';
import { Sidebar, toggleSidebar } from '@/components/shell/sidebar';
import { useShortcuts } from '@/components/shell/use-shortcuts';
import { IconButton } from '@/components/ui/icon-button';
import { Mark } from '@/components/ui/logo';
import { Sheet } from '@/components/ui/sheet';
import { SwrProvider } from '@/components/ui/swr-provider';

const CommandPalette = lazy(() => import('@/components/shell/command-palette'));
const ShortcutsDialog = lazy(() => import('@/components/shell/shortcuts-dialog'));

type Open = 'palette' | 'help' | 'drawer' | null;

/** The frame around every page of the dashboard. `search` finds objects for the palette. */
export function Shell({
  children,
  search,
  ...session
}: ShellProps & { children: ReactNode; search?: PaletteSearch }) {
  const path = usePathname();
  const [open, setOpen] = useState<Open>(null);
  // What was opened once stays mounted, so that closing can be seen.
  const [used, setUsed] = useState<{ palette?: true; help?: true }>({});
  const show = (what: 'palette' | 'help') => {
    setUsed((before) => ({ ...before, [what]: true }));
    setOpen(what);
  };
  const close = (next: boolean) => next || setOpen(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: going somewhere closes the drawer
  useEffect(() => setOpen((now) => (now === 'drawer' ? null : now)), [path]);
  useShortcuts({
    palette: () => (open === 'palette' ? setOpen(null) : show('palette')),
    help: () => show('help'),
    sidebar: toggleSidebar,
  });

  const sidebar = {
    ...session,
    onSearch: () => show('palette'),
    onShowShortcuts: () => show('help'),
  };
  return (
    <div className="shell-grid min-h-dvh md:grid md:grid-cols-[var(--sidebar)_minmax(0,1fr)]">
      <a
        className="-translate-y-16 fixed top-2 left-2 z-50 rounded-lg border bg-surface px-3 py-2 text-sm focus:translate-y-0"
        href="#main"
      >
        Skip to content
      </a>
      <aside aria-label="Sidebar" className="sticky top-0 hidden h-dvh border-e bg-sunken md:block">
        <Sidebar {...sidebar} collapsible />
      </aside>
      <header className="sticky top-0 z-30 flex h-12 items-center justify-between border-b bg-canvas px-2 md:hidden">
        <IconButton
          icon={<MenuIcon aria-hidden />}
          label="Open navigation"
          onClick={() => setOpen('drawer')}
        />
        <Mark className="size-6" />
        <IconButton
          icon={<Search aria-hidden />}
          label="Open the command palette"
          onClick={() => show('palette')}
        />
      </header>
      <main className="min-w-0" id="main" tabIndex={-1}>
        <SwrProvider>{children}</SwrProvider>
      </main>
      <Sheet bare onOpenChange={close} open={open === 'drawer'} side="left" title="Navigation">
        <div className="h-full bg-sunken">
          <Sidebar {...sidebar} />
        </div>
      </Sheet>
      <Suspense>
        {used.palette && (
          <CommandPalette onOpenChange={close} open={open === 'palette'} search={search} />
        )}
        {used.help && <ShortcutsDialog onOpenChange={close} open={open === 'help'} />}
      </Suspense>
    </div>
  );
}
