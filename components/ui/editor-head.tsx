import Link from 'next/link';
import type { ReactNode } from 'react';

/** The head of an editor that fills the window: the way back, what is open, and what is done with it. */
export function EditorHead({
  back,
  title,
  actions,
  children,
}: {
  back: { label: string; href: string };
  /** The name, in an `h1`, and how it stands. */
  title: ReactNode;
  actions?: ReactNode;
  /** A second row. */
  children?: ReactNode;
}) {
  return (
    <header className="shrink-0 border-b bg-canvas px-4">
      <div className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-2 py-2">
        <nav
          aria-label="Breadcrumb"
          className="flex min-w-0 flex-1 items-center gap-2 max-sm:basis-full"
        >
          <Link className="text-muted text-sm hover:text-ink" href={back.href}>
            {back.label}
          </Link>
          <span aria-hidden className="text-faint">
            /
          </span>
          {title}
        </nav>
        {actions && <div className="flex items-center gap-2">{actions}</div>}
      </div>
      {children}
    </header>
  );
}
