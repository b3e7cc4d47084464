'use client';

import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import type { DocsSection } from '@/components/docs/site-map';
import { cn } from '@/components/ui/cn';

function Pages({ pages, path }: { pages: DocsSection['pages']; path: string }) {
  return (
    <ul className="flex flex-col gap-px">
      {pages.map(({ href, title }) => (
        <li key={href}>
          <Link
            aria-current={href === path ? 'page' : undefined}
            className={cn(
              'block rounded-md px-2.5 py-1 text-sm transition-colors focus-visible:-outline-offset-2',
              href === path
                ? 'bg-accent-soft text-accent-ink'
                : 'text-muted hover:bg-hover hover:text-ink',
            )}
            href={href}
            prefetch={false}
          >
            {title}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** All pages by section; the same in the sidebar and in the phone's drawer. */
export function DocsNav({ sections }: { sections: readonly DocsSection[] }) {
  const path = usePathname();
  const nav = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another place in the list
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [path]);
  return (
    <nav aria-label="Documentation" className="flex flex-col gap-5" ref={nav}>
      {sections.map(({ title, folded, pages }) =>
        folded ? (
          <details
            className="group"
            key={title}
            open={pages.some(({ href }) => href === path) || undefined}
          >
            <summary className="flex items-center gap-1 rounded-md px-2.5 pb-1 font-strong text-sm">
              {title}
              <ChevronRight
                aria-hidden
                className="size-3.5 text-faint transition-transform group-open:rotate-90"
              />
            </summary>
            <Pages pages={pages} path={path} />
          </details>
        ) : (
          <div key={title}>
            <p className="px-2.5 pb-1 font-strong text-sm">{title}</p>
            <Pages pages={pages} path={path} />
          </div>
        ),
      )}
    </nav>
  );
}
