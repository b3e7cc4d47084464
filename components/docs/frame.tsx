'use client';

import { Menu as MenuIcon, Search } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import {
  lazy,
  type ReactNode,
  Suspense,
  useEffect,
  useEffectEvent,
  useState,
  useSyncExternalStore,
} from 'react';
import { DocsNav } from '@/components/docs/nav';
import type { DocsSection } from '@/components/docs/site-map';
import { buttonClass } from '@/components/ui/button-class';
import { IconButton } from '@/components/ui/icon-button';
import { Kbd } from '@/components/ui/kbd';
import { Mark } from '@/components/ui/logo';
import { Sheet } from '@/components/ui/sheet';
import { ThemeSwitch } from '@/components/ui/theme-switch';

const SearchDialog = lazy(() => import('@/components/docs/search-dialog'));

const isMac = () => /Mac|iPhone|iPad/.test(navigator.userAgent);
const never = () => () => {};

/** ⌘K everywhere, and / where nobody is writing. */
function useSearchKeys(open: () => void) {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const at = event.target as HTMLElement;
    const writing = at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName);
    const command = event.key.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey);
    const slash = event.key === '/' && !writing && !event.metaKey && !event.ctrlKey;
    if (!command && !slash) return;
    event.preventDefault();
    open();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

/** The frame around every page of the docs. */
export function DocsFrame({
  sections,
  signedIn,
  children,
}: {
  sections: readonly DocsSection[];
  signedIn: boolean;
  children: ReactNode;
}) {
  const path = usePathname();
  const mac = useSyncExternalStore(never, isMac, () => false);
  const [drawer, setDrawer] = useState(false);
  const [search, setSearch] = useState(false);
  // Opened once, it stays mounted, so that closing can be seen.
  const [searched, setSearched] = useState(false);
  const openSearch = () => {
    setSearched(true);
    setSearch(true);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: going somewhere closes the drawer
  useEffect(() => setDrawer(false), [path]);
  useSearchKeys(openSearch);

  return (
    <div className="min-h-dvh">
      <a
        className="-translate-y-16 fixed top-2 left-2 z-50 rounded-lg border bg-surface px-3 py-2 text-sm focus:translate-y-0"
        href="#main"
      >
        Skip to content
      </a>
      <header className="sticky top-0 z-30 border-b bg-canvas">
        <div className="mx-auto flex h-14 max-w-[88rem] items-center gap-3 px-4 lg:px-6">
          <IconButton
            className="-ms-2 lg:hidden"
            icon={<MenuIcon aria-hidden />}
            label="Open navigation"
            onClick={() => setDrawer(true)}
          />
          <Link className="flex items-center gap-2 font-strong tracking-tight" href="/docs">
            <Mark />
            <span className="hidden sm:inline">FleetPrompt</span>
            <span className="font-normal text-muted">Docs</span>
          </Link>
          <button
            className="ms-auto flex h-8 items-center gap-2.5 rounded-lg border bg-surface px-2.5 text-faint text-sm hover:bg-hover hover:text-muted md:w-72 lg:ms-10 lg:me-auto"
            onClick={openSearch}
            type="button"
          >
            <Search aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
            <span className="flex-1 text-start">Search</span>
            <span className="hidden md:inline">
              <Kbd>{mac ? '⌘K' : 'Ctrl K'}</Kbd>
            </span>
          </button>
          <span className="hidden md:block">
            <ThemeSwitch />
          </span>
          <Link
            className={buttonClass({ variant: 'secondary', size: 'md' })}
            href={signedIn ? '/' : '/sign-in'}
            prefetch={false}
          >
            {signedIn ? 'Dashboard' : 'Sign in'}
          </Link>
        </div>
      </header>
      <div className="mx-auto max-w-[88rem] lg:grid lg:grid-cols-[16rem_minmax(0,1fr)]">
        <aside
          aria-label="Navigation"
          className="sticky top-14 hidden h-[calc(100dvh-3.5rem)] overflow-y-auto border-e px-3 py-6 lg:block"
        >
          <DocsNav sections={sections} />
        </aside>
        <main className="min-w-0 px-4 py-8 sm:px-6 lg:px-10" id="main" tabIndex={-1}>
          {children}
        </main>
      </div>
      <Sheet onOpenChange={setDrawer} open={drawer} side="left" title="Documentation">
        <div className="flex flex-col gap-6">
          <ThemeSwitch className="self-start" />
          <DocsNav sections={sections} />
        </div>
      </Sheet>
      <Suspense>{searched && <SearchDialog onOpenChange={setSearch} open={search} />}</Suspense>
    </div>
  );
}
