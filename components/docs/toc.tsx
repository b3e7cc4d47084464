'use client';

import { useEffect, useState } from 'react';
import { cn } from '@/components/ui/cn';

export interface TocEntry {
  id: string;
  text: string;
  depth: number;
}

/** The last heading above the upper third of the window. */
function useHere(entries: readonly TocEntry[]): string | undefined {
  const [here, setHere] = useState<string>();
  useEffect(() => {
    const look = () => {
      const above = entries.filter(({ id }) => {
        const top = document.getElementById(id)?.getBoundingClientRect().top;
        return top !== undefined && top < window.innerHeight / 3;
      });
      setHere(above.at(-1)?.id);
    };
    look();
    window.addEventListener('scroll', look, { passive: true });
    return () => window.removeEventListener('scroll', look);
  }, [entries]);
  return here;
}

export function Toc({ entries }: { entries: readonly TocEntry[] }) {
  const here = useHere(entries);
  if (entries.length === 0) return null;
  return (
    <nav aria-label="On this page" className="text-sm">
      <p aria-hidden className="pb-2 font-strong">
        On this page
      </p>
      <ul className="flex flex-col gap-px border-s">
        {entries.map(({ id, text, depth }) => (
          <li key={id}>
            <a
              aria-current={id === here ? 'location' : undefined}
              className={cn(
                '-ms-px block border-s py-0.5 transition-colors',
                depth > 2 ? 'ps-6' : 'ps-3',
                id === here
                  ? 'border-accent-ink text-accent-ink'
                  : 'border-transparent text-muted hover:text-ink',
              )}
              href={`#${id}`}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
