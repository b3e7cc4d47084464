'use client';

import Link from 'next/link';
import { type ReactNode, useId } from 'react';
import { cn } from '@/components/ui/cn';
import { Num } from '@/components/ui/number';

const bar = 'flex gap-4 overflow-x-auto border-b';
const face =
  '-mb-px flex h-9 items-center gap-1.5 whitespace-nowrap border-b-2 text-sm transition-colors focus-visible:-outline-offset-2';
const state = (on: boolean) =>
  on ? 'border-accent-ink text-ink' : 'border-transparent text-muted hover:text-ink';

/** Faces of one page that have addresses of their own. */
export function NavTabs({
  label,
  current,
  items,
}: {
  label: string;
  /** The current item's href. */
  current: string;
  items: readonly { href: string; label: string; count?: number }[];
}) {
  return (
    <nav aria-label={label} className={bar}>
      {items.map((item) => (
        <Link
          aria-current={item.href === current ? 'page' : undefined}
          className={cn(face, state(item.href === current))}
          href={item.href}
          key={item.href}
        >
          {item.label}
          {item.count !== undefined && <Num className="text-faint" short value={item.count} />}
        </Link>
      ))}
    </nav>
  );
}

/** Faces of one thing; keep `value` in the URL (see `useUrlState`). */
export function Tabs({
  label,
  value,
  onValueChange,
  items,
}: {
  label: string;
  value: string;
  onValueChange: (value: string) => void;
  items: readonly { value: string; label: string; count?: number; content: ReactNode }[];
}) {
  const id = useId();
  const at = Math.max(
    0,
    items.findIndex((item) => item.value === value),
  );
  function move(event: React.KeyboardEvent) {
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    const next = to === undefined ? undefined : items.at(to % items.length);
    if (!next) return;
    event.preventDefault();
    onValueChange(next.value);
    document.getElementById(`${id}-${next.value}`)?.focus();
  }
  return (
    <div>
      <div aria-label={label} className={bar} onKeyDown={move} role="tablist" tabIndex={-1}>
        {items.map((item, index) => (
          <button
            aria-controls={`${id}-panel`}
            aria-selected={index === at}
            className={cn(face, state(index === at))}
            id={`${id}-${item.value}`}
            key={item.value}
            onClick={() => onValueChange(item.value)}
            role="tab"
            tabIndex={index === at ? 0 : -1}
            type="button"
          >
            {item.label}
            {item.count !== undefined && <Num className="text-faint" short value={item.count} />}
          </button>
        ))}
      </div>
      <div
        aria-labelledby={`${id}-${items[at]?.value}`}
        className="pt-4"
        id={`${id}-panel`}
        role="tabpanel"
      >
        {items[at]?.content}
      </div>
    </div>
  );
}
