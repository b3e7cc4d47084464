import type { Metadata } from 'next';
import type { ReactNode } from 'react';

// Links of mails carry tokens: no address of these pages may go out as a referrer, or be indexed.
export const metadata: Metadata = { referrer: 'no-referrer', robots: { index: false } };

export default function AuthLayout({ children }: { children: ReactNode }) {
  return children;
}
