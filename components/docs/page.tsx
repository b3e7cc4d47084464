import { ArrowLeft, ArrowRight } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Toc, type TocEntry } from '@/components/docs/toc';

interface Neighbour {
  href: string;
  title: string;
}

/** An article with its contents beside it and the way on beneath. */
export function DocsPage({
  section,
  title,
  description,
  markdown,
  toc,
  neighbours: { before, after } = {},
  children,
}: {
  section: string;
  title: string;
  description: string;
  /** address of the same as Markdown */
  markdown: string;
  toc: readonly TocEntry[];
  neighbours?: { before?: Neighbour; after?: Neighbour };
  children: ReactNode;
}) {
  return (
    <div className="mx-auto max-w-[64rem] xl:grid xl:grid-cols-[minmax(0,1fr)_13rem] xl:gap-12">
      <article className="min-w-0">
        <header className="pb-8">
          <p className="pb-1 text-accent-ink text-sm">{section}</p>
          <h1 className="text-balance font-strong text-2xl tracking-tight">{title}</h1>
          <p className="pt-2 text-lg text-muted">{description}</p>
        </header>
        {children}
        <footer className="mt-12 border-t pt-4">
          <nav aria-label="Before and after" className="grid gap-3 sm:grid-cols-2">
            {before && (
              <Link
                className="flex items-center gap-2 rounded-lg border p-3 text-sm hover:bg-hover"
                href={before.href}
                prefetch={false}
              >
                <ArrowLeft aria-hidden className="size-4 text-faint" />
                <span className="sr-only">Before: </span>
                {before.title}
              </Link>
            )}
            {after && (
              <Link
                className="flex items-center justify-end gap-2 rounded-lg border p-3 text-sm hover:bg-hover sm:col-start-2"
                href={after.href}
                prefetch={false}
              >
                <span className="sr-only">Next: </span>
                {after.title}
                <ArrowRight aria-hidden className="size-4 text-faint" />
              </Link>
            )}
          </nav>
          <p className="pt-4 text-faint text-sm">
            <a className="underline underline-offset-3" href={markdown}>
              This page as Markdown
            </a>
          </p>
        </footer>
      </article>
      <div className="hidden xl:block">
        <div className="sticky top-22 max-h-[calc(100dvh-7rem)] overflow-y-auto">
          <Toc entries={toc} />
        </div>
      </div>
    </div>
  );
}
