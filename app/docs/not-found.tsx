import type { Metadata } from 'next';
import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';

export const metadata: Metadata = { title: 'Not found' };

export default function DocsNotFound() {
  return (
    <article className="mx-auto max-w-[64rem]">
      <h1 className="font-strong text-2xl tracking-tight">There is no such page</h1>
      <p className="pt-2 text-lg text-muted">
        It may have moved. Press / to search for what you came for, or look at all pages.
      </p>
      <p className="pt-5">
        <Link
          className={buttonClass({ variant: 'secondary', size: 'lg' })}
          href="/docs"
          prefetch={false}
        >
          All pages
        </Link>
      </p>
    </article>
  );
}
