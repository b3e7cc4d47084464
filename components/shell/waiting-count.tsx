'use client';

import useSWR from 'swr';
import { MINE } from '@/components/approvals/approvals-path';
import { fetcher } from '@/components/ui/fetcher';
import { Num } from '@/components/ui/number';

/** How many approvals wait for the reader; nothing when none do, or when it is unknown. */
export function WaitingCount() {
  const { data } = useSWR<{ total: number }>(MINE, fetcher, {
    refreshInterval: 30_000,
    shouldRetryOnError: false,
  });
  if (!data?.total) return null;
  return (
    <span className="wide-only ms-auto rounded-full bg-accent px-1.5 text-on-accent text-xs">
      <Num value={data.total} />
      <span className="sr-only"> waiting for you</span>
    </span>
  );
}
