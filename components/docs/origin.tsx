'use client';

import { usePathname } from 'next/navigation';
import { useLayoutEffect } from 'react';

/** The server's address, as the server knows it; `settleOrigins` puts the reader's own there. */
export const Origin = ({ origin }: { origin: string }) => (
  <span data-origin="" suppressHydrationWarning>
    {origin}
  </span>
);

function settle() {
  for (const element of document.querySelectorAll('[data-origin]'))
    if (element.textContent !== location.origin) element.textContent = location.origin;
}

/** After each change of page; the page's first one is put right by `settleOrigins`, before it is painted. */
export function SettleOrigins() {
  const path = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page has other places
  useLayoutEffect(settle, [path]);
  return null;
}
