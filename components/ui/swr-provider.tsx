'use client';

import { type ReactNode, useMemo, useRef } from 'react';
import { type Middleware, SWRConfig } from 'swr';
import { ApiError, fetcher } from '@/components/ui/fetcher';

/**
 * A pace that depends on the data is asked with what the server rendered until something else has come: SWR asks it
 * with nothing, and when the first answer is the same as what is shown, never again. It changes only when the
 * given one does, since SWR begins to wait anew with another.
 */
const paceOfFirst: Middleware = (next) =>
  function usePaced(key, fetch, config) {
    const { refreshInterval: pace, fallbackData } = config;
    const first = useRef(fallbackData);
    first.current = fallbackData;
    const refreshInterval = useMemo(
      () =>
        typeof pace === 'function'
          ? (data: Parameters<typeof pace>[0]) => pace(data ?? (first.current as typeof data))
          : pace,
      [pace],
    );
    return next(key, fetch, { ...config, refreshInterval });
  };

/** Keeps what it has while it asks again, and asks again only where that can help. */
export function SwrProvider({ children }: { children: ReactNode }) {
  return (
    <SWRConfig
      value={{
        fetcher,
        use: [paceOfFirst],
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
