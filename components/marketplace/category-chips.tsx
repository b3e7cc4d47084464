'use client';

import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import type { CategoryCount } from '@/components/marketplace/model';
import { categoryWord } from '@/components/marketplace/words';
import { cn } from '@/components/ui/cn';

/** The marketplace's categories as links; the one of the address is marked. */
export function CategoryChips({ categories }: { categories: readonly CategoryCount[] }) {
  const pathname = usePathname();
  const params = useSearchParams();
  const current = params.get('category') ?? '';
  const hrefOf = (category: string) => {
    const query = new URLSearchParams(params);
    query.delete('page');
    if (category) query.set('category', category);
    else query.delete('category');
    const text = query.toString();
    return text ? `${pathname}?${text}` : pathname;
  };
  const all = categories.reduce((sum, { packages }) => sum + packages, 0);
  return (
    <nav aria-label="Categories">
      <ul className="flex flex-wrap gap-1.5">
        {[{ name: '', packages: all }, ...categories].map(({ name, packages }) => (
          <li key={name}>
            <Link
              aria-current={name === current ? 'true' : undefined}
              className={cn(
                'inline-flex h-7 items-center gap-1.5 rounded-lg border px-2.5 text-sm transition-colors',
                name === current
                  ? 'border-accent-ink bg-accent-soft text-accent-ink'
                  : 'text-muted hover:bg-hover hover:text-ink',
              )}
              href={hrefOf(name)}
              replace
              scroll={false}
            >
              {name ? categoryWord(name) : 'All'}
              <span className="num text-xs">{packages}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
