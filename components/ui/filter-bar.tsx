'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { SearchInput } from '@/components/ui/input';
import { type Option, Select } from '@/components/ui/select';
import { useUrlState } from '@/components/ui/use-url-state';

/** Filters live in the URL; `names` are the query's parameters that "Clear" removes. */
export function FilterBar({
  names,
  children,
  trailing,
}: {
  names: readonly string[];
  children: ReactNode;
  trailing?: ReactNode;
}) {
  const router = useRouter();
  const pathname = usePathname();
  const params = useSearchParams();
  const used = names.some((name) => params.has(name));
  return (
    <search className="flex flex-wrap items-center gap-2">
      {children}
      {used && (
        <Button
          onClick={() => {
            const query = new URLSearchParams(params);
            for (const name of [...names, 'page']) query.delete(name);
            const text = query.toString();
            router.replace(text ? `${pathname}?${text}` : pathname, { scroll: false });
          }}
          variant="ghost"
        >
          Clear filters
        </Button>
      )}
      {trailing && <span className="ms-auto flex items-center gap-2">{trailing}</span>}
    </search>
  );
}

export function FilterSelect({
  name,
  label,
  options,
  any = `Any ${label.toLowerCase()}`,
}: {
  name: string;
  label: string;
  options: readonly Option[];
  /** What the choice of nothing is called. */
  any?: string;
}) {
  const [value, set] = useUrlState(name);
  return (
    <Select
      aria-label={label}
      className="w-auto! max-w-full"
      onValueChange={set}
      options={options}
      placeholder={any}
      value={value}
    />
  );
}

/** Writes to the URL 250 ms after the last key, and follows Back and Forward. */
export function FilterSearch({ name = 'q', label }: { name?: string; label: string }) {
  const [value, set] = useUrlState(name);
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => set(text), 250);
    return () => clearTimeout(timer);
  }, [text, value, set]);
  return (
    <SearchInput className="w-full sm:w-64" label={label} onValueChange={setText} value={text} />
  );
}
