'use client';

import type { ReactNode } from 'react';
import { SWRConfig } from 'swr';
import { ApiError, fetcher } from '@/components/ui/fetcher';

/** Keeps what it has while it asks again, and asks again only where that can help. */
export function SwrProvider({ children }: { children: ReactNode }) {
  return (
    <SWRConfig
      value={{
        fetcher,
        keepPreviousData: true,
        dedupingInterval: 2000,
        focusThrottleInterval: 10_000,
        errorRetryCount: 3,
        shouldRetryOnError: (error) =>
          !(error instanceof ApiError) || error.status === 0 || error.status >= 500,
      }}
    >
      {children}
    </SWRConfig>
  );
}
