'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/**
 * One value kept in the URL's query. An empty value or the `initial` one leaves the address;
 * a change goes back to the first page unless it is the page that changes.
 */
export function useUrlState(name: string, initial = '') {
  const router = useRouter();
  const pathname = usePathname();
  const params = useSearchParams();
  const value = params.get(name) ?? initial;
  const set = useCallback(
    (next: string) => {
      const query = new URLSearchParams(window.location.search);
      if (next === '' || next === initial) query.delete(name);
      else query.set(name, next);
      if (name !== 'page') query.delete('page');
      const text = query.toString();
      router.replace(text ? `${pathname}?${text}` : pathname, { scroll: false });
    },
    [router, pathname, name, initial],
  );
  return [value, set] as const;
}
